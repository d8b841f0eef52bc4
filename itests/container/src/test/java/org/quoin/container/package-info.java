/** The real bundles in an OSGi framework, seen from inside. */
@NullMarked
package org.quoin.container;

import org.jspecify.annotations.NullMarked;
