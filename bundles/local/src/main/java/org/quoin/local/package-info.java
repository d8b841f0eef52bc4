/** Delivery to mailboxes on this machine: what qmail-lspawn and qmail-local do. */
@NullMarked
package org.quoin.local;

import org.jspecify.annotations.NullMarked;
