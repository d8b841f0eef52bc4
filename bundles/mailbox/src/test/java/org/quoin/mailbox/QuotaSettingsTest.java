package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaSettingsTest {
  private static final Path BASE = Path.of("/base");

  private record Given(
      String quota, String quota_over, int quota_warn_percent, String quota_warn_file)
      implements Maildir.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return Maildir.Config.class;
    }
  }

  @Test
  void nothingIsLimitedByDefault() {
    Quotas quotas = QuotaSettings.read(new Given("", "later", 90, ""), BASE);
    assertTrue(quotas.standard().isUnlimited());
    assertEquals(Optional.empty(), quotas.warning());
  }

  @Test
  void allCanBeSaid() {
    Quotas quotas = QuotaSettings.read(new Given(" 5C ", "fail", 80, "etc/warning"), BASE);
    assertEquals(new Quota(Quota.NONE, 5), quotas.standard());
    assertTrue(quotas.permanent());
    assertEquals(Optional.of(new QuotaWarning(Path.of("/base/etc/warning"), 80)), quotas.warning());
  }

  @Test
  void badValuesAreNamed() {
    assertComplaint("\"quota\" is not like 1000000S,1000C: 1M", new Given("1M", "later", 90, ""));
    assertComplaint("\"quota.over\" must be later or fail: no", new Given("", "no", 90, ""));
    assertComplaint("\"quota.warn.percent\" must be 1 to 100: 0", new Given("", "later", 0, ""));
    assertComplaint("\"quota.warn.percent\" must be 1 to 100: 101", new Given("", "fail", 101, ""));
  }

  private static void assertComplaint(String complaint, Given given) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> QuotaSettings.read(given, BASE));
    assertEquals(complaint, e.getMessage());
  }
}
