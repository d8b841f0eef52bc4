package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.queue.MailQueue.Limit;
import org.quoin.api.queue.QueueRecord.Accepted;

/** The limits of an instance, through the doors that the intake uses. */
class TurnstileTest {
  private static final Optional<Limit> FREE = Optional.empty();

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Rig with(String... settings) throws IOException {
    rig.settings.put("state", "held");
    for (int i = 0; i < settings.length; i += 2) {
      rig.settings.put(settings[i], settings[i + 1]);
    }
    return rig.open();
  }

  private Optional<Limit> reserve(long message) {
    return rig.queue().reserve(message, 1, false);
  }

  @Test
  void withoutLimitsAllMayCome() throws IOException {
    with();
    assertEquals(FREE, rig.queue().full(false));
    for (int i = 0; i < 1000; i++) {
      assertEquals(FREE, rig.queue().reserve(i, Long.MAX_VALUE, false));
    }
  }

  @Test
  void messagesThatWaitAndThoseOnTheirWayAreCountedTogether() throws IOException {
    with("limit.messages", "3");
    rig.send("sue@far.test", "joe@here.test");
    assertEquals(FREE, reserve(101));
    assertEquals(FREE, reserve(102));
    assertEquals(Optional.of(Limit.MESSAGES), reserve(103));
    assertEquals(Optional.of(Limit.MESSAGES), rig.queue().full(false));
    rig.queue().cancel(102);
    assertEquals(FREE, rig.queue().full(false));
    assertEquals(FREE, reserve(103));
  }

  @Test
  void whatHasArrivedIsCountedOnce() throws IOException {
    with("limit.messages", "2");
    long number = 0;
    assertEquals(FREE, reserve(number + 1));
    rig.send("sue@far.test", "joe@here.test");
    rig.queue().cancel(number + 1);
    assertEquals(FREE, reserve(50));
    assertEquals(Optional.of(Limit.MESSAGES), reserve(51));
  }

  @Test
  void bytesAreThoseOfAllThatWaitTogether() throws IOException {
    int size = Rig.BODY.length();
    with("limit.bytes", "" + (2 * size + 10));
    rig.send("sue@far.test", "joe@here.test", "bob@here.test");
    assertEquals(Optional.of(Limit.BYTES), rig.queue().reserve(101, size + 11, false));
    assertEquals(FREE, rig.queue().reserve(102, size, false));
    assertEquals(FREE, rig.queue().full(false));
    assertEquals(FREE, rig.queue().reserve(103, 10, false));
    assertEquals(Optional.of(Limit.BYTES), rig.queue().full(false));
  }

  @Test
  void roomIsFreeAgainOnceMailIsDelivered() throws IOException {
    with("limit.messages", "1", "limit.bytes", "100");
    rig.send("sue@far.test", "joe@here.test");
    assertEquals(Optional.of(Limit.MESSAGES), rig.queue().full(false));
    rig.local(delivery -> Rig.delivered());
    rig.set("state", "up");
    assertEquals(0, rig.queue().size());
    assertEquals(FREE, rig.queue().reserve(101, 100, false));
  }

  @Test
  void theCountIsRightAfterARestart() throws IOException {
    int size = Rig.BODY.length();
    with("limit.messages", "3", "limit.bytes", "" + 2 * size);
    rig.send("sue@far.test", "joe@here.test");
    long gone = rig.send("sue@far.test", "joe@here.test");
    rig.queue().remove(gone);
    rig.reopen();
    assertEquals(Optional.of(Limit.BYTES), rig.queue().reserve(101, size + 1, false));
    assertEquals(FREE, rig.queue().reserve(101, size, false));
  }

  @Test
  void whatIsMovedInIsCountedAndNeverTurnedAway() throws IOException {
    with("limit.messages", "1");
    rig.send("sue@far.test", "joe@here.test");
    rig.accept("09", "sue@far.test", new String[] {"bob@here.test"});
    try (Mover mover = new Mover(rig.store, "09")) {
      assertEquals(1, mover.moveTo(rig.queue()));
    }
    assertEquals(2, rig.queue().size());
    assertEquals(Optional.of(Limit.MESSAGES), rig.queue().full(false));
  }

  @Test
  void bouncesAreLeftOutUnlessToldOtherwise() throws IOException {
    with("limit.messages", "1", "limit.rate", "1");
    rig.send("sue@far.test", "joe@here.test");
    assertEquals(FREE, rig.queue().full(true));
    assertEquals(FREE, rig.queue().reserve(101, 1, true));
    rig.set("limit.bounces", "true");
    assertEquals(Optional.of(Limit.MESSAGES), rig.queue().full(true));
    assertEquals(Optional.of(Limit.MESSAGES), rig.queue().reserve(101, 1, true));
  }

  @Test
  void aRateLetsASixthOfAMinutesWorthComeAtOnceAndThenKeepsPace() throws IOException {
    with("limit.rate", "600");
    assertEquals(100, comingNow(0));
    assertEquals(Optional.of(Limit.RATE), rig.queue().full(false));
    rig.time.pass(Duration.ofSeconds(1));
    assertEquals(10, comingNow(1000));
    rig.time.pass(Duration.ofHours(5));
    assertEquals(100, comingNow(2000), "who was quiet for long gets no more");
  }

  @Test
  void inNoMinuteComeMoreThanTheRateAndOneBurst() throws IOException {
    with("limit.rate", "60");
    int all = 0;
    for (int second = 0; second < 60; second++) {
      all += comingNow(1000L * second);
      rig.time.pass(Duration.ofSeconds(1));
    }
    assertTrue(all <= 70 && all >= 69, "came: " + all);
  }

  @Test
  void aSmallRateIsItsOwnBurst() throws IOException {
    with();
    assertEquals(1, Pace.burst(1));
    assertEquals(9, Pace.burst(9));
    assertEquals(10, Pace.burst(10));
    assertEquals(10, Pace.burst(60));
    assertEquals(100, Pace.burst(600));
  }

  @Test
  void whatIsNotAppendedDoesNotCountForTheRate() throws IOException {
    with("limit.rate", "1");
    assertEquals(FREE, reserve(1));
    assertEquals(Optional.of(Limit.RATE), reserve(2));
    rig.queue().cancel(1);
    assertEquals(FREE, reserve(3));
    rig.queue().cancel(77);
    assertEquals(Optional.of(Limit.RATE), reserve(4), "what took no room gives none back");
  }

  @Test
  void aClockThatIsSetBackGivesNothingAndTakesNothing() throws IOException {
    with("limit.rate", "6");
    assertEquals(6, comingNow(0));
    rig.time.pass(Duration.ofHours(-1));
    assertEquals(0, comingNow(100));
    rig.time.pass(Duration.ofSeconds(10));
    assertEquals(1, comingNow(200));
  }

  @Test
  void aChangedLimitCountsAtOnce() throws IOException {
    with("limit.messages", "1");
    assertEquals(FREE, reserve(1));
    assertEquals(Optional.of(Limit.MESSAGES), reserve(2));
    rig.set("limit.messages", "2");
    assertEquals(FREE, reserve(2));
    rig.set("limit.messages", "");
    assertEquals(FREE, reserve(3));
    rig.set("limit.rate", "1");
    assertEquals(FREE, reserve(4));
    assertEquals(Optional.of(Limit.RATE), reserve(5));
    rig.set("limit.rate", "");
    assertEquals(FREE, reserve(6));
  }

  /** Many at once: some arrive, some are given up, and what is in and on its way stays within. */
  @Test
  void theLimitIsNeverPassedHoweverManyComeAtOnce() throws Exception {
    int limit = 50;
    with("limit.messages", "" + limit);
    AtomicInteger most = new AtomicInteger();
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long from = 10_000L * (i + 1);
      callers.add(() -> comeAndGo(from, most));
    }
    int arrived = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> caller : threads.invokeAll(callers)) {
        arrived += caller.get();
      }
    }
    assertEquals(limit, rig.queue().size());
    assertEquals(limit, arrived);
    assertTrue(most.get() <= limit, "waiting: " + most);
    assertEquals(Optional.of(Limit.MESSAGES), rig.queue().full(false));
  }

  private int comeAndGo(long from, AtomicInteger most) throws IOException {
    int arrived = 0;
    for (long number = from; number < from + 300; number++) {
      if (rig.queue().reserve(number, 1, false).isPresent()) {
        continue;
      }
      if (number % 3 == 0) {
        rig.queue().cancel(number);
        continue;
      }
      Accepted accepted = rig.store.accepted("00", number, "joe@here.test");
      rig.store.append(List.of(accepted));
      arrived++;
      most.accumulateAndGet(rig.queue().size(), Math::max);
    }
    return arrived;
  }

  private int comingNow(long from) {
    int come = 0;
    while (come < 1000 && reserve(from + come).isEmpty()) {
      come++;
    }
    return come;
  }
}
