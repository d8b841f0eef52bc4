/** The administrator's control files, and tables by name. */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.api.table;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
