/** What the benchmarks put into a running platform; no part of Quoin. */
@NullMarked
package org.quoin.probe;

import org.jspecify.annotations.NullMarked;
