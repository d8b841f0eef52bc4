package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.Session;
import org.quoin.api.queue.Envelope;

class TarpitTest {
  private static final String TOO_MANY = "452 sorry, too many recipients (#4.5.3)";
  private static final Address JOE = new Address("joe@here.example");

  private final FakeControl control = new FakeControl();
  private final Tarpit rule = new Tarpit(control);

  private static Session after(int named, int refused, Map<String, String> variables) {
    Session session = Visitors.with(variables);
    session.put(Session.NAMED, named);
    session.put(Session.REFUSED, refused);
    return session;
  }

  private String recipient(Session session) throws IOException {
    return Visitors.said(rule.recipient(session, Sender.NULL, JOE));
  }

  private String message(Session session) throws IOException {
    Content content = new Content("", new TextBody(""));
    return Visitors.said(
        rule.message(session, new Mail(new Envelope(Sender.NULL, List.of(JOE)), content)));
  }

  private static Duration pause(Session session) {
    return session.get(Session.PAUSE, Duration.class).orElse(Duration.ZERO);
  }

  @Test
  void whoNamesManyRecipientsWaitsForEachFurtherOne() throws IOException {
    Map<String, String> five = Map.of("TARPITCOUNT", "5", "TARPITDELAY", "20");
    Session few = after(4, 4, five);
    assertEquals("passed", recipient(few));
    assertEquals(Duration.ZERO, pause(few));
    Session many = after(5, 5, five);
    assertEquals("passed", recipient(many));
    assertEquals(Duration.ofSeconds(20), pause(many));
    assertEquals("passed", message(many));
  }

  @Test
  void theControlFilesCountForWhomTheVariablesAreNotSet() throws IOException {
    control.put("tarpitcount", "1\n");
    control.put("tarpitdelay", "7\n");
    Session session = after(1, 0, Map.of());
    assertEquals("passed", recipient(session));
    assertEquals(Duration.ofSeconds(7), pause(session));
    Session spared = after(1, 0, Map.of("TARPITCOUNT", "0"));
    assertEquals("passed", recipient(spared));
    assertEquals(Duration.ZERO, pause(spared));
  }

  @Test
  void withADelayOfZeroOnlyRefusedRecipientsCount() throws IOException {
    Map<String, String> smart = Map.of("TARPITCOUNT", "2", "TARPITDELAY", "0");
    assertEquals("passed", recipient(after(50, 1, smart)));
    assertEquals(TOO_MANY, recipient(after(2, 2, smart)));
    assertEquals("passed", message(after(2, 2, smart)));
    assertEquals(TOO_MANY, recipient(after(2, 2, Map.of("TARPITCOUNT", "2"))));
  }

  @Test
  void with999OrLessThanZeroTheMessageIsPutOffToo() throws IOException {
    for (String delay : new String[] {"999", "-1"}) {
      Map<String, String> strict = Map.of("TARPITCOUNT", "2", "TARPITDELAY", delay);
      assertEquals(TOO_MANY, recipient(after(2, 2, strict)));
      assertEquals(
          "451 sorry, too many of the recipients are unknown (#4.5.3)",
          message(after(2, 2, strict)));
      assertEquals("passed", message(after(9, 1, strict)));
    }
  }

  @Test
  void relayClientsAndOurOwnMailAreSpared() throws IOException {
    control.put("tarpitcount", "1\n");
    control.put("tarpitdelay", "999\n");
    Session client = after(9, 9, Map.of("RELAYCLIENT", ""));
    assertEquals("passed", recipient(client));
    assertEquals("passed", message(client));
    Session bounce = Session.internal("1", Session.Origin.BOUNCE);
    assertEquals("passed", recipient(bounce));
  }

  @Test
  void whatIsNoNumberDoesNothingAndWhatCannotBeReadMeansLater() throws IOException {
    assertEquals("passed", recipient(after(9, 9, Map.of("TARPITCOUNT", "many"))));
    control.breaks("tarpitcount");
    assertThrows(IOException.class, () -> recipient(after(9, 9, Map.of())));
  }
}
