package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Verdict;
import org.quoin.api.queue.Envelope;

/** ESMTP parameters stay with their mail and recipient, whatever filters do to addresses. */
class KeptParametersTest {
  private static final Sender SUE = new Sender("sue@far.test");
  private static final Address JOE = new Address("joe@here.test");
  private static final Address ANN = new Address("ann@one.test");
  private static final Address BOB = new Address("bob@here.test");
  private static final Address EVE = new Address("eve@here.test");

  private final Scene scene = new Scene();
  private final ScriptedFilter editor = new ScriptedFilter();

  @AfterEach
  void close() {
    scene.close();
  }

  /** From sue for joe, who wants no bounce, and ann, of whom success is to be told. */
  private List<Envelope> send() throws IOException {
    scene.addInline("editor", 1, editor);
    try (Draft draft = scene.door.begin(scene.stranger())) {
      assertEquals(Verdict.PASS, draft.sender(SUE, new Parameters("RET=HDRS")));
      assertEquals(Verdict.PASS, draft.recipient(JOE, new Parameters("NOTIFY=NEVER")));
      assertEquals(Verdict.PASS, draft.recipient(ANN, new Parameters("NOTIFY=SUCCESS")));
      Scene.write(draft, "x\n");
      assertInstanceOf(Receipt.Queued.class, draft.submit());
    }
    return scene.store.appends.getLast().stream().map(record -> record.envelope()).toList();
  }

  /** Recipients of all parts of the mail, with what they have. */
  private static List<String> recipients(List<Envelope> parts) {
    return parts.stream()
        .flatMap(
            part ->
                Stream.iterate(0, i -> i < part.recipients().size(), i -> i + 1)
                    .map(i -> (part.recipients().get(i) + " " + part.parameters(i)).strip()))
        .toList();
  }

  @Test
  void eachPartOfAMailForSeveralQueuesHasItsOwn() throws IOException {
    List<Envelope> parts = send();
    assertEquals(2, parts.size());
    parts.forEach(part -> assertEquals("RET=HDRS", part.parameters().text()));
    assertEquals(
        List.of("joe@here.test NOTIFY=NEVER", "ann@one.test NOTIFY=SUCCESS"), recipients(parts));
  }

  @Test
  void aRecipientThatTakesAnothersPlaceAtRcptHasItsParameters() throws IOException {
    editor.onRecipient =
        address ->
            address.equals(JOE)
                ? Verdict.pass(
                    new Edit.DropRecipient(JOE),
                    new Edit.AddRecipient(BOB),
                    new Edit.AddRecipient(EVE))
                : Verdict.PASS;
    assertEquals(
        List.of("bob@here.test NOTIFY=NEVER", "eve@here.test", "ann@one.test NOTIFY=SUCCESS"),
        recipients(send()));
  }

  @Test
  void aRecipientThatTakesAnothersPlaceInTheMessageHasItsParameters() throws IOException {
    editor.onMessage =
        mail ->
            Verdict.pass(
                new Edit.ReplaceSender(new Sender("other@far.test")),
                new Edit.AddRecipient(BOB),
                new Edit.DropRecipient(ANN),
                new Edit.AddRecipient(EVE));
    List<Envelope> parts = send();
    assertEquals(
        List.of("joe@here.test NOTIFY=NEVER", "bob@here.test NOTIFY=SUCCESS", "eve@here.test"),
        recipients(parts));
    assertEquals("RET=HDRS", parts.getFirst().parameters().text());
  }

  @Test
  void aDroppedRecipientTakesItsParametersAlong() throws IOException {
    editor.onMessage = mail -> Verdict.pass(new Edit.DropRecipient(JOE));
    assertEquals(List.of("ann@one.test NOTIFY=SUCCESS"), recipients(send()));
  }

  @Test
  void longParametersTakeRoomAsAddressesDo() throws IOException {
    try (Draft draft = scene.door.begin(scene.stranger())) {
      draft.sender(SUE);
      Parameters longOnes = new Parameters("ORCPT=rfc822;" + "x".repeat(9000));
      assertEquals(Verdict.PASS, draft.recipient(JOE, longOnes));
      assertInstanceOf(Verdict.Refuse.class, draft.recipient(BOB, longOnes));
      assertEquals(Verdict.PASS, draft.recipient(BOB));
    }
    assertEquals(0, scene.room.takenBytes());
  }
}
