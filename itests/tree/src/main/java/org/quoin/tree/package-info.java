/** The rules of the tree: which way imports point, how big things may be, how they are written. */
@NullMarked
package org.quoin.tree;

import org.jspecify.annotations.NullMarked;
