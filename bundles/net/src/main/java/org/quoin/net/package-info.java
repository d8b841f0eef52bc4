/** The net bundle. */
@NullMarked
package org.quoin.net;

import org.jspecify.annotations.NullMarked;
