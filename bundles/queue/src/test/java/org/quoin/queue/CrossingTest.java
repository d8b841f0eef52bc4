package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.Content;
import org.quoin.api.delivery.Cause;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Settled;

/** Mail that is moved from a store into an instance on another one, also through crashes. */
class CrossingTest {
  private static final Instant BIRTH = Instant.parse("2026-01-01T00:00:00.123456789Z");

  private final FakeStore here = new FakeStore();
  private final Rig there = new Rig();

  @BeforeEach
  void open() throws IOException {
    there.settings.put("id", "99");
    there.open();
  }

  private long accept(String body, String... recipients) throws IOException {
    return here.accept("01", BIRTH, "sue@far.test", body, recipients);
  }

  private int move() throws IOException {
    try (Mover mover = new Mover(here, "01")) {
      return mover.moveTo(there.queue());
    }
  }

  private Accepted moved() {
    assertEquals(1, there.store.held("99").size(), "exactly one");
    assertEquals(List.of(), here.held("01"));
    return there.store.held("99").getFirst();
  }

  private boolean isHeld(long message) {
    return there.queue().entry(message).orElseThrow().recipients().stream()
        .allMatch(line -> line.status() == QueueEntry.Status.HELD);
  }

  @Test
  void aMessageCrossesWithWhatIsLeftOfItAndIsDeliveredThere() throws IOException {
    long number = accept("Subject: x\n\nbody\n", "done@here.test", "joe@here.test");
    var at = BIRTH.plusSeconds(60);
    var excused = Duration.ofMinutes(7);
    here.note(
        List.of(
            new Settled("01", number, 0, false, ""),
            new Deferred(
                "01", number, 1, at, Optional.empty(), excused, Cause.MISSING_PLUGIN, "no")));
    assertEquals(1, move());
    Accepted moved = moved();
    assertEquals(BIRTH, moved.birth());
    assertEquals("joe@here.test", moved.envelope().recipients().getFirst().text());
    assertEquals(1, moved.envelope().recipients().size());
    assertEquals("Subject: x\n\nbody\n", text(moved.content()));
    var kept =
        new Deferred(
            "99", moved.message(), 0, at, Optional.of(at), excused, Cause.MISSING_PLUGIN, "no");
    assertTrue(there.store.log().contains(kept));
    assertFalse(isHeld(moved.message()));
    there.local(delivery -> Rig.delivered());
    there.time.run();
    assertEquals(1, there.deliveries.size());
    assertEquals(0, there.queue().size());
    assertEquals(1, there.events(MailEvent.Accepted.class).size(), "new msg, once");
  }

  @Test
  void whatAnOperatorHoldsStaysHeld() throws IOException {
    long number = accept("x\n", "joe@here.test");
    here.append(List.of(new Held("01", number, true)));
    assertEquals(1, move());
    assertTrue(isHeld(moved().message()));
  }

  @Test
  void whereverItIsInterruptedTheMessageIsHeldNeitherLostNorDoubledAndGoesOnWhenRepeated()
      throws IOException {
    int crashes = 0;
    for (int step = 0; step < 5; step++) {
      long number = accept("x" + step + "\n", "joe@here.test");
      int before = there.deliveries.size();
      there.local(delivery -> Rig.delivered());
      here.failAfter(step == 0 ? 0 : step == 2 ? 1 : Integer.MAX_VALUE);
      there.store.failAfter(step == 1 ? 0 : step == 3 ? 1 : Integer.MAX_VALUE);
      crashes += moveUntilItFails() ? 1 : 0;
      here.failAfter(Integer.MAX_VALUE);
      there.store.failAfter(Integer.MAX_VALUE);
      there.reopen();
      assertEquals(before + (step == 4 ? 1 : 0), there.deliveries.size(), "step " + step);
      move();
      there.time.run();
      assertFalse(here.holds("01", number));
      for (QueueEntry entry : there.queue().entries(9)) {
        there.queue().release(entry.message());
      }
      there.time.run();
      assertEquals(before + 1, there.deliveries.size(), "exactly once, step " + step);
    }
    assertEquals(4, crashes);
  }

  private boolean moveUntilItFails() {
    try {
      move();
      there.time.run();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aHeldMessageIsTakenForItsTwinOnlyIfAllIsTheSame() throws IOException {
    long first = accept("one\n", "joe@here.test");
    long second = accept("two\n", "joe@here.test");
    here.append(List.of(new Held("01", first, true), new Held("01", second, true)));
    there.store.accept("99", BIRTH, "sue@far.test", "one\n", "joe@here.test");
    long twin = there.store.held("99").getFirst().message();
    there.queue().hold(twin);
    assertEquals(2, move());
    assertEquals(List.of(), here.held("01"));
    List<String> bodies =
        there.store.held("99").stream().map(Accepted::content).map(CrossingTest::text).toList();
    assertEquals(List.of("one\n", "two\n"), bodies);
  }

  private static String text(Content content) {
    try (InputStream in = content.open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatFindsNoRoomThereIsFreeHereAgain() throws IOException {
    long number = accept("x\n", "joe@here.test");
    there.store.full(true);
    assertThrows(NoRoomException.class, this::move);
    assertTrue(here.holds("01", number));
    assertEquals(new Held("01", number, false), here.log().getLast());
    there.store.full(false);
    assertEquals(1, move());
    assertFalse(isHeld(moved().message()));
  }

  @Test
  void whatEverybodyHasAlreadyIsNotMovedButForgotten() throws IOException {
    long number = accept("x\n", "joe@here.test");
    here.note(List.of(new Settled("01", number, 0, false, "")));
    assertEquals(1, move());
    assertEquals(List.of(), here.held("01"));
    assertEquals(List.of(), there.store.held("99"));
  }

  @Test
  void aBodyThatCannotBeReadMovesNothing() throws IOException {
    long number = accept("x\n", "joe@here.test");
    here.loseBodies(true);
    assertThrows(IOException.class, this::move);
    here.loseBodies(false);
    assertTrue(here.holds("01", number));
    assertEquals(1, here.log().size(), "not even held");
    assertEquals(List.of(), there.store.held("99"));
  }
}
