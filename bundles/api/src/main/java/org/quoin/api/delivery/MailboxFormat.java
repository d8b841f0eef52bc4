package org.quoin.api.delivery;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;
import org.quoin.api.Content;

/** A way to keep mail in a folder or file. Named {@code maildir} or {@code mbox}. */
@ConsumerType
public interface MailboxFormat {
  /**
   * Stores one message; {@link Outcome.Delivered} only when file and directory entry are durable.
   *
   * @param mailbox absolute path of the folder or file
   * @param key that of {@link Delivery#key()} or made from it, unique also among the mailboxes of
   *     one delivery: storing the same key again does not make a second message where the format
   *     can tell; it need not look if {@link DeliveryKey#again} is false
   * @param content the message; its header begins with the Return-Path line, quoted as qmail does,
   *     which tells the sender, and the Delivered-To line
   * @return the outcome; qmail's texts, such as {@code Unable to chdir to maildir. (#4.2.1)}
   */
  Outcome store(Path mailbox, DeliveryKey key, Content content);
}
