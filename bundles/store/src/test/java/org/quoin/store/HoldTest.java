package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;
import static org.quoin.store.Testbed.removed;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Held;

/** What an operator decides about a message counts until it is gone. */
class HoldTest {
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void theLastDecisionCountsAlsoAfterCleaning() throws IOException {
    long message;
    try (Journal store = open(disk)) {
      message = mail(store, 100, "00");
      store.append(List.of(new Held("00", message, true)));
      store.append(List.of(new Held("00", message, false)));
      store.append(List.of(new Held("00", message, true)));
    }
    List<QueueRecord.Mark> decision = List.of(new Held("00", message, true));
    assertEquals(decision, told().marks());
    turnTheRing();
    assertEquals(decision, told().marks());
  }

  @Test
  void aDecisionAndTheMarksOfRecipientsDoNotDisturbEachOther() throws IOException {
    try (Journal store = open(disk)) {
      long message = mail(store, 100, "00");
      QueueRecord.Mark deferred = Testbed.deferred("00", message, 0, "busy");
      QueueRecord.Mark held = new Held("00", message, true);
      QueueRecord.Mark settled = Testbed.settled("00", message, 1);
      store.append(List.of(deferred, held, settled));
      assertEquals(List.of(deferred, held, settled), attach(store, "00").told.getFirst().marks());
    }
  }

  @Test
  void releasedMailIsNotHeldAgainForTheSameDamage() throws IOException {
    long message = damaged();
    try (Journal store = open(disk)) {
      assertTrue(attach(store, "00").told.getFirst().suspect());
      store.append(List.of(new Held("00", message, false)));
    }
    assertEquals(false, told().suspect());
    turnTheRing();
    assertEquals(false, told().suspect());
  }

  @Test
  void damageBehindTheReleaseHoldsItAgain() throws IOException {
    long message = damaged();
    try (Journal store = open(disk)) {
      store.append(List.of(new Held("00", message, false)));
      mail(store, 1000, "01");
      mail(store, 1000, "01");
    }
    spoil(3, SegmentHeader.BLOCK + 500);
    assertTrue(told().suspect());
  }

  @Test
  void aRoutineReleaseDoesNotAnswerDamageThatIsFoundLater() throws IOException {
    long message = settledThenReleased();
    spoil(2, SegmentHeader.BLOCK + 40);
    Testbed.Told found = told();
    assertTrue(found.suspect(), "its settlement was in the damaged place");
    assertEquals(List.of(), found.marks(), "a release that does not count is not told");
    try (Journal store = open(disk)) {
      store.append(List.of(Testbed.deferred("00", message, 1, "busy")));
    }
    assertTrue(told().suspect(), "another mark is no release");
    turnTheRing();
    assertTrue(told().suspect(), "nor is the old release in front of a copy");
    try (Journal store = open(disk)) {
      store.append(List.of(new Held("00", message, false)));
    }
    assertEquals(false, told().suspect());
  }

  /** A message in segment 1; its settlement at the start of segment 2, then a hold and release. */
  private long settledThenReleased() throws IOException {
    long message;
    try (Journal store = open(disk)) {
      message = mail(store, 100, "00");
    }
    try (Journal store = open(disk)) {
      store.append(List.of(Testbed.settled("00", message, 0)));
      store.append(List.of(new Held("00", message, true)));
      store.append(List.of(new Held("00", message, false)));
    }
    assertEquals(false, told().suspect());
    return message;
  }

  @Test
  void aReleaseAnswersOnlyTheDamageThatWasKnown() throws IOException {
    long message = damaged();
    try (Journal store = open(disk)) {
      store.append(List.of(new Held("00", message, false)));
    }
    assertEquals(false, told().suspect());
    spoil(2, SegmentHeader.BLOCK + 1500);
    assertTrue(told().suspect(), "more is damaged now, though before the release");
  }

  @Test
  void aHoldAndAReleaseLaterTheKnownDamageIsStillAnswered() throws IOException {
    long message = damaged();
    for (boolean held : new boolean[] {false, true, false}) {
      try (Journal store = open(disk)) {
        store.append(List.of(new Held("00", message, held)));
      }
    }
    assertEquals(false, told().suspect());
    assertEquals(List.of(new Held("00", message, false)), told().marks());
  }

  @Test
  void aReleaseInSpiteOfALostBodyCountsAndARoutineOneDoesNot() throws IOException {
    long message;
    try (Journal store = open(disk)) {
      message = mail(store, 9000, "00");
      store.append(List.of(new Held("00", message, false)));
    }
    disk.remove(new Layout(Testbed.FOLDER).body(message));
    assertTrue(told().suspect());
    try (Journal store = open(disk)) {
      store.append(List.of(new Held("00", message, false)));
    }
    assertEquals(false, told().suspect());
    turnTheRing();
    assertEquals(false, told().suspect());
  }

  /** A message in segment 1, and a spoiled place behind it in segment 2. */
  private long damaged() throws IOException {
    long message;
    try (Journal store = open(disk)) {
      message = mail(store, 100, "00");
    }
    try (Journal store = open(disk)) {
      mail(store, 1000, "01");
      mail(store, 1000, "01");
    }
    spoil(2, SegmentHeader.BLOCK + 100);
    return message;
  }

  private void spoil(int segment, int at) throws IOException {
    byte[] content = disk.content(new Layout(Testbed.FOLDER).segment(segment)).clone();
    Arrays.fill(content, at, at + 8, (byte) 0x55);
    disk.content(new Layout(Testbed.FOLDER).segment(segment), content);
  }

  /** So much passes through that every segment is cleaned. */
  private void turnTheRing() throws IOException {
    try (Journal store = open(disk)) {
      for (int i = 0; i < 100; i++) {
        store.append(List.of(removed("01", mail(store, 2000, "01"))));
      }
    }
  }

  private Testbed.Told told() throws IOException {
    try (Journal store = open(disk)) {
      return attach(store, "00").told.getFirst();
    }
  }
}
