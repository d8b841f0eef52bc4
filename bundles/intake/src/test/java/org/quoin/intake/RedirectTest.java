package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** New mail of an instance that is redirected goes to the other one, and never to main (X4, X5). */
class RedirectTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void spare() {
    scene.configure("99", Map.of("id", "99", "alias", "backup", "state", "held"));
    scene.came("99");
    redirect("01", "99");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void redirect(String id, String to) {
    scene.configure(
        id, Map.of("id", id, "alias", "one", "domains", id + ".test, one.test", "redirect", to));
  }

  private List<String> queues(String... recipients) throws IOException {
    Draft draft = scene.draft(recipients);
    return assertInstanceOf(Receipt.Queued.class, draft.submit()).queues();
  }

  private String reasonOfDeferral(String recipient) throws IOException {
    try (Draft draft = scene.draft()) {
      assertEquals(
          new Verdict.Refuse(Replies.LATER), draft.recipient(new Address(recipient)), recipient);
    }
    return scene.events.of(MailEvent.Refused.class).getLast().rule();
  }

  @Test
  void mailOfItsDomainsGoesToTheOtherOneAndBackWhenThatEnds() throws IOException {
    assertEquals(List.of("99"), queues("a@one.test"));
    assertEquals(List.of("99", "00"), queues("a@one.test", "b@else.test"));
    redirect("01", "");
    assertEquals(List.of("01"), queues("a@one.test"));
  }

  @Test
  void instanceThatIsDownOrGoneItselfCanBeRedirected() throws IOException {
    scene.went("01");
    assertEquals(List.of("99"), queues("a@one.test"));
    scene.configure(
        "01", Map.of("id", "01", "domains", "one.test", "redirect", "99", "state", "down"));
    assertEquals(List.of("99"), queues("a@one.test"));
  }

  @Test
  void mainCanBeRedirected() throws IOException {
    scene.configure("00", Map.of("id", "00", "redirect", "099"));
    assertEquals(List.of("99"), queues("a@else.test"));
  }

  @Test
  void redirectsAreFollowedToTheirEnd() throws IOException {
    scene.configure("98", Map.of("id", "98", "alias", "spam"));
    scene.came("98");
    scene.configure("99", Map.of("id", "99", "redirect", "98"));
    assertEquals(List.of("98"), queues("a@one.test"));
  }

  @Test
  void targetThatIsMissingDownOrNotAliveMeansLaterAndNeverMain() throws IOException {
    scene.went("99");
    assertEquals("queue 99:backup is configured but not running", reasonOfDeferral("a@one.test"));
    scene.came("99");
    scene.configure("99", Map.of("id", "99", "alias", "backup", "state", "down"));
    assertEquals("queue 99:backup: it is down", reasonOfDeferral("a@one.test"));
    scene.unconfigure("99");
    assertEquals(
        "queue 01:one is redirected to 99, which is not configured",
        reasonOfDeferral("a@one.test"));
    redirect("01", "backup");
    assertTrue(reasonOfDeferral("a@one.test").contains("its redirect is \"backup\", not the id"));
  }

  @Test
  void circleMeansLaterAndIsNamed() throws IOException {
    scene.configure("99", Map.of("id", "99", "alias", "backup", "redirect", "1"));
    assertEquals(
        "mail would go round in a circle: 01:one -> 99:backup -> 01:one",
        reasonOfDeferral("a@one.test"));
    redirect("01", "01");
    assertEquals(
        "mail would go round in a circle: 01:one -> 01:one", reasonOfDeferral("a@one.test"));
  }

  @Test
  void redirectThatBeginsBetweenRcptAndTheEndCounts() throws IOException {
    redirect("01", "");
    Draft draft = scene.draft("a@one.test");
    redirect("01", "99");
    assertEquals(List.of("99"), assertInstanceOf(Receipt.Queued.class, draft.submit()).queues());
    Draft later = scene.draft("a@one.test");
    scene.went("99");
    assertThrows(BusyException.class, later::submit);
  }

  @Test
  void bouncesThatNameTheirInstanceAreNotRedirected() throws IOException {
    Draft draft = scene.door.begin(Session.internal("b", Session.Origin.BOUNCE, "01"));
    draft.sender(Sender.NULL);
    draft.recipient(new Address("a@else.test"));
    assertEquals(List.of("01"), assertInstanceOf(Receipt.Queued.class, draft.submit()).queues());
  }

  @Test
  void explainSaysWhereItGoes() throws IOException {
    assertTrue(explain("a@one.test").contains("\nredirected 99:backup\n"));
    scene.unconfigure("99");
    assertTrue(explain("a@one.test").contains("\ndeferred   queue 01:one is redirected to 99,"));
  }

  private String explain(String address) throws IOException {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    new RouteCommands(scene.filters, scene.routing, scene.instances, scene.placement, name -> true)
        .explain(CommandsTest.session(console), address);
    return console.toString(StandardCharsets.UTF_8);
  }
}
