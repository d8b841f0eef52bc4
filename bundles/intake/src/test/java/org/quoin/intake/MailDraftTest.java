package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

/** What a draft promises to who writes it. */
class MailDraftTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
    assertEquals(0, scene.store.open.size(), "every body writer is closed");
    assertEquals(0, scene.room.takenBytes(), "all room is given back");
  }

  @Test
  void aMessageIsQueuedWithTheReceivedLineOnTop() throws IOException {
    Draft draft = scene.draft("joe@here.test");
    Scene.write(draft, "Subject: x\n\nhello\n");
    Receipt.Queued queued = assertInstanceOf(Receipt.Queued.class, draft.submit());
    QueueRecord.Accepted record = scene.store.appends.getFirst().getFirst();
    assertEquals(List.of("00"), queued.queues());
    assertEquals(queued.message(), record.message());
    assertEquals(Scene.NOW, record.birth());
    assertEquals(new Sender("from@far.test"), record.envelope().sender());
    assertEquals(List.of(new Address("joe@here.test")), record.envelope().recipients());
    assertEquals(
        "Received: (qmail "
            + queued.message()
            + " invoked from network); 5 Feb 2001 09:08:07 -0000\nSubject: x\n\nhello\n",
        FakeStore.text(record));
  }

  @Test
  void theBodyMayComeBeforeTheEnvelope() throws IOException {
    try (Draft draft = scene.door.begin(scene.stranger())) {
      Scene.write(draft, "hello\n");
      draft.sender(Sender.NULL);
      draft.recipient(new Address("joe@here.test"));
      assertInstanceOf(Receipt.Queued.class, draft.submit());
    }
    assertTrue(FakeStore.text(scene.store.appends.getFirst().getFirst()).endsWith("\nhello\n"));
  }

  @Test
  void aMessageWithoutABodyIsEmpty() throws IOException {
    assertInstanceOf(Receipt.Queued.class, scene.draft("joe@here.test").submit());
    assertEquals(0, scene.store.appends.getFirst().getFirst().content().body().size());
  }

  @Test
  void theSameRecipientTwiceIsTwoRecipients() throws IOException {
    scene.draft("joe@here.test", "joe@here.test").submit();
    assertEquals(2, scene.store.appends.getFirst().getFirst().envelope().recipients().size());
  }

  @Test
  void closingADraftLeavesNoTrace() throws IOException {
    Draft draft = scene.draft("joe@here.test");
    Scene.write(draft, "hello\n");
    draft.close();
    draft.close();
    assertEquals(List.of(), scene.store.appends);
    assertThrows(IllegalStateException.class, draft::submit);
    assertThrows(IllegalStateException.class, draft::body);
    assertThrows(IllegalStateException.class, () -> draft.recipient(new Address("a@b.test")));
  }

  @Test
  void aDraftIsSubmittedOnce() throws IOException {
    Draft draft = scene.draft("joe@here.test");
    draft.submit();
    assertThrows(IllegalStateException.class, draft::submit);
    assertEquals(1, scene.store.appends.size());
  }

  @Test
  void senderAndRecipientMustBeThere() throws IOException {
    try (Draft draft = scene.door.begin(scene.stranger())) {
      assertThrows(IllegalStateException.class, draft::submit);
      assertThrows(IllegalStateException.class, () -> draft.recipient(new Address("a@b.test")));
      draft.sender(Sender.NULL);
      assertThrows(IllegalStateException.class, () -> draft.sender(Sender.NULL));
      assertThrows(IllegalStateException.class, draft::submit);
    }
  }

  @Test
  void aRefusedSenderMayBeNamedAnew() throws IOException {
    ScriptedFilter filter = new ScriptedFilter();
    filter.onSender = () -> Verdict.refuse(553, "no");
    scene.addInline("f", 0, filter);
    try (Draft draft = scene.door.begin(scene.stranger())) {
      assertEquals(Verdict.refuse(553, "no"), draft.sender(new Sender("a@b.test")));
      filter.onSender = () -> Verdict.PASS;
      assertEquals(Verdict.PASS, draft.sender(new Sender("c@d.test")));
    }
    MailEvent.Refused event = scene.events.of(MailEvent.Refused.class).getFirst();
    assertEquals("f", event.rule());
    assertEquals("192.0.2.7", event.speaker().ip());
  }

  @Test
  void aRefusedRecipientIsNotOne() throws IOException {
    ScriptedFilter filter = new ScriptedFilter();
    filter.onRecipient =
        address -> address.text().startsWith("bad") ? Verdict.refuse(553, "no") : Verdict.PASS;
    scene.addInline("f", 0, filter);
    scene.draft("bad@here.test", "good@here.test").submit();
    assertEquals(
        List.of(new Address("good@here.test")),
        scene.store.appends.getFirst().getFirst().envelope().recipients());
    try (Draft draft = scene.draft("bad@here.test")) {
      assertThrows(IllegalStateException.class, draft::submit);
    }
  }

  @Test
  void theEmptyRecipientIsRefusedAsARecipient() throws IOException {
    ScriptedFilter filter = new ScriptedFilter();
    filter.onRecipient = address -> Verdict.refuse(553, "no");
    scene.addInline("f", 0, filter);
    try (Draft draft = scene.door.begin(scene.stranger())) {
      draft.sender(Sender.NULL);
      draft.recipient(new Address(""));
    }
    MailEvent.Refused event = scene.events.of(MailEvent.Refused.class).getFirst();
    assertEquals(MailEvent.Stage.RECIPIENT, event.stage());
    assertEquals("", event.recipient());
  }

  @Test
  void aStoreThatIsShortOfRoomRefusesTheRecipientWith452() throws IOException {
    scene.store.full = true;
    try (Draft draft = scene.draft()) {
      Verdict verdict = draft.recipient(new Address("joe@here.test"));
      assertEquals(Verdict.refuse(452, "mail system full, try again later (#4.3.1)"), verdict);
      BusyException busy = assertThrows(BusyException.class, draft::body);
      assertEquals(452, busy.reply().code());
      assertThrows(IllegalStateException.class, draft::submit);
    }
    assertTrue(scene.events.of(MailEvent.Refused.class).getFirst().rule().contains("short of"));
  }

  @Test
  void aStoreThatHasFailedRefusesTheRecipientForNow() throws IOException {
    scene.store.failed = true;
    try (Draft draft = scene.draft()) {
      Verdict verdict = draft.recipient(new Address("joe@here.test"));
      assertEquals(Verdict.refuse(451, "qq trouble creating files in queue (#4.3.0)"), verdict);
      BusyException busy = assertThrows(BusyException.class, draft::body);
      assertEquals("451 qq trouble creating files in queue (#4.3.0)", busy.reply().toString());
    }
  }

  @Test
  void aFullStoreStillTakesOurOwnBounces() throws IOException {
    scene.store.full = true;
    Session ours = Session.internal("bounce", Session.Origin.BOUNCE);
    try (Draft draft = scene.door.begin(ours)) {
      draft.sender(Sender.NULL);
      draft.recipient(new Address("joe@here.test"));
      assertInstanceOf(Receipt.Queued.class, draft.submit());
    }
    assertEquals(1, scene.store.fromReserve.get());
  }

  @Test
  void aFailedAppendQueuesNothing() throws IOException {
    scene.store.broken = true;
    Draft draft = scene.draft("joe@here.test");
    BusyException busy = assertThrows(BusyException.class, draft::submit);
    assertEquals("451 qq write error or disk full (#4.3.0)", busy.reply().toString());
    assertEquals(List.of(), scene.store.appends);
  }

  @Test
  void anEnvelopeThatTheStoreCannotTakeIsNotLostForGood() throws IOException {
    scene.store.maxRecipients = 1;
    Draft draft = scene.draft("joe@here.test", "bob@here.test");
    Receipt.Refused refused = assertInstanceOf(Receipt.Refused.class, draft.submit());
    assertEquals(452, refused.reply().code());
  }

  @Test
  void recipientsHaveALimitTogether() throws IOException {
    try (Draft draft = scene.draft()) {
      int accepted = 0;
      while (draft.recipient(new Address("x".repeat(90) + "@here.test")).equals(Verdict.PASS)) {
        accepted++;
      }
      assertEquals(10_000 / (64 + 100), accepted);
      assertEquals(
          Verdict.refuse(452, "too many recipients (#4.5.3)"),
          draft.recipient(new Address("x".repeat(90) + "@here.test")));
      assertInstanceOf(Receipt.Queued.class, draft.submit());
    }
  }

  @Test
  void allOpenDraftsHaveALimitTogether() throws IOException {
    List<Draft> drafts = new ArrayList<>();
    Address large = new Address("x".repeat(8000) + "@here.test");
    for (int i = 0; i < 3; i++) {
      drafts.add(scene.draft(large.text()));
    }
    try (Draft late = scene.draft()) {
      assertEquals(new Verdict.Refuse(Replies.TOO_MANY), late.recipient(large));
      drafts.getFirst().close();
      drafts.getFirst().close();
      assertEquals(Verdict.PASS, late.recipient(large));
    }
    assertInstanceOf(Receipt.Queued.class, drafts.get(1).submit());
    drafts.get(2).close();
    assertEquals(0, scene.room.takenBytes());
  }

  @Test
  void whatFiltersAddCountsToo() throws IOException {
    ScriptedFilter filter = new ScriptedFilter();
    filter.onSender = () -> Verdict.pass(new Edit.AddHeader("X-Large", "x".repeat(10_000)));
    filter.onRecipient =
        address -> Verdict.pass(new Edit.AddRecipient(new Address("x".repeat(10_000))));
    scene.addInline("f", 0, filter);
    try (Draft draft = scene.door.begin(scene.stranger())) {
      assertEquals(new Verdict.Refuse(Replies.TOO_MANY), draft.sender(Sender.NULL));
      filter.onSender = () -> Verdict.PASS;
      assertEquals(Verdict.PASS, draft.sender(Sender.NULL));
      assertEquals(new Verdict.Refuse(Replies.TOO_MANY), draft.recipient(new Address("a@b.test")));
      assertThrows(IllegalStateException.class, draft::submit);
    }
    assertEquals(0, scene.room.takenBytes());
  }

  @Test
  void internalMailSaysWhereItComesFrom() throws IOException {
    assertEquals("for bounce", invoked(Session.Origin.BOUNCE));
    assertEquals("by uid 1000", invoked(Session.Origin.DELIVERY));
  }

  private String invoked(Session.Origin origin) throws IOException {
    Draft draft = scene.door.begin(Session.internal("i", origin));
    draft.sender(Sender.NULL);
    draft.recipient(new Address("joe@here.test"));
    draft.submit();
    String header = scene.store.appends.getLast().getFirst().content().header();
    return header.substring(header.indexOf("invoked ") + 8, header.indexOf(");"));
  }
}
