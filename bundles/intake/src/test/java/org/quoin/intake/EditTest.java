package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Verdict;
import org.quoin.api.queue.QueueRecord;

/** What filters may change, and that those behind them see it changed. */
class EditTest {
  private static final Address JOE = new Address("joe@here.test");
  private static final Address BOB = new Address("bob@here.test");

  private final Scene scene = new Scene();
  private final ScriptedFilter editor = new ScriptedFilter();
  private final ScriptedFilter witness = new ScriptedFilter();
  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void addFilters() {
    scene.addInline("editor", 1, editor);
    scene.add("witness", 2, witness);
    witness.onMessage =
        mail -> {
          try (var in = mail.content().open()) {
            seen.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
          }
          return Verdict.PASS;
        };
  }

  @AfterEach
  void close() {
    scene.close();
    assertEquals(0, scene.store.open.size(), "every body writer is closed");
  }

  @Test
  void headersAreAddedOnTopAndTheBodyIsNotCopied() throws IOException {
    onMessage(new Edit.AddHeader("X-A", "1\n folded"), new Edit.AddHeader("X-B", "2"));
    QueueRecord.Accepted record = send("Subject: x\n\nhello\n");
    assertEquals("X-B: 2\nX-A: 1\n folded\nSubject: x\n\nhello\n", withoutReceived(record));
    assertEquals(List.of("X-B: 2\nX-A: 1\n folded\nSubject: x\n\nhello\n"), seen);
    assertEquals(18, record.content().body().size());
  }

  @Test
  void headersAreRemovedWhereverTheyStand() throws IOException {
    onMessage(new Edit.AddHeader("X-Spam", "new"), new Edit.RemoveHeader("x-sPAM"));
    String message = "X-Spam: a\n b\nX-Spammer: c\nX-SPAM : d\nSubject: x\n\nX-Spam: text\n";
    assertEquals("X-Spammer: c\nSubject: x\n\nX-Spam: text\n", withoutReceived(send(message)));
  }

  @Test
  void howeverOftenHeadersAreRemovedAtRcptTheBodyIsCopiedOnce() throws IOException {
    editor.onRecipient =
        address -> Verdict.pass(new Edit.RemoveHeader("X-Old"), new Edit.RemoveHeader("x-OLD2"));
    Draft draft = scene.draft("a@here.test", "b@here.test", "c@here.test");
    Scene.write(draft, "X-Old: 1\nx-old2: 2\nSubject: x\n\n");
    draft.submit();
    assertEquals(2, scene.store.created(), "what came in and one copy");
    assertEquals("Subject: x\n\n", withoutReceived(scene.store.appends.getFirst().getFirst()));
  }

  @Test
  void theBodyIsReplaced() throws IOException {
    onMessage(
        new Edit.ReplaceBody(
            out -> out.write("Subject: new\n\nnew\n".getBytes(StandardCharsets.ISO_8859_1))),
        new Edit.AddHeader("X-A", "1"));
    QueueRecord.Accepted record = send("Subject: old\n\nold\n");
    assertEquals("X-A: 1\nSubject: new\n\nnew\n", withoutReceived(record));
    assertEquals(record.message(), record.content().body().id());
    assertEquals(List.of("X-A: 1\nSubject: new\n\nnew\n"), seen);
  }

  @Test
  void senderAndRecipientsAreReplaced() throws IOException {
    onMessage(
        new Edit.ReplaceSender(new Sender("new@far.test")),
        new Edit.AddRecipient(BOB),
        new Edit.DropRecipient(JOE));
    QueueRecord.Accepted record = send("x\n");
    assertEquals(new Sender("new@far.test"), record.envelope().sender());
    assertEquals(List.of(BOB), record.envelope().recipients());
    assertTrue(witness.asked.contains("message new@far.test [bob@here.test]"));
  }

  @Test
  void aFilterChoosesTheQueue() throws IOException {
    onMessage(new Edit.ChooseQueue("01"));
    assertEquals("01", send("x\n").queue());
  }

  @Test
  void anAbsentQueueCannotBeChosen() throws IOException {
    editor.onRecipient = address -> Verdict.pass(new Edit.ChooseQueue("77"));
    try (Draft draft = scene.draft()) {
      assertEquals(new Verdict.Refuse(Replies.LATER), draft.recipient(JOE));
    }
  }

  @Test
  void aMessageLeftWithoutRecipientsIsDiscarded() throws IOException {
    onMessage(new Edit.DropRecipient(JOE));
    Draft draft = scene.draft(JOE.text());
    assertInstanceOf(Receipt.Discarded.class, draft.submit());
    assertEquals(List.of(), scene.store.appends);
    assertEquals(2, witness.asked.size(), "it is not asked about a message that nobody gets");
  }

  @Test
  void aReplacedRecipientIsWhatTheNextFilterSees() throws IOException {
    editor.onRecipient =
        address -> Verdict.pass(new Edit.DropRecipient(address), new Edit.AddRecipient(BOB));
    assertEquals(List.of(BOB), send("x\n").envelope().recipients());
    assertTrue(witness.asked.contains("recipient from@far.test bob@here.test"));
  }

  @Test
  void anAddedRecipientIsTheFiltersOwnDoing() throws IOException {
    editor.onRecipient = address -> Verdict.pass(new Edit.AddRecipient(BOB));
    assertEquals(List.of(JOE, BOB), send("x\n").envelope().recipients());
    assertTrue(witness.asked.contains("recipient from@far.test joe@here.test"));
    assertTrue(!witness.asked.contains("recipient from@far.test bob@here.test"));
  }

  @Test
  void aDroppedRecipientIsAcceptedAndForgotten() throws IOException {
    editor.onRecipient =
        address -> address.equals(JOE) ? Verdict.pass(new Edit.DropRecipient(JOE)) : Verdict.PASS;
    try (Draft draft = scene.draft()) {
      assertEquals(Verdict.PASS, draft.recipient(JOE));
      assertInstanceOf(Receipt.Discarded.class, draft.submit());
    }
  }

  @Test
  void editsAtTheSenderStageCountToo() throws IOException {
    editor.onSender =
        () ->
            Verdict.pass(
                new Edit.ReplaceSender(new Sender("new@far.test")),
                new Edit.AddHeader("X-A", "1"),
                new Edit.RemoveHeader("X-Old"),
                new Edit.AddRecipient(BOB));
    QueueRecord.Accepted record = send("X-Old: 1\nSubject: x\n\n");
    assertEquals(new Sender("new@far.test"), record.envelope().sender());
    assertEquals(List.of(BOB, JOE), record.envelope().recipients());
    assertEquals("X-A: 1\nSubject: x\n\n", withoutReceived(record));
    assertTrue(witness.asked.contains("sender new@far.test"));
  }

  @Test
  void aDiscardIsToldToNobodyButTheCaller() throws IOException {
    editor.onSender = () -> new Verdict.Discard("trap");
    try (Draft draft = scene.draft(JOE.text())) {
      Scene.write(draft, "hello\n");
      assertEquals(new Receipt.Discarded("trap"), draft.submit());
    }
    assertEquals(List.of(), scene.store.appends);
    assertEquals(List.of(), witness.asked);
  }

  @Test
  void aDiscardOfThePeerSwallowsAllItsMail() throws IOException {
    editor.onConnect = () -> new Verdict.Discard("tar pit");
    var session = Scene.newcomer();
    assertEquals(Verdict.PASS, scene.door.greet(session));
    try (Draft draft = scene.door.begin(session)) {
      assertEquals(Verdict.PASS, draft.sender(Sender.NULL));
      assertEquals(Verdict.PASS, draft.recipient(JOE));
      assertEquals(new Receipt.Discarded("tar pit"), draft.submit());
    }
  }

  @Test
  void aDiscardOfTheMessageQueuesNothing() throws IOException {
    editor.onMessage = mail -> new Verdict.Discard("virus");
    assertEquals(new Receipt.Discarded("virus"), scene.draft(JOE.text()).submit());
    assertEquals(List.of(), scene.store.appends);
  }

  @Test
  void aBodyCannotBeReplacedBeforeItIsThere() throws IOException {
    editor.onSender = () -> Verdict.pass(new Edit.ReplaceBody(out -> {}));
    assertSenderDeferred();
  }

  @ParameterizedTest
  @CsvSource({"'',x", "X Y,x", "X:,x", "X,'a\nb'", "X,'a\n'", "X,'a\rb'", "'X\n',x", "X,\u0100"})
  void aHeaderThatWouldBreakTheMessageIsAFault(String name, String value) throws IOException {
    editor.onSender = () -> Verdict.pass(new Edit.AddHeader(name, value));
    assertSenderDeferred();
  }

  private void assertSenderDeferred() throws IOException {
    try (Draft draft = scene.door.begin(scene.stranger())) {
      assertEquals(new Verdict.Refuse(Replies.LATER), draft.sender(Sender.NULL));
    }
    assertTrue(
        scene.events.of(MailEvent.Warning.class).getFirst().text().contains("filter editor"));
  }

  @Test
  void aRewriteThatFailsDefersTheMessage() throws IOException {
    onMessage(
        new Edit.ReplaceBody(
            out -> {
              out.write(1);
              throw new IOException("scanner died");
            }));
    assertEquals(new Receipt.Refused(Replies.LATER), scene.draft(JOE.text()).submit());
    assertEquals(List.of(), scene.store.appends);
  }

  private void onMessage(Edit... edits) {
    editor.onMessage = mail -> Verdict.pass(edits);
  }

  private QueueRecord.Accepted send(String text) throws IOException {
    Draft draft = scene.draft(JOE.text());
    Scene.write(draft, text);
    assertInstanceOf(Receipt.Queued.class, draft.submit());
    return scene.store.appends.getLast().getFirst();
  }

  private static String withoutReceived(QueueRecord.Accepted record) throws IOException {
    String text = FakeStore.text(record);
    return text.substring(text.indexOf('\n') + 1);
  }
}
