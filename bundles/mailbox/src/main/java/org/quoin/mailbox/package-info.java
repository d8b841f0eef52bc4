/** Ways to keep mail in folders and files: maildirs and mboxes. */
@NullMarked
package org.quoin.mailbox;

import org.jspecify.annotations.NullMarked;
