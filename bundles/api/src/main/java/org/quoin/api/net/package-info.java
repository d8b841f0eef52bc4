/** What a protocol sees of the network. */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.api.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
