/** The one door for new mail, and the filters that stand at it. */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.api.intake;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
