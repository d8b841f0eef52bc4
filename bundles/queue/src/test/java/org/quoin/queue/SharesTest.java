package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** How long fresh mail takes with and without others that hang, played through in made-up time. */
class SharesTest {
  private static final int FRESH = 4500;
  private static final int BACKLOG = 100_000;
  private static final Duration ANSWER = Duration.ofMillis(100);
  private static final Duration HANG = Duration.ofSeconds(60);

  private record Attempt(Instant end, Recipient recipient, boolean good) {}

  private final LaneRig rig = new LaneRig(20, 18);
  private final PriorityQueue<Attempt> running =
      new PriorityQueue<>(Comparator.comparing(Attempt::end));
  private int delivered;
  private int hung;
  private int mostHung;

  @Test
  void freshMailKeepsItsRateBesideABlackHole() {
    compare(i -> "hole.test", 1);
  }

  @Test
  void freshMailKeepsItsRateBesideAHundredThousandDeadNames() {
    compare(i -> "dead" + i + ".test", 2);
  }

  private void compare(IntFunction<String> dead, int mayHang) {
    for (int i = 0; i < 9; i++) {
      rig.prove("good" + i + ".test");
    }
    rig.passSeconds(11);
    Duration alone = deliverFresh();
    rig.passSeconds(11);
    for (int i = 0; i < BACKLOG; i++) {
      rig.ready(dead.apply(i));
    }
    until(rig.now.plusSeconds(300));
    Duration beside = deliverFresh();
    assertTrue(
        beside.multipliedBy(9).compareTo(alone.multipliedBy(10)) <= 0, alone + " and " + beside);
    assertTrue(mostHung <= mayHang, "hung: " + mostHung);
  }

  private Duration deliverFresh() {
    Instant start = rig.now;
    int end = delivered + FRESH;
    for (int i = 0; i < FRESH; i++) {
      rig.ready("good" + i % 9 + ".test");
    }
    startAll();
    while (delivered < end) {
      endFirst();
    }
    return Duration.between(start, rig.now);
  }

  private void until(Instant time) {
    startAll();
    while (!running.isEmpty() && !running.peek().end().isAfter(time)) {
      endFirst();
    }
    rig.now = time;
    startAll();
  }

  private void endFirst() {
    Attempt first = running.remove();
    rig.now = first.end();
    rig.end(first.recipient(), first.good() ? LaneRig.ANSWER : LaneRig.TIMEOUT);
    delivered += first.good() ? 1 : 0;
    hung -= first.good() ? 0 : 1;
    startAll();
  }

  private void startAll() {
    for (Recipient recipient : rig.start()) {
      boolean good = LaneRig.destination(recipient).startsWith("good");
      running.add(new Attempt(rig.now.plus(good ? ANSWER : HANG), recipient, good));
      hung += good ? 0 : 1;
      mostHung = Math.max(mostHung, hung);
      assertTrue(running.size() <= 20, "never more than the channel has");
    }
  }
}
