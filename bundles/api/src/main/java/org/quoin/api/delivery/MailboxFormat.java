package org.quoin.api.delivery;

import java.nio.file.Path;
import java.util.Map;
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
   * @return the outcome; qmail's texts, such as {@code Unable to chdir to maildir. (#4.2.1)}. Where
   *     one has the mailbox's path, in UTF-8 with one character per byte, its reader gets the name
   *     that the instruction has
   */
  Outcome store(Path mailbox, DeliveryKey key, Content content);

  /**
   * Makes one where there is no OSGi: in a process that runs as a recipient (ADR 20). Found by
   * {@link java.util.ServiceLoader}.
   */
  @ConsumerType
  interface Maker {
    /** The name as a plugin. */
    String name();

    /**
     * @param settings the properties of the service that it stands in for, as texts; and {@code
     *     quoin.base}, the folder that names of files are relative to
     * @throws IllegalArgumentException if one of them is wrong
     */
    MailboxFormat make(Map<String, String> settings);
  }
}
