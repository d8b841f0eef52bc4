package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.Session;
import org.quoin.api.queue.Envelope;
import org.quoin.policy.SenderLimits.Limit;

class SenderLimitsTest {
  private static final String TOO_MANY = "450 sorry, you have sent too many messages (#4.7.1)";
  private static final Address TO = new Address("joe@far.example");
  private static final List<Map<String, Object>> QUEUES =
      List.of(
          queue("01", "one.example"), queue("02", new String[] {"two.example", ".two.example"}));

  /** The beginning of a window of an hour. */
  private Instant now = Instant.ofEpochSecond(3600 * 500_000);

  private static Map<String, Object> queue(String id, Object domains) {
    return Map.of("id", id, "domains", domains);
  }

  private SenderLimits rule(Limit user, Limit address, Limit tenant) {
    SlidingCounts counts = new SlidingCounts(Duration.ofHours(1), 1000, () -> now);
    return new SenderLimits(
        new SenderLimits.Limits(user, address, tenant), counts, new KnownTenants(() -> QUEUES));
  }

  private SenderLimits forUsers(int messages, int recipients) {
    return rule(new Limit(messages, recipients), Limit.NONE, Limit.NONE);
  }

  private static String sends(SenderLimits rule, Session session, String from, int recipients)
      throws IOException {
    Envelope envelope = new Envelope(new Sender(from), Collections.nCopies(recipients, TO));
    Mail mail = new Mail(envelope, new Content("", new TextBody("")));
    return Visitors.said(rule.message(session, mail));
  }

  private static String sends(SenderLimits rule, Session session) throws IOException {
    return sends(rule, session, "x@y.example", 1);
  }

  private static String names(SenderLimits rule, Session session, int before) throws IOException {
    session.put(Session.NAMED, before);
    return Visitors.said(rule.recipient(session, new Sender("x@y.example"), TO));
  }

  @Test
  void aUserMaySendSoManyMessagesInAnyHour() throws IOException {
    SenderLimits rule = forUsers(2, 0);
    assertEquals("passed", sends(rule, Visitors.user("joe")));
    now = now.plus(Duration.ofMinutes(30));
    assertEquals("passed", sends(rule, Visitors.user("JOE")));
    assertEquals(TOO_MANY, sends(rule, Visitors.user("joe")));
    assertEquals(TOO_MANY, names(rule, Visitors.user("joe"), 0));
    assertEquals("passed", sends(rule, Visitors.user("ann")));
    now = now.plus(Duration.ofMinutes(30));
    assertEquals(TOO_MANY, sends(rule, Visitors.user("joe")));
    now = now.plus(Duration.ofMinutes(40));
    assertEquals("passed", sends(rule, Visitors.user("joe")));
  }

  @Test
  void recipientsAreCountedAndWhatIsRefusedIsNot() throws IOException {
    SenderLimits rule = forUsers(0, 10);
    assertEquals(TOO_MANY, sends(rule, Visitors.user("joe"), "", 11));
    assertEquals("passed", sends(rule, Visitors.user("joe"), "", 6));
    assertEquals("passed", names(rule, Visitors.user("joe"), 3));
    assertEquals(TOO_MANY, names(rule, Visitors.user("joe"), 4));
    assertEquals("passed", sends(rule, Visitors.user("joe"), "", 4));
    assertEquals(TOO_MANY, sends(rule, Visitors.user("joe")));
  }

  @Test
  void relayClientsAreCountedByTheirAddress() throws IOException {
    SenderLimits rule = rule(Limit.NONE, new Limit(1, 0), Limit.NONE);
    Map<String, String> client = Map.of(Session.RELAY_CLIENT, "");
    assertEquals("passed", sends(rule, Visitors.from("192.0.2.7", client)));
    assertEquals(TOO_MANY, sends(rule, Visitors.from("192.0.2.7", client)));
    assertEquals("passed", sends(rule, Visitors.from("192.0.2.8", client)));
    assertEquals("passed", sends(rule, Visitors.from("2001:db8::1", client)));
    assertEquals(TOO_MANY, sends(rule, Visitors.from("2001:db8::2", client)));
    Map<String, String> spared = Map.of(Session.RELAY_CLIENT, "", "SENDERLIMITS", "-");
    assertEquals("passed", sends(rule, Visitors.from("192.0.2.7", spared)));
  }

  @Test
  void aTenantIsCountedByTheDomainOfItsUsers() throws IOException {
    SenderLimits rule = rule(Limit.NONE, Limit.NONE, new Limit(2, 0));
    assertEquals("passed", sends(rule, Visitors.user("joe@one.example"), "x@two.example", 1));
    assertEquals("passed", sends(rule, Visitors.user("ann"), "ann@One.example", 1));
    assertEquals(TOO_MANY, sends(rule, Visitors.user("jim@one.example"), "", 1));
    assertEquals("passed", sends(rule, Visitors.user("joe@sub.two.example"), "", 1));
    assertEquals("passed", sends(rule, Visitors.user("joe"), "joe@three.example", 1));
  }

  @Test
  void bouncesForwardsAndStrangersAreNotCounted() throws IOException {
    SenderLimits rule = rule(new Limit(1, 1), new Limit(1, 1), new Limit(1, 1));
    for (Session.Origin origin : List.of(Session.Origin.BOUNCE, Session.Origin.DELIVERY)) {
      Session session = Session.internal("1", origin);
      assertEquals("passed", sends(rule, session, "", 5));
    }
    assertEquals("passed", sends(rule, Visitors.with(Map.of()), "a@one.example", 5));
  }

  @Test
  void ofTooManyNamesTheIdlestIsForgotten() throws IOException {
    SlidingCounts counts = new SlidingCounts(Duration.ofHours(1), 2, () -> now);
    for (String name : List.of("a", "b", "a", "c")) {
      counts.take(List.of(new SlidingCounts.Claim(name, 1, 10)));
    }
    assertEquals(true, counts.fit(List.of(new SlidingCounts.Claim("b", 10, 10))));
    assertEquals(false, counts.fit(List.of(new SlidingCounts.Claim("a", 9, 10))));
  }
}
