package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

/** A schedule of an operator's own. */
class DelaysTest {
  private static final Instant BIRTH = Instant.parse("2026-03-01T12:00:00Z");
  private static final Outcome BUSY = new Outcome.Later(Cause.ANSWER, "busy\n");

  @ParameterizedTest
  @CsvSource({
    "0,300",
    "299,300",
    "300,1200",
    "1200,4800",
    "4800,19200",
    "19199,19200",
    "19200,33600",
    "33601,48000"
  })
  void attemptsComeAtTheSumsOfTheDelaysAndTheLastOneRepeats(long age, long next) {
    Delays delays = Delays.parse("5m,15m,1h,4h").orElseThrow();
    assertEquals(BIRTH.plusSeconds(next), delays.next(BIRTH, BIRTH.plusSeconds(age)));
  }

  @Test
  void clockThatWasSetBackCountsAsNoAge() {
    Delays delays = Delays.parse("90s").orElseThrow();
    assertEquals(BIRTH.plusSeconds(90), delays.next(BIRTH, BIRTH.minusSeconds(500)));
  }

  @Property
  void nextAttemptIsTheFirstSumThatIsLater(
      @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 1, max = 31_536_000) Integer> seconds,
      @ForAll @LongRange(min = 0, max = 100_000_000_000L) long age) {
    Delays delays = new Delays(seconds.stream().map(Duration::ofSeconds).toList());
    Instant ended = BIRTH.plusSeconds(age);
    Instant next = delays.next(BIRTH, ended);
    assertTrue(next.isAfter(ended));
    int longest = seconds.stream().mapToInt(Integer::intValue).max().orElseThrow();
    assertFalse(next.isAfter(ended.plusSeconds(longest)));
    assertEquals(next, delays.next(BIRTH, next.minusSeconds(1)));
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String text) {
    Delays.parse(text).ifPresent(delays -> assertTrue(delays.list().size() <= 50));
  }

  @Test
  void instanceTriesByItsOwnScheduleAlsoAfterARestartAndAChange() throws IOException {
    Rig rig = new Rig();
    rig.settings.put("schedule", "10s,1m");
    rig.settings.put("schedule.local", "1h");
    rig.local(d -> BUSY);
    rig.transport("smtp", d -> BUSY);
    rig.open();
    rig.send("sue@far.test", "joe@here.test", "ann@far.test");
    rig.time.passSeconds(10);
    assertEquals(3, rig.deliveries.size());
    rig.time.passSeconds(59);
    assertEquals(3, rig.deliveries.size());
    rig.reopen();
    rig.time.passSeconds(1);
    assertEquals(4, rig.deliveries.size());
    rig.set("schedule", "");
    rig.time.passSeconds(60);
    assertEquals(5, rig.deliveries.size(), "whoever waits keeps the time");
    rig.time.passSeconds(469);
    assertEquals(5, rig.deliveries.size());
    rig.time.passSeconds(3000);
    assertTrue(rig.deliveries.size() > 6, "by qmail's schedule, and the local one");
  }

  @Test
  void channelOfItsOwnGoesBeforeBoth() {
    Settings settings = Settings.of(Map.of("id", "01", "schedule", "1h", "schedule.local", "5m"));
    Schedules schedules = settings.bounds().schedules();
    assertEquals(Delays.parse("5m"), schedules.local());
    assertEquals(Delays.parse("1h"), schedules.remote());
    assertEquals(Optional.empty(), Settings.of(Map.of("id", "1")).bounds().schedules().local());
  }

  @Test
  void lastAttemptIsMadeExactlyOnceByAnOwnSchedule() throws IOException {
    Rig rig = new Rig();
    rig.settings.put("schedule", "1h");
    rig.settings.put("lifetime", "7200");
    rig.transport("smtp", d -> BUSY);
    rig.open();
    rig.send("sue@far.test", "ann@far.test");
    rig.time.passSeconds(2 * 3600);
    assertEquals(3, rig.deliveries.size());
    assertEquals(1, rig.queue().size());
    rig.time.passSeconds(10 * 3600);
    assertEquals(4, rig.deliveries.size());
    assertEquals(0, rig.queue().size());
    assertEquals(1, rig.intake.got().size());
  }
}
