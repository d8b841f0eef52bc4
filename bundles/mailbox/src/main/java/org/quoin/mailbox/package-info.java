/** Ways to keep mail in folders and files; now: maildir. */
@NullMarked
package org.quoin.mailbox;

import org.jspecify.annotations.NullMarked;
