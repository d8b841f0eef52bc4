package org.quoin.api.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final Session session = Session.internal("1", Session.Origin.BOUNCE);

  /** A type of a bundle. */
  private record Note(String text) {}

  @Test
  void onlyQueueIsWhatWasNamedAtTheBeginning() {
    assertEquals(Optional.empty(), session.queue());
    Session bounce = Session.internal("2", Session.Origin.BOUNCE, "90");
    assertEquals(Optional.of("90"), bounce.queue());
    assertEquals(Session.Origin.BOUNCE, bounce.origin());
  }

  @Test
  void notesAreFoundByTheirNames() {
    assertEquals(Optional.empty(), session.get("a.note", String.class));
    session.put("a.note", "one");
    session.put("b.note", 2);
    session.put("a.note", "three");
    assertEquals(Optional.of("three"), session.get("a.note", String.class));
    assertEquals(Optional.of(2), session.get("b.note", Integer.class));
  }

  @Test
  void aNoteOfAnotherTypeIsNotPassedOver() {
    session.put("a.note", List.of("one"));
    assertThrows(ClassCastException.class, () -> session.get("a.note", String.class));
  }

  @Test
  void noNoteHoldsOnToTheClassesOfABundle() {
    assertThrows(
        IllegalArgumentException.class, () -> session.put("a.note", new Note("swapped away")));
    assertThrows(IllegalArgumentException.class, () -> session.put("a.note", new Note[0]));
  }
}
