package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.quoin.queue.Timeouts.Entry;

class TimeoutsTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Timeouts timeouts = new Timeouts(new Random(3));

  private int count() {
    return timeouts.entries().getFirst().count();
  }

  private boolean backsOff(Instant now) {
    return timeouts.backOff("a.test", now).isPresent();
  }

  @Test
  void theSecondTimeoutCountsTwoMinutesAfterTheFirst() {
    timeouts.timedOut("a.test", START);
    timeouts.timedOut("a.test", START.plusSeconds(119));
    assertEquals(1, count());
    assertFalse(backsOff(START.plusSeconds(119)));
    timeouts.timedOut("a.test", START.plusSeconds(120));
    assertEquals(2, count());
    assertTrue(backsOff(START.plusSeconds(120)));
  }

  @Test
  void itIsLeftAloneForSixtyToNinetyOneTimes64Seconds() {
    for (int i = 0; i < 200; i++) {
      Timeouts some = new Timeouts(new Random(i));
      some.timedOut("a.test", START.minusSeconds(120));
      some.timedOut("a.test", START);
      Entry entry = some.backOff("a.test", START).orElseThrow();
      long units = Duration.between(START, entry.until()).toSeconds() / 64;
      assertTrue(units >= 60 && units <= 91, "units: " + units);
      assertTrue(some.backOff("a.test", entry.until().minusSeconds(1)).isPresent());
      assertTrue(some.backOff("a.test", entry.until()).isEmpty());
    }
  }

  @Test
  void timeoutsAreCountedUpToTen() {
    for (int i = 0; i < 20; i++) {
      timeouts.timedOut("a.test", START.plusSeconds(200L * i));
    }
    assertEquals(10, count());
  }

  @Test
  void anyAnswerMakesItForgotten() {
    timeouts.timedOut("a.test", START);
    timeouts.timedOut("a.test", START.plusSeconds(200));
    timeouts.answered("a.test");
    assertFalse(backsOff(START.plusSeconds(200)));
    assertEquals(List.of(), timeouts.entries());
  }

  @Test
  void aClockThatIsSetBackLeavesNobodyAlone() {
    timeouts.timedOut("a.test", START);
    timeouts.timedOut("a.test", START.plusSeconds(200));
    Instant before = START.minus(Duration.ofDays(300));
    assertFalse(backsOff(before));
    timeouts.timedOut("a.test", before);
    assertEquals(1, count());
  }

  @Test
  void theTableIsBounded() {
    for (int i = 0; i <= Timeouts.MOST; i++) {
      timeouts.timedOut("dead" + i + ".test", START.plusSeconds(i));
    }
    assertEquals(Timeouts.MOST, timeouts.entries().size());
    assertFalse(timeouts.has("dead0.test"));
  }

  @Test
  void changesAreSaidOnce() {
    assertEquals(Optional.empty(), timeouts.changes());
    timeouts.timedOut("a.test", START);
    assertEquals(1, timeouts.changes().orElseThrow().size());
    assertEquals(Optional.empty(), timeouts.changes());
    timeouts.keepFailed();
    assertTrue(timeouts.changes().isPresent());
    timeouts.answered("b.test");
    assertEquals(Optional.empty(), timeouts.changes());
    timeouts.answered("a.test");
    assertEquals(List.of(), timeouts.changes().orElseThrow());
  }

  @Test
  void linesSayWhatWasWritten() {
    timeouts.timedOut("a.test", START);
    timeouts.timedOut("b.test", START.plusSeconds(1));
    List<String> lines = TimeoutLines.write(timeouts.entries());
    assertEquals(TimeoutLines.HEAD, lines.getFirst());
    assertTrue(lines.get(1).matches("1 1772366400 17723[0-9]{5} a\\.test"), lines.get(1));
    assertEquals(new TimeoutLines.Read(timeouts.entries(), 0), TimeoutLines.read(lines));
    assertEquals(List.of(), TimeoutLines.write(List.of()));
    assertEquals(new TimeoutLines.Read(List.of(), 0), TimeoutLines.read(List.of()));
  }

  @Test
  void destinationThatIsNoPlainWordIsNotKept() {
    for (String odd : List.of("", "a b", "a\nb", "\u00fc.test", "x".repeat(1001))) {
      timeouts.timedOut(odd, START);
    }
    assertEquals(List.of(), TimeoutLines.write(timeouts.entries()));
  }

  @Test
  void linesThatCannotBeAreLeftOut() {
    List<String> bad =
        List.of(
            "",
            "0 1772366400 1772370300 a.test",
            "11 1772366400 1772370300 a.test",
            "2 1772366400 1772366400 a.test",
            "2 1772366400 1772373000 a.test",
            "2 1772366400 99999999999 a.test",
            "2 1772366400 1772370300",
            "2 1772366400 1772370300 a b",
            "2 999999999999 1772370300 a.test");
    List<String> lines = Stream.concat(Stream.of(TimeoutLines.HEAD), bad.stream()).toList();
    assertEquals(new TimeoutLines.Read(List.of(), bad.size()), TimeoutLines.read(lines));
    assertEquals(2, TimeoutLines.read(List.of("quoin timeouts 2", "1 1 2 a")).bad());
  }

  @Property
  void anyBytesAreReadOrLeftOut(@ForAll byte[] bytes) {
    String text = TimeoutLines.HEAD + "\n" + new String(bytes, StandardCharsets.ISO_8859_1);
    TimeoutLines.Read read = TimeoutLines.read(text.lines().toList());
    assertEquals(text.lines().count() - 1, read.entries().size() + read.bad());
  }
}
