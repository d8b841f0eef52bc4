package org.quoin.mailbox;

import static java.nio.file.StandardOpenOption.APPEND;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One maildir's quota while one message is stored (L15, Maildir++). There are no locks: mails that
 * come at the same moment may go over the quota together.
 */
final class MaildirQuota {
  private static final Logger LOG = LoggerFactory.getLogger(MaildirQuota.class);

  /** So long a maildir that is over quota is not counted again. */
  private static final Duration YOUNG = Duration.ofMinutes(15);

  private final Path maildir;
  private final Instant now;
  private MaildirSize known;

  /**
   * @param maildir the whole maildir, not one of its folders
   * @param known what its file says, or the quota of a maildir that has no such file yet
   */
  MaildirQuota(Path maildir, MaildirSize known, Instant now) {
    this.maildir = maildir;
    this.known = known;
    this.now = now;
  }

  /** Whether a message of so many bytes fits. Counts the maildir if its file may be wrong. */
  boolean admits(long size) throws IOException {
    if (known.whole() && known.quota().allows(known.usage().plus(size))) {
      return true;
    }
    if (!known.whole() || known.entries() > 1 || known.changed().isBefore(now.minus(YOUNG))) {
      known = counted();
    }
    return known.quota().allows(known.usage().plus(size));
  }

  /** Notes that such a message was stored; how full the maildir is now, in percent. */
  int stored(long size) {
    String entry = size + " 1\n";
    try {
      Path file = RegularFile.require(maildir.resolve(MaildirSize.NAME));
      Files.write(file, entry.getBytes(StandardCharsets.US_ASCII), APPEND);
    } catch (IOException e) {
      LOG.warn("{}: maildirsize is not up to date: {}", maildir, e.toString());
    }
    return known.quota().percent(known.usage().plus(size));
  }

  /** What is there is what counts, even if it cannot be written down. */
  private MaildirSize counted() throws IOException {
    MaildirCount count = new MaildirCount(maildir);
    FileTime before = count.changed();
    MaildirSize size = new MaildirSize(known.quota(), count.usage(), 1, true, now);
    try {
      replace(size.text());
      if (count.changed().compareTo(before) > 0) {
        expire();
      }
    } catch (IOException e) {
      LOG.warn("{}: cannot write maildirsize: {}", maildir, e.toString());
    }
    return size;
  }

  private void replace(String text) throws IOException {
    Path file = maildir.resolve("tmp").resolve(MaildirSize.NAME + ":" + UUID.randomUUID());
    try {
      Files.createFile(file, SyncedFile.PRIVATE);
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, FileTime.from(now));
      Files.move(file, maildir.resolve(MaildirSize.NAME), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Something changed while we counted, perhaps behind us: the next one who would be over quota
   * counts again. Maildir++ would remove the file, but only the file knows the quota.
   */
  private void expire() throws IOException {
    Instant old = now.minus(YOUNG).minus(Duration.ofMinutes(1));
    Files.setLastModifiedTime(maildir.resolve(MaildirSize.NAME), FileTime.from(old));
  }
}
