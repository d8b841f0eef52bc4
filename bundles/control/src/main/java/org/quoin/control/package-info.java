/** The control bundle. */
@NullMarked
package org.quoin.control;

import org.jspecify.annotations.NullMarked;
