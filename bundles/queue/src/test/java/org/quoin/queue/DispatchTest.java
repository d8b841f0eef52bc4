package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Transport;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.MailQueue;

/** Who is tried when, how many at a time, and who must not wait for whom. */
class DispatchTest {
  private static final Outcome BUSY = new Outcome.Later(Cause.ANSWER, "busy\n");

  private final Rig rig = new Rig();

  @Test
  void attemptsAtATimeKeepToTheLimitOfTheirChannel() throws IOException {
    rig.settings.put("concurrency.local", "3");
    rig.settings.put("concurrency.remote", "2");
    rig.local(d -> Rig.delivered());
    rig.transport("smtp", d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test", "ann@far.test");
    for (int i = 0; i < 10; i++) {
      rig.accept("sue@far.test", "joe@here.test", "ann@far.test");
    }
    int most = 0;
    while (rig.time.runOne()) {
      Snapshot.Counts counts = rig.queue().counts();
      assertTrue(counts.local() <= 3 && counts.remote() <= 2, counts.toString());
      most = Math.max(most, counts.local() + counts.remote());
    }
    assertEquals(5, most, "the limits are used");
    assertEquals(22, rig.deliveries.size());
  }

  @Test
  void noAttemptBeginsOnceTheQueueIsClosed() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    long message = rig.accept("sue@far.test", "joe@here.test");
    while (rig.queue().counts().local() == 0) {
      assertTrue(rig.time.runOne());
    }
    rig.queue().close(Duration.ZERO);
    rig.time.run();
    assertEquals(List.of(), rig.deliveries);
    assertTrue(rig.store.holds("00", message));
  }

  @Test
  void errorsInAllThatIsAskedGiveTheirRoomBack() throws IOException {
    AtomicBoolean torn = new AtomicBoolean(true);
    rig.routers.add(
        address -> {
          if (torn.get()) {
            throw new AssertionError("torn");
          }
          return Rig.route(address);
        },
        Map.of(PluginName.PROPERTY, "qmail", "service.ranking", 1));
    rig.local(
        d -> {
          if (torn.get()) {
            throw new AssertionError("torn");
          }
          return Rig.delivered();
        });
    rig.open();
    rig.controls.torn(true);
    for (int i = 0; i < 50; i++) {
      rig.accept("sue@far.test", "joe@here.test");
    }
    rig.time.passSeconds(1000);
    assertEquals(50, rig.queue().counts().waiting());
    rig.controls.torn(false);
    torn.set(false);
    rig.time.passSeconds(5000);
    assertEquals(0, rig.queue().size());
  }

  @Test
  void listenerThatFailsStopsNothing() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.listener =
        event -> {
          throw new IllegalStateException("deaf");
        };
    rig.settings.put("concurrency.local", "2");
    rig.open();
    for (int i = 0; i < 10; i++) {
      rig.send("sue@far.test", "joe@here.test");
    }
    assertEquals(10, rig.deliveries.size());
  }

  @Test
  void endOfAnInstanceIsTold() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    rig.close();
    assertEquals(new MailEvent.Stopped("00"), rig.events.getLast());
  }

  @Test
  void statusNamesTheLimits() throws IOException {
    rig.settings.put("concurrency.local", "3");
    rig.controls.with("concurrencyremote", "7\n");
    rig.open();
    assertEquals(
        List.of(new MailEvent.Status("00", 0, 3, 0, 7)), rig.events(MailEvent.Status.class));
  }

  @Test
  void lowerLimitLetsRunningAttemptsEnd() throws IOException {
    rig.settings.put("concurrency.local", "3");
    rig.local(d -> Rig.delivered());
    rig.open();
    for (int i = 0; i < 6; i++) {
      rig.accept("sue@far.test", "joe@here.test");
    }
    rig.time.runOne();
    rig.settings.put("concurrency.local", "1");
    rig.queue().settings(Settings.of(rig.settings));
    rig.time.run();
    assertEquals(6, rig.deliveries.size());
  }

  @Test
  void mailThatWaitsForATransportDoesNotDelayOthers() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    for (int i = 0; i < 10_000; i++) {
      rig.accept("sue@far.test", "ann@far.test");
    }
    rig.time.run();
    int before = rig.time.steps();
    rig.send("sue@far.test", "joe@here.test");
    assertEquals(1, rig.deliveries.size());
    assertTrue(rig.time.steps() - before < 10, "no work is done for those who wait");
  }

  @Test
  void lookingAgainAtManyWhoWaitForATransportIsOnePass() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    for (int i = 0; i < 100_000; i++) {
      rig.accept("sue@far.test", "ann@far.test");
    }
    rig.time.run();
    int noted = rig.store.log().size();
    int before = rig.time.steps();
    rig.time.passSeconds(301);
    assertTrue(rig.time.steps() - before < 50, "steps: " + (rig.time.steps() - before));
    assertEquals(noted, rig.store.log().size(), "nothing is noted");
    assertEquals(100_000, rig.queue().counts().parked());
    rig.send("sue@far.test", "joe@here.test");
    assertEquals(1, rig.deliveries.size());
  }

  @Test
  void newMailIsNotStarvedByABacklogThatIsDeferredAgainAndAgain() throws IOException {
    rig.settings.put("concurrency.remote", "1");
    rig.transport("smtp", d -> isNew(d) ? Rig.delivered() : BUSY);
    rig.open();
    for (int i = 0; i < 10_000; i++) {
      rig.accept("sue@far.test", "old@far.test");
    }
    rig.time.run();
    rig.deliveries.clear();
    rig.queue().flush();
    rig.send("sue@far.test", "new@far.test");
    List<Delivery> first = rig.deliveries.subList(0, 3);
    assertTrue(first.stream().anyMatch(DispatchTest::isNew), "among the first three");
  }

  private static boolean isNew(Delivery delivery) {
    return delivery.recipients().getFirst().localPart().equals("new");
  }

  @Test
  void whoIsDueFirstGoesFirst() throws IOException {
    rig.settings.put("concurrency.local", "1");
    Instant now = rig.time.instant();
    for (int seconds : new int[] {5, 30, 1, 20}) {
      Instant birth = now.minusSeconds(seconds);
      String to = "age" + seconds + "@here.test";
      rig.store.accept(MailQueue.MAIN, birth, "sue@far.test", Rig.BODY, to);
    }
    rig.local(d -> Rig.delivered());
    rig.open();
    List<String> order =
        rig.deliveries.stream().map(d -> d.recipients().getFirst().localPart()).toList();
    assertEquals(List.of("age30", "age20", "age5", "age1"), order);
  }

  @Test
  void hundredThousandWaitingMessagesCostNothingWhileTheyWait() throws IOException {
    rig.transport("smtp", d -> BUSY);
    for (int i = 0; i < 100_000; i++) {
      rig.accept("sue@far.test", "ann@far.test");
    }
    rig.open();
    assertEquals(100_000, rig.deliveries.size());
    int before = rig.time.steps();
    rig.time.passSeconds(399);
    assertTrue(rig.time.steps() - before < 30, "only the alarm rings");
    rig.time.passSeconds(1);
    assertEquals(200_000, rig.deliveries.size());
  }

  @Test
  void closingWaitsForRunningAttemptsAndNotesTheirOutcomes() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    Semaphore mayEnd = new Semaphore(0);
    Rig real = new Rig();
    Transport slow =
        d -> {
          inside.countDown();
          mayEnd.acquire();
          return List.of(Rig.delivered());
        };
    real.transports.add(slow, Rig.named("local"));
    Tools tools = new Tools(real.time, real.time, Thread::startVirtualThread, real.controls);
    DurableQueue queue =
        new DurableQueue(
            Settings.of(real.settings), tools, real.neighbours(), real.store, why -> {});
    queue.start();
    long message = real.accept("sue@far.test", "joe@here.test");
    assertTrue(inside.await(30, TimeUnit.SECONDS));
    queue.beginClose();
    mayEnd.release();
    queue.close(Duration.ofSeconds(30));
    assertFalse(real.store.holds("00", message));
  }

  @Test
  void attemptThatDoesNotEndIsInterruptedAndDoneAgainLater() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    List<String> ends = new ArrayList<>();
    Rig real = new Rig();
    Transport stuck =
        d -> {
          inside.countDown();
          try {
            new Semaphore(0).acquire();
          } catch (InterruptedException e) {
            ends.add("interrupted");
            throw e;
          }
          return List.of();
        };
    real.transports.add(stuck, Rig.named("local"));
    Tools tools = new Tools(real.time, real.time, Thread::startVirtualThread, real.controls);
    DurableQueue queue =
        new DurableQueue(
            Settings.of(real.settings), tools, real.neighbours(), real.store, why -> {});
    queue.start();
    long message = real.accept("sue@far.test", "joe@here.test");
    assertTrue(inside.await(30, TimeUnit.SECONDS));
    queue.close(Duration.ZERO);
    assertEquals(List.of("interrupted"), ends);
    assertTrue(real.store.holds("00", message));
  }
}
