package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

class BadmailfromTest {
  private final FakeControl control = new FakeControl();
  private final Badmailfrom rule = new Badmailfrom(control);

  private static Session session(Map<String, String> variables) {
    Peer peer =
        new Peer(
            "192.0.2.7", 1, Optional.empty(), Optional.empty(), "192.0.2.1", 25, Optional.empty());
    return Session.network("1", "smtp", peer, variables);
  }

  private boolean refuses(String sender, Map<String, String> variables) throws Exception {
    Verdict verdict =
        rule.recipient(session(variables), new Sender(sender), new Address("r@here.example"));
    return verdict instanceof Verdict.Refuse;
  }

  private boolean refuses(String sender) throws Exception {
    return refuses(sender, Map.of());
  }

  @Test
  void aChangeCountsAtOnce() throws Exception {
    assertFalse(refuses("a@bad.example"));
    control.put("badmailfrom", "@bad.example\n");
    assertTrue(refuses("a@bad.example"));
    control.put("badmailfrom", "b@bad.example\n");
    assertFalse(refuses("a@bad.example"));
  }

  @Test
  void whereTheFileCannotBeReadNobodyIsGreeted() throws Exception {
    assertEquals(Verdict.PASS, rule.connect(session(Map.of())));
    control.breaks("badmailfrom");
    assertEquals(Rcpthosts.UNREADABLE, rule.connect(session(Map.of())));
  }

  @Test
  void laterLinesCountMore() throws Exception {
    control.put("badmailfrom", "*@*.bad.example\n!good@*.bad.example\ngood@x.bad.example\n");
    assertTrue(refuses("a@y.bad.example"));
    assertFalse(refuses("good@y.bad.example"));
    assertTrue(refuses("good@x.bad.example"));
    control.put("badmailfrom", "?boss@bad.example\n@bad.example\n");
    assertFalse(refuses("Boss@bad.example"));
    assertTrue(refuses("a@bad.example"));
  }

  @Test
  void onlyOurOwnMayUseAnAddressWithAPlus() throws Exception {
    control.put("badmailfrom", "@here.example+\n");
    assertTrue(refuses("a@here.example"));
    assertFalse(refuses("a@here.example", Map.of("RELAYCLIENT", "")));
    assertFalse(refuses("", Map.of()));
  }

  private String from(String sender, String host) throws IOException {
    Optional<String> known = host.isEmpty() ? Optional.empty() : Optional.of(host);
    Session session = Strangers.session("192.0.2.7", known, Map.of());
    Sender from = new Sender(sender);
    return Strangers.said(rule.recipient(session, from, new Address("r@here.example")))
        .substring(0, 3);
  }

  @Test
  void someSendersNeedAHostThatIsKnown() throws Exception {
    control.put("badmailfrom", "@bank.example-\n");
    assertEquals("553", from("a@bank.example", ""));
    assertEquals("553", from("a@bank.example", "unknown"));
    assertEquals("pas", from("a@bank.example", "mx.other.example"));
    assertEquals("pas", from("a@other.example", ""));
    assertFalse(refuses("a@bank.example", Map.of("RELAYCLIENT", "")));
    assertFalse(refuses("a@bank.example", Map.of("TCPREMOTEHOST", "mx.other.example")));
  }

  @Test
  void someSendersNeedAHostOfTheirDomain() throws Exception {
    control.put("badmailfrom", "*@*.bank.example=\nboss@bank.example=\n");
    assertEquals("pas", from("Boss@Bank.example", "mx.bank.example"));
    assertEquals("pas", from("boss@bank.example", "bank.example"));
    assertEquals("553", from("boss@bank.example", "notbank.example"));
    assertEquals("553", from("boss@bank.example", ""));
    assertEquals("pas", from("joe@bank.example", ""));
    assertEquals("553", from("joe@x.bank.example", "y.bank.example"));
    assertFalse(refuses("boss@bank.example", Map.of("RELAYCLIENT", "")));
  }

  @Test
  void someHostsMaySendForTheirDomainOnly() throws Exception {
    control.put("badmailfrom", "~Bulk.example\n!news@friend.example\n");
    assertEquals("553", from("a@other.example", "mx.bulk.example"));
    assertEquals("pas", from("a@bulk.example", "mx.bulk.example"));
    assertEquals("pas", from("a@x.bulk.example", "bulk.example"));
    assertEquals("553", from("a@notbulk.example", "bulk.example"));
    assertEquals("pas", from("a@other.example", "notbulk.example"));
    assertEquals("pas", from("a@other.example", ""));
    assertEquals("pas", from("news@friend.example", "mx.bulk.example"));
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "a*c, abbc, true",
    "a*c, abbcd, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "[a-c]x, bx, true",
    "[a-c]x, dx, false",
    "[^a-c]x, dx, true",
    "[^a-c]x, ax, false",
    "[]a]x, ]x, true",
    "a[b, a[b, true",
    "a\\*, a*, true",
    "a\\*, ab, false",
    "\\, \\, true",
    "ABC, abc, false"
  })
  void patternsAreThoseOfWildmat(String pattern, String text, boolean matches) {
    assertEquals(matches, new Wildmat(pattern).matches(text));
  }

  @Test
  void manyStarsCostLittle() {
    Wildmat pattern = new Wildmat("*a".repeat(100) + "b");
    assertFalse(
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> pattern.matches("a".repeat(900))));
  }

  @Test
  void everyTextIsAPattern() {
    for (String text :
        List.of("", "[", "[^", "[]", "[^]", "[z-a]", "\\", "[a-", "!", "?", "+", "-", "=", "~")) {
      assertFalse(new Wildmat(text).matches("zz"), text);
      BadAddresses.Asked asked = new BadAddresses.Asked("zz", false, Optional.empty());
      assertEquals(
          BadAddresses.Finding.GOOD, BadAddresses.ofSenders(List.of(text)).find(asked), text);
    }
  }
}
