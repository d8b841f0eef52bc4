/** What happened, said once; logs and metrics listen. */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
