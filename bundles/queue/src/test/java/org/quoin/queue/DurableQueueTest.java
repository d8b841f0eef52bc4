package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.QueueEntry.Status;
import org.quoin.api.queue.QueueRecord;

class DurableQueueTest {
  private static final Outcome BUSY = new Outcome.Later(Cause.ANSWER, "busy\n");

  private final Rig rig = new Rig();

  @Test
  void mailIsDeliveredAtOnceAndForgotten() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test");
    assertEquals(1, rig.deliveries.size());
    assertEquals(0, rig.queue().size());
    assertFalse(rig.store.holds("00", message));
  }

  @Test
  void eventsComeInTheOrderOfQmailsLog() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    List<String> names = rig.events.stream().map(e -> e.getClass().getSimpleName()).toList();
    assertEquals(
        List.of("Status", "Accepted", "Started", "Status", "Ended", "Status", "Finished"), names);
    MailEvent.Status during = rig.events(MailEvent.Status.class).get(1);
    assertEquals(new MailEvent.Status("00", 1, 10, 0, 20), during);
  }

  @Test
  void lastRecipientTakesTheMessageWithIt() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    long message = rig.send("sue@far.test", "a@here.test", "b@here.test");
    List<QueueRecord> log = rig.store.log();
    assertEquals(new QueueRecord.Settled("00", message, 0, false, "did 1+0+0\n"), log.get(1));
    assertEquals(new QueueRecord.Removed("00", message), log.get(2));
    assertEquals(3, log.size());
  }

  @Test
  void deferredMailIsTriedAgainByTheScheduleOfItsChannel() throws IOException {
    rig.local(d -> BUSY);
    rig.transport("smtp", d -> BUSY);
    rig.open();
    Instant birth = rig.time.instant();
    rig.send("sue@far.test", "joe@here.test");
    rig.send("sue@far.test", "ann@far.test");
    List<Instant> due =
        rig.queue().entries(9).stream().map(e -> e.recipients().getFirst().due()).toList();
    assertEquals(List.of(birth.plusSeconds(100), birth.plusSeconds(400)), due);
    rig.time.passSeconds(99);
    assertEquals(2, rig.deliveries.size());
    rig.time.passSeconds(1);
    assertEquals(3, rig.deliveries.size());
    rig.time.passSeconds(300);
    assertEquals(5, rig.deliveries.size());
  }

  @Test
  void restartKeepsTheSchedule() throws IOException {
    rig.transport("smtp", d -> BUSY);
    rig.open();
    rig.send("sue@far.test", "ann@far.test");
    rig.time.passSeconds(150);
    rig.reopen();
    rig.time.passSeconds(240);
    assertEquals(1, rig.deliveries.size());
    rig.time.passSeconds(10);
    assertEquals(2, rig.deliveries.size());
  }

  @Test
  void settledRecipientsStaySettledAfterARestart() throws IOException {
    rig.local(d -> d.recipients().getFirst().localPart().equals("a") ? Rig.delivered() : BUSY);
    rig.open();
    rig.send("sue@far.test", "a@here.test", "b@here.test");
    rig.reopen();
    rig.time.passSeconds(100);
    List<String> tried =
        rig.deliveries.stream().map(d -> d.recipients().getFirst().localPart()).toList();
    assertEquals(List.of("a", "b", "b"), tried);
  }

  @Test
  void keysAreTheSameAtEveryAttemptAndDifferBetweenRecipients() throws IOException {
    rig.local(d -> BUSY);
    rig.open();
    long m = rig.send("sue@far.test", "a@here.test", "a@here.test");
    rig.time.passSeconds(100);
    List<String> keys = rig.deliveries.stream().map(d -> d.key().text()).distinct().toList();
    assertEquals(List.of("fake.00." + m + ".0", "fake.00." + m + ".1"), keys);
  }

  @Test
  void onlyTheFirstAttemptForNewMailIsSurelyTheFirst() throws IOException {
    rig.local(d -> BUSY);
    rig.open();
    rig.send("sue@far.test", "a@here.test");
    rig.time.passSeconds(100);
    assertEquals(List.of(false, true), again());
    rig.reopen();
    rig.time.passSeconds(400);
    assertEquals(List.of(false, true, true), again());
  }

  @Test
  void whoeverComesByReplayMayHaveBeenTried() throws IOException {
    rig.open();
    rig.send("sue@far.test", "a@here.test");
    rig.reopen();
    rig.local(d -> BUSY);
    rig.time.passSeconds(1000);
    assertTrue(again().getFirst());
  }

  private List<Boolean> again() {
    return rig.deliveries.stream().map(d -> d.key().again()).toList();
  }

  @Test
  void missingTransportIsWaitedForWithoutAnAttempt() throws IOException {
    rig.open();
    rig.send("sue@far.test", "ann@far.test");
    assertEquals(Status.WAITING, rig.line().status());
    assertEquals("transport not installed: smtp", rig.line().reason());
    assertEquals(List.of(), rig.events(MailEvent.Started.class));
    int steps = rig.time.steps();
    rig.time.passSeconds(3600);
    assertTrue(rig.time.steps() - steps < 200, "no busy loop");
    assertEquals(1, rig.store.log().size() - 1, "nothing is noted again");
    rig.transport("smtp", d -> Rig.delivered());
    rig.time.run();
    assertEquals(0, rig.queue().size());
  }

  @Test
  void parkedMailTakesAnotherWayOnceThereIsOne() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "ann@new.test");
    assertEquals("transport not installed: smtp", rig.line().reason());
    rig.routers.add(
        a -> Rig.route(new Address("ann@here.test")),
        Map.of(PluginName.PROPERTY, "qmail", "service.ranking", 5));
    rig.time.passSeconds(299);
    assertEquals(1, rig.queue().size());
    rig.time.passSeconds(1);
    assertEquals(0, rig.queue().size());
    assertEquals(1, rig.events(MailEvent.Started.class).size());
  }

  @Test
  void waitingForATransportNeverAges() throws IOException {
    rig.open();
    rig.send("sue@far.test", "ann@far.test");
    rig.time.passSeconds(3_000_000);
    rig.transport("smtp", d -> BUSY);
    rig.time.passSeconds(500_000);
    assertEquals(1, rig.queue().size(), "not given up");
    assertTrue(rig.deliveries.size() > 5, "tried as if it were new");
    rig.time.passSeconds(300_000);
    assertEquals(0, rig.queue().size(), "given up in the end");
    assertEquals(1, rig.intake.got().size());
  }

  @Test
  void restartDoesNotMakeWaitingForATransportCount() throws IOException {
    rig.open();
    rig.send("sue@far.test", "ann@far.test");
    rig.time.passSeconds(3_000_000);
    rig.reopen();
    rig.transport("smtp", d -> BUSY);
    rig.time.passSeconds(500_000);
    assertEquals(1, rig.queue().size());
  }

  @Test
  void absentRouterIsWaitedForInsteadOfAskingTheNext() throws IOException {
    rig.settings.put("routers", "ldap,qmail");
    rig.local(d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    assertEquals("router not installed: ldap", rig.line().reason());
    rig.routers.add(a -> java.util.Optional.empty(), Rig.named("ldap"));
    rig.queue().board().arrived(Parking.router("ldap").plugin());
    rig.time.run();
    assertEquals(0, rig.queue().size());
  }

  @Test
  void routerThatFailsMeansLater() throws IOException {
    rig.settings.put("routers", "shaky");
    rig.routers.add(
        a -> {
          throw new IOException("locals: permission denied");
        },
        Rig.named("shaky"));
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    assertTrue(rig.line().reason().contains("locals: permission denied"), rig.line().reason());
    assertEquals(List.of(), rig.intake.got());
  }

  @Test
  void transportThatThrowsMeansLater() throws IOException {
    rig.local(
        d -> {
          throw new IllegalStateException("bug");
        });
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    assertEquals(Status.WAITING, rig.line().status());
    assertTrue(rig.line().reason().contains("bug"), rig.line().reason());
  }

  @Test
  void transportThatFindsAPluginMissingIsAskedAgainWhenOneArrives() throws IOException {
    List<Outcome> answers = new ArrayList<>();
    answers.add(new Outcome.Later(Cause.MISSING_PLUGIN, "mailbox format not installed\n"));
    answers.add(Rig.delivered());
    rig.local(d -> answers.removeFirst());
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    rig.queue().board().somethingArrived();
    rig.time.passSeconds(1);
    assertEquals(0, rig.queue().size());
  }

  @Test
  void heldInstanceTakesMailAndDeliversNothing() throws IOException {
    rig.settings.put("state", "held");
    rig.local(d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    rig.time.passSeconds(1000);
    assertEquals(List.of(), rig.deliveries);
    assertEquals(Status.HELD, rig.line().status());
    rig.set("state", "up");
    assertEquals(0, rig.queue().size());
  }

  @Test
  void channelWithLimitZeroIsHeldAndTheOtherGoesOn() throws IOException {
    rig.controls.with("concurrencylocal", "0\n");
    rig.local(d -> Rig.delivered());
    rig.transport("smtp", d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test", "ann@far.test");
    assertEquals(1, rig.deliveries.size());
    assertEquals("smtp", rig.deliveries.getFirst().route().transport());
    rig.controls.with("concurrencylocal", "1\n");
    rig.time.passSeconds(2);
    assertEquals(0, rig.queue().size(), "a changed limit is noticed");
  }

  @Test
  void limitThatCannotBeReadHoldsItsChannelAndIsReported() throws IOException {
    rig.controls.unreadable("concurrencylocal");
    rig.local(d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    rig.time.passSeconds(10);
    assertEquals(List.of(), rig.deliveries);
    assertEquals(1, rig.events(MailEvent.Warning.class).size());
  }

  @Test
  void flushMakesEverythingDue() throws IOException {
    rig.transport("smtp", d -> BUSY);
    rig.open();
    rig.send("sue@far.test", "ann@far.test");
    rig.queue().flush();
    rig.time.run();
    assertEquals(2, rig.deliveries.size());
  }

  @Test
  void suspectMailIsHeldUntilItIsReleasedByNumber() throws IOException {
    rig.local(d -> Rig.delivered());
    long message = rig.accept("sue@far.test", "joe@here.test");
    rig.store.suspect(message);
    rig.open();
    assertEquals(Status.HELD, rig.line().status());
    assertEquals(Snapshot.SUSPECT, rig.line().reason());
    rig.queue().flush();
    rig.time.run();
    assertEquals(List.of(), rig.deliveries);
    assertTrue(rig.queue().flush(message));
    rig.time.run();
    assertEquals(1, rig.deliveries.size());
    assertFalse(rig.queue().flush(message), "it is gone");
  }

  @Test
  void timeThatWasExcusedStaysSoAfterARestart() throws IOException {
    rig.open();
    rig.send("sue@far.test", "ann@far.test");
    rig.time.passSeconds(8 * 86_400);
    rig.transport("smtp", d -> BUSY);
    rig.time.run();
    rig.reopen();
    rig.time.passSeconds(86_400);
    assertTrue(rig.deliveries.size() > 1);
    assertEquals(Status.WAITING, rig.line().status(), "it is one day old, not nine");
  }

  @Test
  void aNextAttemptThatIsNamedGoesBeforeTheSchedule() throws IOException {
    rig.local(d -> BUSY);
    long message = rig.accept("sue@far.test", "joe@here.test");
    Instant now = rig.time.instant();
    Optional<Instant> next = Optional.of(now.plusSeconds(5000));
    rig.store.note(
        List.of(
            new QueueRecord.Deferred(
                "00", message, 0, now, next, Duration.ZERO, Cause.ANSWER, "busy")));
    rig.open();
    rig.time.passSeconds(4999);
    assertEquals(0, rig.deliveries.size());
    rig.time.passSeconds(1);
    assertEquals(1, rig.deliveries.size());
  }

  @Test
  void aReleaseCountsAfterARestart() throws IOException {
    rig.local(d -> BUSY);
    long message = rig.accept("sue@far.test", "joe@here.test");
    rig.store.suspect(message);
    rig.open();
    assertTrue(rig.queue().release(message));
    rig.time.run();
    assertEquals(1, rig.deliveries.size());
    rig.reopen();
    assertEquals(Status.WAITING, rig.line().status());
  }

  @Test
  void heldMailWaitsWhateverHappensUntilItIsReleased() throws IOException {
    rig.local(d -> BUSY);
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test", "ann@far.test");
    assertTrue(rig.queue().hold(message));
    rig.transport("smtp", d -> Rig.delivered());
    rig.queue().flush();
    rig.time.passSeconds(1000);
    assertEquals(1, rig.deliveries.size(), "only what was tried before it was held");
    assertEquals(Snapshot.HELD, rig.line().reason());
    rig.reopen();
    rig.time.passSeconds(1000);
    assertEquals(1, rig.deliveries.size());
    assertTrue(rig.queue().release(message));
    rig.time.run();
    assertEquals(3, rig.deliveries.size());
    assertFalse(rig.queue().hold(4711));
  }

  @Test
  void mailHeldDuringItsAttemptIsHeldAfterIt() throws IOException {
    long[] message = new long[1];
    rig.local(
        d -> {
          held(message[0]);
          return BUSY;
        });
    rig.open();
    message[0] = rig.accept("sue@far.test", "joe@here.test");
    rig.time.passSeconds(1000);
    assertEquals(1, rig.deliveries.size());
    assertEquals(Status.HELD, rig.line().status());
  }

  private void held(long message) {
    try {
      rig.queue().hold(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aHoldThatCannotBeNotedDoesNotHold() throws IOException {
    rig.local(d -> BUSY);
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test");
    rig.store.breakDown(true);
    assertThrows(IOException.class, () -> rig.queue().hold(message));
    assertEquals(Status.WAITING, rig.line().status());
  }

  @Test
  void messageSettledBeforeACrashIsRemovedAfterIt() throws IOException {
    long message = rig.accept("sue@far.test", "joe@here.test");
    rig.store.note(List.of(new QueueRecord.Settled("00", message, 0, false, "")));
    rig.open();
    assertFalse(rig.store.holds("00", message));
  }

  @Test
  void failedStoreStopsDeliveriesAndIsReported() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    rig.accept("sue@far.test", "joe@here.test");
    rig.accept("sue@far.test", "ann@here.test");
    rig.store.breakDown(true);
    rig.time.run();
    assertEquals(1, rig.events(MailEvent.Alert.class).size());
    assertFalse(rig.broken.isEmpty());
    assertEquals(2, rig.queue().size());
  }

  @Test
  void outcomeAfterTheEndIsNotNoted() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    long message = rig.accept("sue@far.test", "joe@here.test");
    rig.close();
    rig.time.run();
    assertTrue(rig.store.holds("00", message));
  }

  @Test
  void routeThatChangesWhileMailWaitsForRoomCounts() throws IOException {
    rig.controls.with("concurrencylocal", "0\n");
    rig.local(d -> Rig.delivered());
    rig.transport("smtp", d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    rig.routers.add(
        a -> Rig.route(new Address("joe@far.test")),
        Map.of(PluginName.PROPERTY, "qmail", "service.ranking", 5));
    rig.controls.with("concurrencylocal", "1\n");
    rig.time.passSeconds(3);
    assertEquals("smtp", rig.deliveries.getFirst().route().transport());
    assertEquals(1, rig.events(MailEvent.Started.class).size());
  }
}
