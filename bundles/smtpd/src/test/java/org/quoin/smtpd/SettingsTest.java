package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static String refusal(int lineBytes, int recipients, int errors) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> new Settings(lineBytes, recipients, errors, Set.of(), true, ""))
            .getMessage());
  }

  @Test
  void limitsOutOfRangeAreNamed() {
    assertEquals("line.bytes = 10 is not between 1024 and 16777216", refusal(10, 1, 1));
    assertEquals("recipients = 0 is not between 1 and 2147483647", refusal(1024, 0, 1));
    assertEquals("errors = -1 is not between 1 and 2147483647", refusal(1024, 1, -1));
  }
}
