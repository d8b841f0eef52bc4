/** The local bundle. */
@NullMarked
package org.quoin.local;

import org.jspecify.annotations.NullMarked;
