package org.quoin.api.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quoin.api.Peer;

class SessionTest {
  private final Session session = Session.internal("1", Session.Origin.BOUNCE);

  @Test
  void programsSeeTheRulesVariablesAndTheUserOverWhatTheConnectionSays() {
    Peer peer =
        new Peer(
            "2001:db8::7",
            4711,
            Optional.of("client.example"),
            Optional.of("ident"),
            "2001:db8::1",
            25,
            Optional.empty());
    Session known =
        Session.network("3", "smtp", peer, Map.of("TCPREMOTEHOST", "hidden", "RELAYCLIENT", ""));
    Map<String, String> expected = new TreeMap<>();
    expected.put("PROTO", "TCP6");
    expected.put("RELAYCLIENT", "");
    expected.put("TCPLOCALIP", "2001:db8::1");
    expected.put("TCPLOCALPORT", "25");
    expected.put("TCPREMOTEHOST", "hidden");
    expected.put("TCPREMOTEINFO", "ident");
    expected.put("TCPREMOTEIP", "2001:db8::7");
    expected.put("TCPREMOTEPORT", "4711");
    assertEquals(expected, known.environment());
    known.user("sue");
    assertEquals("sue", known.environment().get("TCPREMOTEINFO"));
    assertEquals(Map.of(), session.environment());
  }

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
