package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
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
@Component(configurationPid = "org.quoin.mailbox")
@PluginName("maildir")
public final class Maildir implements MailboxFormat {
  private static final Logger LOG = LoggerFactory.getLogger(Maildir.class);
  private static final Outcome DELIVERED = new Outcome.Delivered("");

  private final String host;
  private final MessageWriter writer;
  private final Supplier<String> attempts;
  private final Quotas quotas;
  private final SharedSync syncs = new SharedSync(MaildirFolder::syncEntries);

  /** PID {@code org.quoin.mailbox}, what is about maildirs. */
  @interface Config {
    /** Quota of maildirs that have no file maildirsize, such as 1000000S,1000C; empty for none. */
    String quota() default "";

    /** What becomes of mail that does not fit: {@code later} or {@code fail}. */
    String quota_over() default "later";

    /** How full a maildir must be for a warning, in percent. */
    int quota_warn_percent() default 90;

    /** The warning, header and text, as a file in the base folder or elsewhere; empty for none. */
    String quota_warn_file() default "";
  }

  @Activate
  public Maildir(BundleContext context, Config config) {
    this(QuotaSettings.read(config, BaseFolder.of(context)));
  }

  Maildir(Quotas quotas) {
    this(HostName.ofThisMachine(), new SyncedFile(), uniqueAttempts(), quotas);
  }

  /**
   * @param attempts names that never repeat, for the files in tmp
   */
  Maildir(String host, MessageWriter writer, Supplier<String> attempts, Quotas quotas) {
    this.host = host;
    this.writer = writer;
    this.attempts = attempts;
    this.quotas = quotas;
  }

  @Override
  public Outcome store(Path mailbox, DeliveryKey key, Content content) {
    MaildirName name = MaildirName.of(key.text(), host);
    MaildirFolder maildir = new MaildirFolder(mailbox);
    if (!maildir.exists()) {
      return later("Unable to chdir to maildir. (#4.2.1)");
    }
    try {
      boolean there = key.again() && isThere(maildir, name, content.size());
      Optional<Outcome> refused = there ? Optional.empty() : add(maildir, name, content);
      if (refused.isPresent()) {
        return refused.get();
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

  /** Also if the maildir has got or lost its quota since the first attempt. */
  private static boolean isThere(MaildirFolder maildir, MaildirName name, long size)
      throws IOException {
    return maildir.has(name) || maildir.has(name.sized(size)) || maildir.removeLeftovers(name);
  }

  /** Adds a message unless the quota is against it; then says so. */
  private Optional<Outcome> add(MaildirFolder maildir, MaildirName name, Content content)
      throws IOException {
    Optional<MaildirQuota> quota = quotas.of(maildir.path());
    if (quota.isEmpty()) {
      add(maildir, name, name, content);
      return Optional.empty();
    }
    long size = content.size();
    if (!quota.get().admits(size)) {
      return Optional.of(quotas.over());
    }
    add(maildir, name, name.sized(size), content);
    warn(maildir, quota.get(), quota.get().stored(size));
    return Optional.empty();
  }

  private void add(MaildirFolder maildir, MaildirName name, MaildirName visible, Content content)
      throws IOException {
    Path file = maildir.temporary(name, attempts.get());
    try {
      writer.write(file, content);
      maildir.publish(file, visible);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** A warning that cannot be put there is only logged: the mail itself is stored. */
  private void warn(MaildirFolder maildir, MaildirQuota quota, int percent) {
    Optional<QuotaWarning> warning = quotas.warning().filter(each -> percent >= each.percent());
    if (warning.isEmpty()) {
      return;
    }
    Instant now = quotas.clock().instant();
    MaildirName name = MaildirName.of(now.getEpochSecond() + "." + attempts.get(), host);
    try {
      long bytes = warning.get().put(Quotas.whole(maildir.path()), name, now, writer);
      if (bytes > 0) {
        quota.stored(bytes);
      }
    } catch (IOException e) {
      LOG.warn("no quota warning in {}: {}", maildir.path(), e.toString());
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
