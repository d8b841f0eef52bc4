package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {
  @ParameterizedTest
  @CsvSource({
    "'1000000S,1000C', '1000000S,1000C'",
    "'1000C,1000000S', '1000000S,1000C'",
    "'5C', '5C'",
    "'7S', '7S'",
    "'0S,5C', '5C'",
    "'0S', ''"
  })
  void aQuotaIsReadAndWritten(String text, String written) {
    assertEquals(written, Quota.parse(text).orElseThrow().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "S",
        "1",
        "-1S",
        "1S,",
        ",1S",
        "1s",
        "1M",
        "5X,7S",
        "1 S",
        "1S 1C",
        "1\n2S",
        "1000000000000000000S"
      })
  void whatIsNoQuotaIsNoneAndNotNothing(String text) {
    assertEquals(Optional.empty(), Quota.parse(text));
  }

  @Test
  void aTextWithoutEndIsNoQuota() {
    assertEquals(Optional.empty(), Quota.parse("1S,".repeat(100_000) + "1S"));
  }

  @Test
  void bothLimitsCount() {
    Quota quota = new Quota(100, 3);
    assertTrue(quota.allows(new Usage(100, 3)));
    assertFalse(quota.allows(new Usage(101, 3)));
    assertFalse(quota.allows(new Usage(100, 4)));
    assertTrue(Quota.UNLIMITED.allows(new Usage(Long.MAX_VALUE - 1, 1)));
  }

  @Test
  void theNearerLimitSaysHowFullItIs() {
    assertEquals(90, new Quota(100, 1000).percent(new Usage(90, 3)));
    assertEquals(100, new Quota(100, 3).percent(new Usage(1, 3)));
    assertEquals(0, new Quota(100, Quota.NONE).percent(Usage.NOTHING));
    assertEquals(Integer.MAX_VALUE, new Quota(1, 1).percent(new Usage(Long.MAX_VALUE, 1)));
  }
}
