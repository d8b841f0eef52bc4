/** The control files, and routing by them as qmail does. */
@NullMarked
package org.quoin.control;

import org.jspecify.annotations.NullMarked;
