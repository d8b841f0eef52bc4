/** Who a local address belongs to, and who logs in. */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.api.user;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
