/**
 * The journal: durable bodies and a log of facts for all queue instances ({@code
 * docs/journal-format.md}).
 *
 * <p>Reading order: {@link JournalStore} (the service), {@link Journal} (how it is wired), {@link
 * Committer} (the one thread that writes), {@link Log} and {@link Supply} (segments), {@link
 * Recovery} and {@link Scan} (what survives a crash), {@link Cleaner} (how room comes back), {@link
 * Index} (what lives where).
 */
@NullMarked
package org.quoin.store;

import org.jspecify.annotations.NullMarked;
