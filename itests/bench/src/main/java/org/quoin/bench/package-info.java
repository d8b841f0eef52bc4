/** Benchmarks: Quoin beside Postfix on one machine, one instance beside another, the disk alone. */
@NullMarked
package org.quoin.bench;

import org.jspecify.annotations.NullMarked;
