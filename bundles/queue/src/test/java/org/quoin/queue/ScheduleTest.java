package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  private static final Instant BIRTH = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"0,100", "100,400", "400,900", "110,400", "99,361", "500005,514089"})
  void localAttemptsFollowAtHundredTimesSquares(long age, long next) {
    Instant ended = BIRTH.plusSeconds(age);
    assertEquals(BIRTH.plusSeconds(next), Schedule.next(BIRTH, ended, true));
  }

  @ParameterizedTest
  @CsvSource({"0,400", "400,1600", "1600,3600", "3600,6400", "110,900"})
  void remoteAttemptsFollowAtFourHundredTimesSquares(long age, long next) {
    Instant ended = BIRTH.plusSeconds(age);
    assertEquals(BIRTH.plusSeconds(next), Schedule.next(BIRTH, ended, false));
  }

  @Test
  void clockThatWasSetBackCountsAsNoAge() {
    assertEquals(BIRTH.plusSeconds(100), Schedule.next(BIRTH, BIRTH.minusSeconds(50), true));
  }

  @Property
  void nextAttemptIsAlwaysLater(
      @ForAll @LongRange(min = 0, max = 100_000_000_000L) long age, @ForAll boolean local) {
    Instant ended = BIRTH.plusSeconds(age);
    assertTrue(Schedule.next(BIRTH, ended, local).isAfter(ended));
  }

  @Test
  void lifetimeEndsWhenItIsExceeded() {
    assertFalse(Schedule.isLast(BIRTH, BIRTH.plusSeconds(500), 500));
    assertTrue(Schedule.isLast(BIRTH, BIRTH.plusSeconds(501), 500));
    assertFalse(Schedule.isLast(BIRTH, BIRTH.plusSeconds(1L << 40), Long.MAX_VALUE));
  }

  @Test
  void looksForSomethingMissingBecomeRarer() {
    assertEquals(BIRTH.plusSeconds(5), Schedule.nextLook(BIRTH, BIRTH));
    assertEquals(BIRTH.plusSeconds(40), Schedule.nextLook(BIRTH, BIRTH.plusSeconds(20)));
    assertEquals(BIRTH.plusSeconds(3660), Schedule.nextLook(BIRTH, BIRTH.plusSeconds(3600)));
  }
}
