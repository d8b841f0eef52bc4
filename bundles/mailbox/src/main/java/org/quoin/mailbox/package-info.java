/** The mailbox bundle. */
@NullMarked
package org.quoin.mailbox;

import org.jspecify.annotations.NullMarked;
