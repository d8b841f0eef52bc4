package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.QueueEntry.Status;

/** What operators do to single messages, and what they are told about them. */
class OperationsTest {
  private static final Outcome BUSY = new Outcome.Later(Cause.ANSWER, "busy\n");

  private final Rig rig = new Rig();

  @Test
  void deletedMailIsGoneForGoodAndNobodyIsTold() throws IOException {
    rig.local(d -> BUSY);
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test");
    assertEquals(Fate.DONE, rig.queue().remove(message));
    rig.time.passSeconds(10_000);
    assertEquals(1, rig.deliveries.size());
    assertEquals(List.of(), rig.intake.got());
    assertFalse(rig.store.holds("00", message));
    assertEquals(1, rig.events(MailEvent.Finished.class).size());
    assertEquals(Fate.ABSENT, rig.queue().remove(message));
  }

  @Test
  void mailThatIsGivenUpBouncesForThoseWhoDoNotHaveIt() throws IOException {
    rig.transport("smtp", d -> Rig.delivered());
    rig.local(d -> BUSY);
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test", "ann@far.test");
    assertEquals(Fate.DONE, rig.queue().giveUp(message, "Enough of this.\n"));
    rig.time.run();
    String notice = rig.intake.got().getFirst().text();
    assertTrue(notice.contains("<joe@here.test>:\nEnough of this.\n"), notice);
    assertFalse(notice.contains("<ann@far.test>:"), notice);
    assertFalse(rig.store.holds("00", message));
  }

  @Test
  void heldMailCanBeGivenUpAndDeleted() throws IOException {
    rig.local(d -> BUSY);
    rig.open();
    long first = rig.send("sue@far.test", "joe@here.test");
    long second = rig.send("sue@far.test", "joe@here.test");
    rig.queue().hold(first);
    rig.queue().hold(second);
    assertEquals(Fate.DONE, rig.queue().giveUp(first, "Enough.\n"));
    assertEquals(Fate.DONE, rig.queue().remove(second));
    rig.time.run();
    assertEquals(1, rig.intake.got().size());
    assertEquals(0, rig.queue().size());
  }

  @Test
  void whatIsBeingTriedIsLeftAlone() throws IOException {
    List<Fate> fates = new ArrayList<>();
    rig.local(
        d -> {
          try {
            fates.add(rig.queue().remove(d.message()));
            fates.add(rig.queue().giveUp(d.message(), "Enough.\n"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return BUSY;
        });
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test");
    assertEquals(List.of(Fate.BUSY, Fate.BUSY), fates);
    assertEquals(Status.WAITING, rig.line().status());
    assertTrue(rig.store.holds("00", message));
  }

  @Test
  void aWishThatCannotBeNotedChangesNothing() throws IOException {
    rig.local(d -> BUSY);
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test");
    rig.store.breakDown(true);
    assertThrows(IOException.class, () -> rig.queue().remove(message));
    assertThrows(IOException.class, () -> rig.queue().giveUp(message, "Enough.\n"));
    rig.store.breakDown(false);
    assertEquals(Status.WAITING, rig.line().status());
    rig.time.passSeconds(200);
    assertEquals(2, rig.deliveries.size(), "it is tried again when it was due");
  }

  @Test
  void aBounceThatCannotBeHandedInCanBeDeleted() throws IOException {
    rig.local(d -> new Outcome.Failed("no\n"));
    rig.intake.busy(true);
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test");
    assertEquals(
        List.of("joe@here.test: failed; the bounce is not handed in yet; last answer: no"),
        rig.queue().why(message));
    assertEquals(Fate.DONE, rig.queue().remove(message));
    rig.intake.busy(false);
    rig.time.passSeconds(10_000);
    assertEquals(List.of(), rig.intake.got());
  }

  @Test
  void aHoldStopsABounceThatIsNotHandedInYet() throws IOException {
    rig.local(d -> new Outcome.Failed("no\n"));
    rig.intake.busy(true);
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test");
    rig.queue().hold(message);
    rig.intake.busy(false);
    rig.time.passSeconds(10_000);
    assertEquals(List.of(), rig.intake.got());
    rig.queue().release(message);
    rig.time.run();
    assertEquals(1, rig.intake.got().size());
  }

  @Test
  void whySaysWhatEachRecipientWaitsFor() throws IOException {
    rig.settings.put("concurrency.local", "0");
    rig.open();
    long message = rig.send("sue@far.test", "joe@here.test", "ann@far.test");
    assertEquals(
        List.of(
            "joe@here.test: waits for a plugin; last answer: transport not installed: local",
            "ann@far.test: waits for a plugin; last answer: transport not installed: smtp"),
        rig.queue().why(message));
    rig.local(d -> BUSY);
    rig.transport("smtp", d -> BUSY);
    rig.time.run();
    List<String> why = rig.queue().why(message);
    assertTrue(why.get(0).contains("waits for room: concurrencylocal is 0"), why.get(0));
    assertTrue(why.get(1).startsWith("ann@far.test: next attempt in 6m, at "), why.get(1));
    assertTrue(why.get(1).endsWith("; last answer: busy"), why.get(1));
    rig.queue().hold(message);
    assertTrue(rig.queue().why(message).get(1).contains(Snapshot.HELD));
    assertEquals(List.of(), rig.queue().why(4711));
  }
}
