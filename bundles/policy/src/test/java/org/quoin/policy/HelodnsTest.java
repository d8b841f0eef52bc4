package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.Sender;
import org.quoin.api.intake.Session;

class HelodnsTest {
  private static final String REFUSED = "553 sorry, your HELO/EHLO greeting is not in DNS (#5.7.1)";

  private final FakeControl control = new FakeControl();
  private final FakeResolver resolver =
      new FakeResolver()
          .with("A host.example", "192.0.2.1")
          .with("MX domain.example", "mx.example")
          .trouble("A slow.example");
  private final Helodns rule = new Helodns(control, resolver.lookups());

  private String greeting(String helo, Map<String, String> variables) throws IOException {
    Session session = Strangers.session(variables);
    session.helo(helo);
    return Strangers.said(rule.sender(session, new Sender("a@b.example")));
  }

  @ParameterizedTest
  @CsvSource({
    "A, host.example, true",
    "A, domain.example, false",
    "M, host.example, false",
    "M, domain.example, true",
    "AM, host.example, true",
    "=AM, domain.example, true",
    "A, nobody.example, false",
    "A, x..example, false",
    "A, '', true",
    "A, [192.0.2.1], true",
    "'', nobody.example, true",
    "!=, nobody.example, true"
  })
  void theNameIsLookedUpIfTheRulesWantIt(String check, String helo, boolean passes)
      throws IOException {
    assertEquals(passes ? "passed" : REFUSED, greeting(helo, Map.of("HELOCHECK", check)));
  }

  @Test
  void whileNobodyKnowsThePeerIsPutOff() throws IOException {
    assertEquals(
        "451 DNS temporary failure (#4.3.0)", greeting("slow.example", Map.of("HELOCHECK", "A")));
  }

  @Test
  void namesThatAreTrustedAndRelayClientsAreNotLookedUp() throws IOException {
    control.put("badhelo", "*.friend.example!\nbad.example\n");
    assertEquals("passed", greeting("mx.friend.example", Map.of("HELOCHECK", "A")));
    Map<String, String> relay = Map.of("HELOCHECK", "A", "RELAYCLIENT", "");
    assertEquals("passed", greeting("nobody.example", relay));
    assertEquals(List.of(), resolver.asked);
    Session session = Strangers.session(Map.of("HELOCHECK", "A"));
    session.helo("mx.friend.example");
    assertEquals("passed", Strangers.said(new Badhelo(control).sender(session, Sender.NULL)));
  }

  @Test
  void aNameIsLookedUpOnceASession() throws IOException {
    Session session = Strangers.session(Map.of("HELOCHECK", "A"));
    session.helo("host.example");
    rule.sender(session, Sender.NULL);
    rule.sender(session, Sender.NULL);
    assertEquals(List.of("A host.example"), resolver.asked);
  }
}
