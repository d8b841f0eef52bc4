package org.quoin.mailbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** What PID {@code org.quoin.mailbox} says about quotas. */
final class QuotaSettings {
  private QuotaSettings() {}

  /**
   * @param base the folder that the name of the warning is relative to
   * @throws IllegalArgumentException with one sentence about the first bad value
   */
  static Quotas read(Maildir.Config config, Path base) {
    return new Quotas(
        quota(config.quota().strip()),
        permanent(config.quota_over()),
        warning(config, base),
        InstantSource.system());
  }

  private static Quota quota(String text) {
    if (text.isEmpty()) {
      return Quota.UNLIMITED;
    }
    return Quota.parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("\"quota\" is not like 1000000S,1000C: " + text));
  }

  private static boolean permanent(String text) {
    return switch (text.strip()) {
      case "later" -> false;
      case "fail" -> true;
      default ->
          throw new IllegalArgumentException("\"quota.over\" must be later or fail: " + text);
    };
  }

  private static Optional<QuotaWarning> warning(Maildir.Config config, Path base) {
    int percent = config.quota_warn_percent();
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("\"quota.warn.percent\" must be 1 to 100: " + percent);
    }
    String file = config.quota_warn_file().strip();
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new QuotaWarning(base.resolve(file), percent));
  }
}
