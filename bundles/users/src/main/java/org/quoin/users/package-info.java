/** The users bundle. */
@NullMarked
package org.quoin.users;

import org.jspecify.annotations.NullMarked;
