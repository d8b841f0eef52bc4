/** Proofs on the real distribution, running as a process of its own. */
@NullMarked
package org.quoin.platform;

import org.jspecify.annotations.NullMarked;
