/** Mail at rest: what a store keeps and what a queue instance shows. */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.api.queue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
