package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.queue.QueueRecord.Accepted;

/** Mail for instances in several stores: each has its own part, and none is lost between them. */
class SeveralStoresTest {
  private static final String HERE = "joe@here.test";
  private static final String THERE = "ann@two.test";
  private static final String TEXT = "Subject: x\n\nhello\n";

  private final Scene scene = new Scene();

  @BeforeEach
  void anInstanceOnTheOtherStore() {
    scene.configureOnSsd2("02", "two.test");
  }

  @AfterEach
  void close() {
    scene.close();
    assertEquals(0, scene.store.open.size(), "every body writer is closed");
    assertEquals(0, scene.ssd2.open.size(), "every body writer is closed");
  }

  private static Receipt.Queued submit(Draft draft) throws IOException {
    return assertInstanceOf(Receipt.Queued.class, draft.submit());
  }

  private static Accepted only(FakeStore store) {
    assertEquals(1, store.appends.size(), "one append");
    assertEquals(1, store.appends.getFirst().size());
    return store.appends.getFirst().getFirst();
  }

  private static List<String> recipients(Accepted record) {
    return record.envelope().recipients().stream().map(Address::text).toList();
  }

  private static void assertWhole(Accepted record) throws IOException {
    String line = "Received: (qmail " + record.message() + " invoked from network); ";
    String text = FakeStore.text(record);
    assertTrue(text.startsWith(line) && text.endsWith("\n" + TEXT), text);
  }

  @Test
  void mailForOneStoreIsWrittenThereAtOnceAndNowhereElse() throws IOException {
    Draft draft = scene.draft(THERE, "bob@two.test");
    Scene.write(draft, TEXT);
    Receipt.Queued queued = submit(draft);
    Accepted record = only(scene.ssd2);
    assertWhole(record);
    assertEquals(List.of("02"), queued.queues());
    assertEquals(record.message(), queued.message());
    assertEquals(1, scene.ssd2.created(), "written once");
    assertEquals(0, scene.store.created(), "and not here");
    assertEquals(List.of(), scene.store.appends);
  }

  @Test
  void mailForTwoStoresIsOneAppendInEachWithABodyOfItsOwn() throws IOException {
    Draft draft = scene.draft(THERE, HERE, "a@one.test", "bob@two.test");
    Scene.write(draft, TEXT);
    Receipt.Queued queued = submit(draft);
    assertEquals(List.of("02", "00", "01"), queued.queues());
    Accepted there = only(scene.ssd2);
    assertEquals(queued.message(), there.message(), "the number in the first one");
    assertEquals(List.of(THERE, "bob@two.test"), recipients(there));
    assertWhole(there);
    List<Accepted> here = scene.store.appends.getFirst();
    assertEquals(1, scene.store.appends.size());
    assertEquals(List.of("00", "01"), here.stream().map(Accepted::queue).toList());
    assertSame(here.get(0).content().body(), here.get(1).content().body());
    assertNotEquals(queued.message(), here.getFirst().message());
    assertWhole(here.getFirst());
    assertEquals(1, scene.ssd2.created());
    assertEquals(1, scene.store.created());
  }

  @Test
  void aBodyThatCameBeforeTheEnvelopeIsCopiedToWhereItIsNeeded() throws IOException {
    try (Draft draft = scene.door.begin(scene.stranger())) {
      Scene.write(draft, TEXT);
      draft.sender(Sender.NULL);
      draft.recipient(new Address(THERE));
      submit(draft);
    }
    assertWhole(only(scene.ssd2));
    assertEquals(List.of(), scene.store.appends, "what is not needed leaves no trace");
  }

  @Test
  void aFilterThatChoosesAQueueInAnotherStoreMovesTheMailThere() throws IOException {
    ScriptedFilter filter = new ScriptedFilter();
    filter.onMessage =
        mail -> Verdict.pass(new Edit.ChooseQueue("02"), new Edit.AddHeader("X-F", "y"));
    scene.addInline("f", 0, filter);
    Draft draft = scene.draft(HERE);
    Scene.write(draft, TEXT);
    assertEquals(List.of("02"), submit(draft).queues());
    assertTrue(FakeStore.text(only(scene.ssd2)).endsWith("\nX-F: y\n" + TEXT));
    assertEquals(List.of(), scene.store.appends);
  }

  @Test
  void aRewrittenBodyIsWhatEachStoreGets() throws IOException {
    ScriptedFilter filter = new ScriptedFilter();
    filter.onMessage =
        mail ->
            Verdict.pass(
                new Edit.ReplaceBody(out -> out.write('n')),
                new Edit.AddRecipient(new Address(THERE)));
    scene.add("f", 0, filter);
    Draft draft = scene.draft(HERE);
    Scene.write(draft, TEXT);
    assertEquals(List.of("00", "02"), submit(draft).queues());
    assertTrue(FakeStore.text(only(scene.store)).endsWith("\nn"));
    assertTrue(FakeStore.text(only(scene.ssd2)).endsWith("\nn"));
  }

  @Test
  void whenALaterStoreFailsThePeerComesAgainAndTheOperatorHearsOfTheDouble() throws IOException {
    scene.ssd2.broken = true;
    Draft draft = scene.draft(HERE, THERE);
    Scene.write(draft, TEXT);
    BusyException busy = assertThrows(BusyException.class, draft::submit);
    assertEquals("451 qq write error or disk full (#4.3.0)", busy.reply().toString());
    Accepted doubled = only(scene.store);
    assertEquals(List.of(HERE), recipients(doubled), "may be doubled, is never lost");
    String warning = scene.events.of(MailEvent.Warning.class).getLast().text();
    assertTrue(warning.contains("message " + doubled.message() + " of queue 00"), warning);
    scene.ssd2.broken = false;
    submit(scene.draft(HERE, THERE));
    assertEquals(List.of(THERE), recipients(only(scene.ssd2)));
  }

  @Test
  void whatOneStoreSurelyRefusesIsWrittenIntoNone() throws IOException {
    scene.ssd2.maxRecipients = 1;
    for (int retry = 0; retry < 2; retry++) {
      Draft draft = scene.draft(HERE, THERE, "bob@two.test");
      Scene.write(draft, TEXT);
      assertEquals(new Receipt.Refused(Replies.TOO_MANY), draft.submit());
      assertEquals(List.of(), scene.store.appends, "nothing is doubled at each retry");
      assertEquals(List.of(), scene.ssd2.appends);
    }
    submit(scene.draft(HERE, THERE));
    only(scene.store);
    only(scene.ssd2);
  }

  @Test
  void whenTheFirstStoreFailsNothingIsQueuedAnywhere() throws IOException {
    scene.store.broken = true;
    Draft draft = scene.draft(HERE, THERE);
    assertThrows(BusyException.class, draft::submit);
    assertEquals(List.of(), scene.store.appends);
    assertEquals(List.of(), scene.ssd2.appends);
  }

  @Test
  void aStoreThatTakesNoneDefersItsRecipientsOnly() throws IOException {
    for (Verdict no :
        List.of(new Verdict.Refuse(Replies.NO_STORE), new Verdict.Refuse(Replies.NO_ROOM))) {
      scene.ssd2.failed = no.equals(new Verdict.Refuse(Replies.NO_STORE));
      scene.ssd2.full = !scene.ssd2.failed;
      Draft draft = scene.draft(HERE);
      assertEquals(no, draft.recipient(new Address(THERE)));
      assertEquals(List.of("00"), submit(draft).queues());
    }
    assertEquals(List.of(), scene.ssd2.appends);
  }

  @Test
  void aStoreThatIsNotHereDefersItsRecipientsAndNoOtherStoreGetsThem() throws IOException {
    scene.stores.remove(Scene.SSD2);
    Draft draft = scene.draft(HERE);
    Verdict later = draft.recipient(new Address(THERE));
    assertEquals(new Verdict.Refuse(Replies.LATER), later);
    String rule = scene.events.of(MailEvent.Refused.class).getLast().rule();
    assertTrue(rule.contains("store ssd2 is not running"), rule);
    assertEquals(List.of("00"), submit(draft).queues());
    assertEquals(List.of(HERE), recipients(only(scene.store)));
  }

  @Test
  void aStoreThatGoesBeforeTheEndDefersTheWholeMessage() throws IOException {
    ScriptedFilter filter = new ScriptedFilter();
    filter.onMessage = mail -> Verdict.pass(new Edit.AddRecipient(new Address(THERE)));
    scene.addInline("f", 0, filter);
    scene.stores.remove(Scene.SSD2);
    Draft draft = scene.draft(HERE);
    BusyException busy = assertThrows(BusyException.class, draft::submit);
    assertEquals(Replies.LATER, busy.reply());
    assertEquals(List.of(), scene.store.appends, "bodies are there before the first append");
  }

  @Test
  void withoutTheDefaultStoreTheOthersGoOn() throws IOException {
    scene.stores.remove(Scene.JOURNAL);
    assertEquals(List.of("02"), submit(scene.draft(THERE)).queues());
    try (Draft draft = scene.draft()) {
      assertEquals(new Verdict.Refuse(Replies.LATER), draft.recipient(new Address(HERE)));
      assertThrows(BusyException.class, draft::body);
    }
    scene.stores.remove(Scene.SSD2);
    BusyException busy =
        assertThrows(BusyException.class, () -> scene.door.begin(scene.stranger()));
    assertEquals(Replies.NO_STORE, busy.reply());
  }

  @Test
  void bouncesMayUseTheReserveOfEveryStoreThatTheyNeed() throws IOException {
    scene.store.full = true;
    scene.ssd2.full = true;
    Draft draft = scene.door.begin(Session.internal("b", Session.Origin.BOUNCE));
    draft.sender(Sender.NULL);
    draft.recipient(new Address(HERE));
    draft.recipient(new Address(THERE));
    assertEquals(List.of("00", "02"), submit(draft).queues());
    assertEquals(1, scene.store.fromReserve.get());
    assertEquals(1, scene.ssd2.fromReserve.get());
  }

  @Test
  void anInstanceThatChangesItsStoreWhileMailComesInGetsItInTheNewOne() throws IOException {
    Draft draft = scene.draft(THERE);
    Scene.write(draft, TEXT);
    scene.went("02");
    scene.configure("02", Map.of("id", "02", "domains", "two.test"));
    scene.came("02");
    assertEquals(List.of("02"), submit(draft).queues());
    assertWhole(only(scene.store));
    assertEquals(List.of(), scene.ssd2.appends);
  }
}
