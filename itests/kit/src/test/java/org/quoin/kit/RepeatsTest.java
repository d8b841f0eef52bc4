package org.quoin.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private final List<String> log = new ArrayList<>();

  private void start(int delivery, int message) {
    log.add("starting delivery " + delivery + ": msg " + message + " to local joe@here.test");
  }

  private void deliver(int delivery, int message) {
    start(delivery, message);
    log.add("delivery " + delivery + ": success: did_1+0+0/");
  }

  /** A life of the process that delivers these messages and so many others behind them. */
  private void life(int first, int others) {
    deliver(1, first);
    for (int i = 0; i < others; i++) {
      deliver(i + 2, 1000 * first + i);
    }
  }

  @Test
  void whatWasDeliveredLongBeforeTheKillIsNotDeliveredAgain() {
    life(1, 200);
    life(2, 0);
    assertEquals(List.of(), Repeats.wrong(log));
    deliver(2, 1);
    assertEquals(List.of("1"), Repeats.wrong(log));
  }

  @Test
  void norWhatWasDeliveredInTheSameLifeOrInOneBeforeTheLast() {
    life(1, 5);
    deliver(7, 1);
    life(2, 5);
    life(3, 5);
    deliver(7, 1001);
    assertEquals(List.of("1", "1001"), Repeats.wrong(log));
  }

  @Test
  void whatWasInFlightMayBeDeliveredAgainAndWhatWasDeferredToo() {
    life(1, 5);
    start(7, 9);
    log.add("delivery 6: deferral: busy/");
    start(1, 9);
    deliver(2, 1);
    assertEquals(List.of(), Repeats.wrong(log));
  }
}
