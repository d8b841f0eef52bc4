/** The queue bundle. */
@NullMarked
package org.quoin.queue;

import org.jspecify.annotations.NullMarked;
