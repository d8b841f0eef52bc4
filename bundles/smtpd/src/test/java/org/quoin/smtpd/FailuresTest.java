package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
  private final Failures failures = new Failures(3, Duration.ofMinutes(10), 100, now::get);

  private void fail(int times, String ip, String user) {
    for (int i = 0; i < times; i++) {
      failures.failed(ip, user);
    }
  }

  @Test
  void anAddressThatFailsTooOftenWaitsForTheRestOfTheWindow() {
    fail(2, "192.0.2.7", "a");
    assertFalse(failures.tooMany("192.0.2.7", "b"));
    now.updateAndGet(t -> t.plusSeconds(300));
    fail(1, "192.0.2.7", "c");
    assertTrue(failures.tooMany("192.0.2.7", "b"));
    assertFalse(failures.tooMany("192.0.2.8", "b"));
    now.updateAndGet(t -> t.plusSeconds(299));
    assertTrue(failures.tooMany("192.0.2.7", "b"));
    now.updateAndGet(t -> t.plusSeconds(1));
    assertFalse(failures.tooMany("192.0.2.7", "b"));
  }

  @Test
  void aNameThatIsTriedFromManyAddressesIsCountedToo() {
    for (int i = 0; i < 3; i++) {
      failures.failed("192.0.2." + i, "joe");
    }
    assertTrue(failures.tooMany("198.51.100.1", "joe"));
    assertFalse(failures.tooMany("198.51.100.1", "ann"));
  }

  @Test
  void anAddressOfIpv6CountsWithItsNetwork() {
    for (int i = 1; i <= 3; i++) {
      failures.failed("2001:db8:0:1::" + i, "");
    }
    assertTrue(failures.tooMany("2001:db8:0:1:ffff::9", "joe"));
    assertFalse(failures.tooMany("2001:db8:0:2::1", "joe"));
    fail(3, "::ffff:192.0.2.1", "");
    assertFalse(failures.tooMany("::ffff:192.0.2.2", "joe"));
    fail(3, "not:an:address", "");
    assertTrue(failures.tooMany("not:an:address", "joe"));
  }

  @Test
  void whoHasLoggedInFromAnAddressIsNotLockedOutByOthers() {
    failures.succeeded("192.0.2.7", "joe");
    fail(9, "192.0.2.7", "ann");
    fail(9, "198.51.100.1", "joe");
    assertFalse(failures.tooMany("192.0.2.7", "joe"));
    assertTrue(failures.tooMany("192.0.2.7", "ann"));
    assertTrue(failures.tooMany("198.51.100.1", "joe"));
    fail(3, "192.0.2.7", "joe");
    assertTrue(failures.tooMany("192.0.2.7", "joe"), "his own failures count");
  }

  @Test
  void whatIsRememberedIsLimitedAndTheOldestIsForgotten() {
    fail(3, "192.0.2.7", "");
    for (int i = 0; i < 100; i++) {
      failures.failed("198.51.100." + i, "");
    }
    assertFalse(failures.tooMany("192.0.2.7", ""));
    fail(3, "192.0.2.7", "x".repeat(100_000));
    assertTrue(failures.tooMany("192.0.2.7", "x"));
  }
}
