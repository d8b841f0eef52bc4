/** The store bundle. */
@NullMarked
package org.quoin.store;

import org.jspecify.annotations.NullMarked;
