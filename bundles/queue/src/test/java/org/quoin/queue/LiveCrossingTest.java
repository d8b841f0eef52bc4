package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Held;

/** Mail that an instance at work hands to one on another store, also through crashes. */
class LiveCrossingTest {
  private static final Outcome BUSY = new Outcome.Later(Cause.ANSWER, "busy\n");

  private final Rig here = new Rig();
  private final Rig there = new Rig();
  private Function<Delivery, Outcome> answer = delivery -> BUSY;

  @BeforeEach
  void open() throws IOException {
    here.settings.put("id", "01");
    there.settings.put("id", "99");
    here.local(delivery -> answer.apply(delivery));
    there.local(delivery -> Rig.delivered());
    here.open();
    there.open();
  }

  /** It waits here, and has been tried once. */
  private long waiting() throws IOException {
    long number = here.accept("01", "sue@far.test", new String[] {"joe@here.test"});
    here.time.run();
    return number;
  }

  /** As a command of its own. */
  private Fate move(long number) throws IOException {
    return new Deed.Move(there.queue()).to(here.queue(), number);
  }

  private void moveAll() throws IOException {
    Deed.Move move = new Deed.Move(there.queue());
    for (long number : here.queue().numbers()) {
      assertEquals(Fate.DONE, move.to(here.queue(), number));
    }
  }

  private static List<QueueEntry.Status> states(Rig rig) {
    return rig.queue().entries(9).stream()
        .flatMap(entry -> entry.recipients().stream())
        .map(QueueEntry.Line::status)
        .toList();
  }

  private List<QueueEntry.Status> everywhere() {
    return Stream.concat(states(here).stream(), states(there).stream()).toList();
  }

  @Test
  void whatWaitsHereIsDeliveredThereAndForgottenHere() throws IOException {
    long number = waiting();
    assertEquals(Fate.DONE, move(number));
    assertFalse(here.store.holds("01", number));
    assertEquals(0, here.queue().size());
    Accepted moved = there.store.held("99").getFirst();
    assertEquals("sue@far.test", moved.envelope().sender().text());
    assertEquals(List.of(), there.deliveries);
    there.time.run();
    assertEquals(1, there.deliveries.size());
    assertEquals(0, there.queue().size());
    here.time.passSeconds(100_000);
    assertEquals(1, here.deliveries.size(), "never again here");
    assertEquals(1, here.events(MailEvent.Finished.class).size());
    assertEquals(Fate.ABSENT, move(number));
  }

  @Test
  void whereverItIsInterruptedItIsInOnePlaceOrHeldInBothAndGoesOnWhenRepeated() throws IOException {
    for (int step = 0; step < 4; step++) {
      String at = "step " + step;
      waiting();
      int before = there.deliveries.size();
      here.store.failAfter(step == 0 ? 0 : step == 2 ? 1 : Integer.MAX_VALUE);
      there.store.failAfter(step == 1 ? 0 : step == 3 ? 1 : Integer.MAX_VALUE);
      assertThrows(IOException.class, this::moveAll, at);
      List<QueueEntry.Status> known = everywhere();
      assertEquals(step == 2 ? 2 : 1, known.size(), at);
      QueueEntry.Status each = step == 0 ? QueueEntry.Status.WAITING : QueueEntry.Status.HELD;
      assertTrue(known.stream().allMatch(each::equals), at + ": " + known);
      here.store.failAfter(Integer.MAX_VALUE);
      there.store.failAfter(Integer.MAX_VALUE);
      here.reopen();
      there.reopen();
      assertEquals(known, everywhere(), at + ": memory was as the disk is");
      moveAll();
      there.queue().held().forEach(this::release);
      there.time.run();
      assertEquals(before + 1, there.deliveries.size(), at + ": exactly once");
      assertEquals(List.of(), everywhere(), at);
    }
    assertEquals(4, here.deliveries.size(), "each once, before it was moved");
  }

  private void release(QueueEntry entry) {
    try {
      there.queue().release(entry.message());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatFindsNoRoomThereGoesOnHere() throws IOException {
    long number = waiting();
    there.store.full(true);
    assertThrows(NoRoomException.class, () -> move(number));
    assertEquals(List.of(QueueEntry.Status.WAITING), states(here));
    assertEquals(new Held("01", number, false), here.store.log().getLast());
    here.time.passSeconds(200);
    assertEquals(2, here.deliveries.size(), "tried when it was due");
    there.store.full(false);
    assertEquals(Fate.DONE, move(number));
    there.time.run();
    assertEquals(1, there.deliveries.size());
  }

  @Test
  void whatAnOperatorHoldsStaysHeldThere() throws IOException {
    long number = waiting();
    here.queue().hold(number);
    assertEquals(Fate.DONE, move(number));
    there.time.run();
    assertEquals(List.of(QueueEntry.Status.HELD), everywhere());
    assertEquals(List.of(), there.deliveries);
  }

  @Test
  void whatIsBeingTriedOrSuspectStays() throws IOException {
    List<Fate> fates = new ArrayList<>();
    answer =
        delivery -> {
          try {
            fates.add(move(delivery.message()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return BUSY;
        };
    long number = waiting();
    assertEquals(List.of(Fate.BUSY), fates);
    here.store.suspect(number);
    here.reopen();
    assertEquals(Fate.SUSPECT, move(number));
    assertEquals(1, here.queue().size());
    assertEquals(0, there.queue().size());
  }

  @Test
  void anInstanceThatIsClosedMeanwhileKeepsTheMessage() throws IOException {
    long number = waiting();
    DurableQueue closed = here.queue();
    here.close();
    Deed.Move move = new Deed.Move(there.queue());
    assertThrows(IOException.class, () -> move.to(closed, number));
    assertTrue(here.store.holds("01", number));
    assertEquals(List.of(), there.store.held("99"));
  }
}
