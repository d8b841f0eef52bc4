package org.quoin.mailbox;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Map;
import org.quoin.api.delivery.MailboxFormat;

/** Makes a {@link Maildir} in a process that runs as a recipient. */
public final class MaildirMaker implements MailboxFormat.Maker {

  private record Given(
      String quota, String quota_over, int quota_warn_percent, String quota_warn_file)
      implements Maildir.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return Maildir.Config.class;
    }
  }

  @Override
  public String name() {
    return "maildir";
  }

  @Override
  public MailboxFormat make(Map<String, String> settings) {
    Given given =
        new Given(
            settings.getOrDefault("quota", ""),
            settings.getOrDefault("quota.over", "later"),
            Integer.parseInt(settings.getOrDefault("quota.warn.percent", "90")),
            settings.getOrDefault("quota.warn.file", ""));
    Path base = Path.of(settings.getOrDefault(BaseFolder.PROPERTY, "/"));
    return new Maildir(QuotaSettings.read(given, base));
  }
}
