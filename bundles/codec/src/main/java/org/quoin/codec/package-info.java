/**
 * Formats of the mail world as pure functions, and the table in which both store and queue keep
 * what waits: no files, no sockets, no clocks.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
