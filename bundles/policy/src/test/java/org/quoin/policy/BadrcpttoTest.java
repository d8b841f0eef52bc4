package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** badrcptto and badhelo. */
class BadrcpttoTest {
  private static final String BAD_RECIPIENT =
      "553 sorry, your envelope recipient is in my badrcptto list (#5.7.1)";
  private static final String BAD_HELO =
      "553 sorry, your HELO/EHLO greeting is in my badhelo list (#5.7.1)";

  private final FakeControl control = new FakeControl();
  private final Badrcptto badrcptto = new Badrcptto(control);
  private final Badhelo badhelo = new Badhelo(control);

  private static Session session(Map<String, String> variables) {
    Peer peer =
        new Peer(
            "192.0.2.7", 1, Optional.empty(), Optional.empty(), "192.0.2.1", 25, Optional.empty());
    return Session.network("1", "smtp", peer, variables);
  }

  private static String said(Verdict verdict) {
    return verdict instanceof Verdict.Refuse refuse ? refuse.reply().toString() : "passed";
  }

  private String to(String recipient, Map<String, String> variables) throws IOException {
    return said(badrcptto.recipient(session(variables), new Sender("a@b"), new Address(recipient)));
  }

  private String greeting(String helo, Map<String, String> variables) throws IOException {
    Session session = session(variables);
    if (!helo.isEmpty()) {
      session.helo(helo);
    }
    return said(badhelo.sender(session, new Sender("a@b")));
  }

  @Test
  void listedRecipientsGetNothing() throws Exception {
    assertEquals("passed", to("joe@here.example", Map.of()));
    control.put("badrcptto", "joe@here.example\n");
    assertEquals(BAD_RECIPIENT, to("Joe@Here.example", Map.of("RELAYCLIENT", "")));
    assertEquals("passed", to("sue@here.example", Map.of()));
    control.put("badrcptto", "*\n!sue@here.example\n");
    assertEquals(BAD_RECIPIENT, to("joe@here.example", Map.of()));
    assertEquals("passed", to("sue@here.example", Map.of()));
    control.breaks("badrcptto");
    assertThrows(IOException.class, () -> to("sue@here.example", Map.of()));
  }

  @Test
  void ourOwnMailIsNotLookedAt() throws Exception {
    control.put("badrcptto", "*\n");
    Session bounce = Session.internal("1", Session.Origin.BOUNCE);
    assertEquals(
        Verdict.PASS, badrcptto.recipient(bounce, Sender.NULL, new Address("joe@here.example")));
    assertEquals(Verdict.PASS, badhelo.sender(bounce, Sender.NULL));
  }

  @Test
  void listedGreetingsAreRefusedWhereTheRulesWantIt() throws Exception {
    control.put("badhelo", "localhost\n*.bad.example\n");
    assertEquals("passed", greeting("localhost", Map.of()));
    assertEquals(BAD_HELO, greeting("LocalHost", Map.of("HELOCHECK", "")));
    assertEquals(BAD_HELO, greeting("x.bad.example", Map.of("HELOCHECK", "!")));
    assertEquals("passed", greeting("good.example", Map.of("HELOCHECK", "")));
    assertEquals("passed", greeting("localhost", Map.of("HELOCHECK", "", "RELAYCLIENT", "")));
    assertEquals("passed", greeting("", Map.of("HELOCHECK", "")));
  }

  @Test
  void aLineWithAnExclamationMarkTakesBackWhatLinesAboveItSay() throws Exception {
    control.put("badhelo", "*\n!mx.good.example\n!*.far.example\nbad.far.example\n");
    assertEquals("passed", greeting("MX.good.example", Map.of("HELOCHECK", "")));
    assertEquals("passed", greeting("mx.far.example", Map.of("HELOCHECK", "")));
    assertEquals(BAD_HELO, greeting("bad.far.example", Map.of("HELOCHECK", "")));
    assertEquals(BAD_HELO, greeting("other.example", Map.of("HELOCHECK", "")));
  }

  @Test
  void whoGivesNoNameOrAnotherIsRefusedWhereTheRulesWantIt() throws Exception {
    String none = "553 sorry, you must greet with a name (#5.7.1)";
    assertEquals(none, greeting("", Map.of("HELOCHECK", "!")));
    assertEquals(none, greeting("", Map.of("HELOCHECK", ".")));
    Map<String, String> same = Map.of("HELOCHECK", "=", "TCPREMOTEHOST", "Mx.example");
    assertEquals("passed", greeting("mX.example", same));
    assertEquals(
        "553 sorry, your HELO/EHLO greeting is not your host's name (#5.7.1)",
        greeting("other.example", same));
    assertEquals("passed", greeting("other.example", Map.of("HELOCHECK", "=")));
    assertEquals(none, greeting("x".repeat(256), Map.of("HELOCHECK", "")));
  }
}
