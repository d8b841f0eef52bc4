/** Values that every part of Quoin speaks: addresses, replies, peers, plugin names. */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
