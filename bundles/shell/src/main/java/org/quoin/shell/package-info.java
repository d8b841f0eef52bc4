/** The shell bundle. */
@NullMarked
package org.quoin.shell;

import org.jspecify.annotations.NullMarked;
