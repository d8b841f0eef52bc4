/** Programs that lines of delivery instructions call without a process. */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.api.program;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
