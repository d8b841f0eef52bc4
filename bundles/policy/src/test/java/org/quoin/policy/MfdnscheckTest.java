package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.intake.Session;

class MfdnscheckTest {
  private static final Map<String, String> ON = Map.of("MFDNSCHECK", "");
  private static final Address JOE = new Address("joe@here.example");

  private final FakeResolver resolver =
      new FakeResolver()
          .with("MX mail.example", "mx.example")
          .with("A host.example", "192.0.2.1")
          .with("MX silent.example", "")
          .with("A silent.example", "192.0.2.1")
          .trouble("MX slow.example")
          .trouble("A half.example");
  private final Mfdnscheck rule = new Mfdnscheck(resolver.lookups());

  private String from(String sender, Map<String, String> variables) {
    return Strangers.said(rule.recipient(Strangers.session(variables), new Sender(sender), JOE));
  }

  @ParameterizedTest
  @CsvSource({
    "a@mail.example, passed",
    "a@host.example, passed",
    "a@b@mail.example, passed",
    "'', passed",
    "#@[], passed",
    "a@[192.0.2.1], passed",
    "a@[IPv6:2001:db8::1], passed",
    "a@nobody.example, '553 sorry, your envelope sender domain must exist (#5.7.1)'",
    "a@[mail.example], '553 sorry, your envelope sender domain must exist (#5.7.1)'",
    "a, '553 sorry, your envelope sender domain must exist (#5.7.1)'",
    "a@, '553 sorry, your envelope sender domain must exist (#5.7.1)'",
    "a@x..example, '553 sorry, your envelope sender domain must exist (#5.7.1)'",
    "a@silent.example, '553 sorry, your envelope sender domain takes no mail (#5.7.27)'",
    "a@slow.example, 451 DNS temporary failure (#4.3.0)",
    "a@half.example, 451 DNS temporary failure (#4.3.0)"
  })
  void theSendersDomainMustBeThere(String sender, String reply) {
    assertEquals(reply, from(sender, ON));
  }

  @Test
  void onlyStrangersAreLookedAtAndOnlyIfTheRulesWantIt() {
    assertEquals("passed", from("a@nobody.example", Map.of()));
    assertEquals("passed", from("a@nobody.example", Map.of("MFDNSCHECK", "", "RELAYCLIENT", "")));
    Session bounce = Session.internal("1", Session.Origin.BOUNCE);
    assertEquals(
        "passed", Strangers.said(rule.recipient(bounce, new Sender("a@nobody.example"), JOE)));
    assertEquals(List.of(), resolver.asked);
  }

  @Test
  void theNextRecipientNeedsNoLookUp() {
    Session session = Strangers.session(ON);
    for (String sender : List.of("a@mail.example", "a@mail.example", "a@host.example")) {
      rule.recipient(session, new Sender(sender), JOE);
    }
    assertEquals(List.of("MX mail.example", "MX host.example", "A host.example"), resolver.asked);
  }

  @Test
  void whoIsAdmittedByNameIsNotLookedAt() throws Exception {
    FakeControl control = new FakeControl();
    control.put("badmailfrom", "?boss@nobody.example\n!good@nobody.example\n");
    Badmailfrom badmailfrom = new Badmailfrom(control);
    Session session = Strangers.session(ON);
    for (String sender : List.of("boss@nobody.example", "good@nobody.example")) {
      badmailfrom.recipient(session, new Sender(sender), JOE);
      String said = Strangers.said(rule.recipient(session, new Sender(sender), JOE));
      assertEquals(sender.startsWith("boss"), said.equals("passed"), sender);
    }
  }

  @Test
  void withoutAResolverNobodyKnows() {
    Mfdnscheck alone = new Mfdnscheck(new Lookups());
    Session session = Strangers.session(ON);
    assertEquals(Mfdnscheck.UNKNOWN, alone.recipient(session, new Sender("a@mail.example"), JOE));
  }

  @Test
  void anAnswerThatComesTooLateIsNone() {
    CountDownLatch never = new CountDownLatch(1);
    Lookups hasty = new Lookups(Duration.ofMillis(20));
    hasty.resolver = resolver;
    Lookups.Pending<Boolean> pending =
        hasty.start(
            asked -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return true;
            });
    assertThrows(IOException.class, pending::answer);
  }
}
