/** Programs of the classic kind that mail is handed to. */
@NullMarked
package org.quoin.exec;

import org.jspecify.annotations.NullMarked;
