package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which maildirs have a quota (L15): those with a file {@code maildirsize}, and with a standard
 * quota all others, too.
 *
 * @param standard of maildirs without a file; unlimited for none
 * @param permanent whether mail that does not fit is refused for good
 */
record Quotas(
    Quota standard, boolean permanent, Optional<QuotaWarning> warning, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);

  /** Only maildirs with a file have a quota, and nobody is warned. */
  static Quotas ofFiles(InstantSource clock) {
    return new Quotas(Quota.UNLIMITED, false, Optional.empty(), clock);
  }

  /** Empty if what comes into this mailbox does not count. */
  Optional<MaildirQuota> of(Path mailbox) throws IOException {
    if (MaildirCount.isTrash(mailbox)) {
      return Optional.empty();
    }
    Path maildir = whole(mailbox);
    Optional<MaildirSize> size = MaildirSize.read(maildir);
    if (size.isPresent() && size.get().quota().isUnlimited() && standard.isUnlimited()) {
      LOG.warn("{} names no quota: mail is stored without limit", maildir.resolve("maildirsize"));
      return Optional.empty();
    }
    MaildirSize known = size.orElse(unknown()).withStandard(standard);
    return known.quota().isUnlimited()
        ? Optional.empty()
        : Optional.of(new MaildirQuota(maildir, known, clock.instant()));
  }

  /** A folder of Maildir++ lies in its maildir and says so by a file. */
  static Path whole(Path mailbox) {
    return Files.exists(mailbox.resolve("maildirfolder")) ? mailbox.resolveSibling("") : mailbox;
  }

  /** The answer for a message that does not fit. */
  Outcome over() {
    return permanent
        ? new Outcome.Failed("User is over quota. (#5.2.2)")
        : new Outcome.Later(Cause.ANSWER, "User is over quota. (#4.2.2)");
  }

  private MaildirSize unknown() {
    return new MaildirSize(standard, Usage.NOTHING, 0, false, clock.instant());
  }
}
