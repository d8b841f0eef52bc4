package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.Content;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maildirs (L12, maildir(5)): write and sync a file in tmp, link it into new, sync new. Two syncs,
 * the second shared by all who deliver into the same maildir; no locks, nothing overwritten.
 *
 * <p>A repeated delivery finds its file in new by name, in cur under the usual flags, or by a link
 * left in tmp; cur is not listed, for it may hold a million mails. So a mail is doubled only if its
 * delivery was cut off before the queue had noted it, and a reader had already given it unusual
 * flags or removed it.
 */
@Component
@PluginName("maildir")
public final class Maildir implements MailboxFormat {
  private static final Logger LOG = LoggerFactory.getLogger(Maildir.class);
  private static final Outcome DELIVERED = new Outcome.Delivered("");

  private final String host;
  private final MessageWriter writer;
  private final Supplier<String> attempts;
  private final SharedSync syncs = new SharedSync(MaildirFolder::syncEntries);

  @Activate
  public Maildir() {
    this(HostName.ofThisMachine(), new SyncedFile(), uniqueAttempts());
  }

  /**
   * @param attempts names that never repeat, for the files in tmp
   */
  Maildir(String host, MessageWriter writer, Supplier<String> attempts) {
    this.host = host;
    this.writer = writer;
    this.attempts = attempts;
  }

  @Override
  public Outcome store(Path mailbox, DeliveryKey key, Content content) {
    MaildirName name = MaildirName.of(key.text(), host);
    MaildirFolder maildir = new MaildirFolder(mailbox);
    if (!maildir.exists()) {
      return later("Unable to chdir to maildir. (#4.2.1)");
    }
    try {
      if (!key.again() || !isThere(maildir, name)) {
        add(maildir, name, content);
      }
      syncs.sync(maildir.finished());
      return DELIVERED;
    } catch (UnreadableMessage e) {
      LOG.warn("cannot read the message for {}: {}", mailbox, e.getMessage());
      return later("Unable to read message. (#4.3.0)");
    } catch (IOException e) {
      LOG.warn("cannot deliver to {}: {}", mailbox, e.toString());
      return later("Temporary error on maildir delivery. (#4.3.0)");
    }
  }

  private static boolean isThere(MaildirFolder maildir, MaildirName name) throws IOException {
    return maildir.has(name) || maildir.removeLeftovers(name);
  }

  private void add(MaildirFolder maildir, MaildirName name, Content content) throws IOException {
    Path file = maildir.temporary(name, attempts.get());
    try {
      writer.write(file, content);
      maildir.publish(file, name);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Outcome later(String text) {
    return new Outcome.Later(Cause.LOCAL_TROUBLE, text);
  }

  private static Supplier<String> uniqueAttempts() {
    String us = Long.toHexString(new SecureRandom().nextLong());
    AtomicLong number = new AtomicLong();
    return () -> us + "-" + number.incrementAndGet();
  }
}
