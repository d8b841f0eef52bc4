package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.queue.QueueRecord;

/** Which instance gets a message (X4), and that none that is away loses it to another. */
class PlacementTest {
  private static final Verdict LATER = new Verdict.Refuse(Replies.LATER);

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void recipientsOfOneInstanceGoStraightIntoIt() throws IOException {
    assertEquals(List.of("01"), queues("a@one.test", "b@sub.one.test", "c@ONE.Test"));
    assertEquals(List.of("00"), queues("a@else.test", "b"));
  }

  @Test
  void theRewrittenDomainDecides() throws IOException {
    assertEquals(List.of("01"), queues("a@old.test"));
    assertEquals(
        List.of(new Address("a@old.test")),
        scene.store.appends.getFirst().getFirst().envelope().recipients(),
        "the envelope stays as it came");
  }

  @Test
  void aMessageForTwoInstancesIsOneAppendThatSharesTheBody() throws IOException {
    Draft draft = scene.draft("a@one.test", "b@else.test", "c@one.test");
    Scene.write(draft, "hello\n");
    Receipt.Queued queued = assertInstanceOf(Receipt.Queued.class, draft.submit());
    assertEquals(List.of("01", "00"), queued.queues());
    assertEquals(1, scene.store.appends.size());
    List<QueueRecord.Accepted> records = scene.store.appends.getFirst();
    assertEquals(List.of("01", "00"), records.stream().map(QueueRecord.Accepted::queue).toList());
    assertSame(records.get(0).content().body(), records.get(1).content().body());
    assertEquals(records.get(0).message(), records.get(1).message());
    assertEquals(
        List.of(new Address("a@one.test"), new Address("c@one.test")),
        records.get(0).envelope().recipients());
  }

  @Test
  void anInstanceThatIsAwayDefersItsOwnMailOnly() throws IOException {
    scene.went("01");
    try (Draft draft = scene.draft()) {
      assertEquals(LATER, draft.recipient(new Address("a@one.test")));
      assertEquals(Verdict.PASS, draft.recipient(new Address("a@else.test")));
    }
    scene.came("01");
    assertEquals(List.of("01"), queues("a@one.test"));
  }

  @Test
  void twoServicesOfOneInstanceMeanThatOneMayGo() throws IOException {
    scene.came("01");
    scene.went("01");
    assertEquals(List.of("01"), queues("a@one.test"));
  }

  @Test
  void mainThatIsAwayDefersNoTenant() throws IOException {
    scene.went("00");
    assertEquals(List.of("01"), queues("a@one.test"));
    assertDeferred("a@else.test");
  }

  @Test
  void anInstanceThatIsDownDefersItsMailAndAHeldOneTakesIt() throws IOException {
    scene.configure("01", Map.of("id", "01", "domains", "one.test", "state", "down"));
    assertDeferred("a@one.test");
    scene.configure("01", Map.of("id", "01", "domains", "one.test", "state", "held"));
    assertEquals(List.of("01"), queues("a@one.test"));
  }

  @Test
  void theConfigurationOfTheLowerPidHasTheId() throws IOException {
    scene.configure("02-b", Map.of("id", "2", "domains", "b.test"));
    scene.configure("02-a", Map.of("id", "02", "domains", "a.test"));
    scene.came("02");
    assertEquals(List.of("02"), queues("x@a.test"));
    assertEquals(List.of("00"), queues("x@b.test"));
  }

  @Test
  void aRemovedInstanceLeavesItsDomainsToMain() throws IOException {
    scene.unconfigure("01");
    assertEquals(List.of("00"), queues("a@one.test"));
  }

  @Test
  void withoutMainUnclaimedMailWaits() throws IOException {
    scene.unconfigure("00");
    assertDeferred("a@else.test");
  }

  @Test
  void anInstanceThatGoesBetweenRcptAndTheEndDefersTheWholeMessage() throws IOException {
    Draft draft = scene.draft("a@else.test", "a@one.test");
    scene.went("01");
    BusyException busy = assertThrows(BusyException.class, draft::submit);
    assertEquals(Replies.LATER, busy.reply());
    assertEquals(List.of(), scene.store.appends);
    assertEquals(0, scene.store.open.size());
  }

  @Test
  void theStoreThatTheInstanceWorksOnDecidesNotTheOneInItsConfiguration() throws IOException {
    scene.configure("01", Map.of("id", "01", "domains", "one.test", "store", "ssd2"));
    assertEquals(List.of("01"), queues("a@one.test"));
    assertEquals(1, scene.store.appends.size(), "it still works there");
    scene.went("01");
    scene.came("01", "ssd2");
    assertEquals(List.of("01"), queues("a@one.test"));
    assertEquals(1, scene.store.appends.size());
    assertEquals(1, scene.ssd2.appends.size());
  }

  @Test
  void aBadConfigurationKeepsItsDomainsFromMain() throws IOException {
    scene.configure("01", Map.of("id", "01", "domains", "one.test, no..pattern"));
    assertDeferred("a@one.test");
    assertTrue(
        scene.events.of(MailEvent.Warning.class).stream()
            .anyMatch(w -> w.text().contains("01") && w.text().contains("no..pattern")));
  }

  @Test
  void aRouterThatCannotSayDefersTheRecipient() throws IOException {
    assertDeferred("a@trouble.test");
  }

  @Test
  void aNamedRouterThatIsAbsentDefersEveryRecipient() throws IOException {
    scene.routing.remove(-1);
    assertDeferred("a@else.test");
    MailEvent.Refused event = scene.events.of(MailEvent.Refused.class).getFirst();
    assertEquals("router qmail is not installed", event.rule());
  }

  @Test
  void withoutAnOpinionTheRecipientsOwnDomainDecides() throws IOException {
    scene.routing.remove(-1);
    scene.routing.add(new Tag("qmail", 0, -2, "test"), address -> Optional.empty());
    assertEquals(List.of("01"), queues("a@one.test"));
  }

  @Test
  void aRouterThatThrowsAnythingMeansLater() throws IOException {
    scene.routing.remove(-1);
    scene.routing.add(
        new Tag("qmail", 0, -2, "test"),
        address -> {
          throw new NoClassDefFoundError("swapped away");
        });
    assertDeferred("a@one.test");
  }

  @Test
  void configurationsAreReadOncePerChange() throws IOException {
    queues("a@one.test", "b@else.test");
    int listed = scene.admin.listed();
    queues("a@one.test", "b@else.test");
    assertEquals(listed, scene.admin.listed());
  }

  @Test
  void aSessionWithAnOnlyQueuePutsItsMailThereAndNowhereElse() throws IOException {
    scene.configure("90", Map.of("id", "90", "alias", "bounces"));
    scene.came("90");
    ScriptedFilter filter = new ScriptedFilter();
    filter.onRecipient =
        address ->
            Verdict.pass(
                new Edit.ChooseQueue("01"), new Edit.AddRecipient(new Address("b@one.test")));
    scene.addInline("f", 0, filter);
    assertEquals(List.of("90"), bounce("a@one.test").queues());
    assertEquals(2, scene.store.appends.getFirst().getFirst().envelope().recipients().size());
    assertEquals(List.of("90"), bounce("a@trouble.test").queues(), "nobody asks a router");
  }

  @Test
  void anOnlyQueueThatIsAwayDefersAndLosesNothingToMain() throws IOException {
    assertBounceWaits("queue 90 is not configured");
    scene.configure("90", Map.of("id", "90", "alias", "bounces"));
    assertBounceWaits("queue 90:bounces is configured but not running");
    scene.came("90");
    scene.configure("90", Map.of("id", "90", "alias", "bounces", "state", "down"));
    assertBounceWaits("queue 90:bounces: it is down");
    assertEquals(List.of(), scene.store.appends);
  }

  private void assertBounceWaits(String reason) throws IOException {
    try (Draft draft = scene.door.begin(Session.internal("b", Session.Origin.BOUNCE, "90"))) {
      draft.sender(Sender.NULL);
      assertEquals(LATER, draft.recipient(new Address("a@else.test")));
    }
    assertEquals(reason, scene.events.of(MailEvent.Refused.class).getLast().rule());
  }

  private Receipt.Queued bounce(String recipient) throws IOException {
    Draft draft = scene.door.begin(Session.internal("b", Session.Origin.BOUNCE, "90"));
    draft.sender(Sender.NULL);
    assertEquals(Verdict.PASS, draft.recipient(new Address(recipient)));
    return assertInstanceOf(Receipt.Queued.class, draft.submit());
  }

  private void assertDeferred(String recipient) throws IOException {
    try (Draft draft = scene.draft()) {
      assertEquals(LATER, draft.recipient(new Address(recipient)));
    }
  }

  private List<String> queues(String... recipients) throws IOException {
    Draft draft = scene.draft(recipients);
    return assertInstanceOf(Receipt.Queued.class, draft.submit()).queues();
  }
}
