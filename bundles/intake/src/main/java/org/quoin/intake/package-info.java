/** The intake bundle. */
@NullMarked
package org.quoin.intake;

import org.jspecify.annotations.NullMarked;
