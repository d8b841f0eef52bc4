/** The observe bundle. */
@NullMarked
package org.quoin.observe;

import org.jspecify.annotations.NullMarked;
