package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.queue.MailQueue.Limit;

/** What the limits of one instance do to its mail, and not to that of others. */
class InstanceLimitsTest {
  private final Scene scene = new Scene();
  private final FakeQueue main = Objects.requireNonNull(scene.queues.get("00"));
  private final FakeQueue one = Objects.requireNonNull(scene.queues.get("01"));

  @AfterEach
  void close() {
    scene.close();
    assertEquals(0, scene.store.open.size());
  }

  @Test
  void aFullInstanceDefersItsRecipientsAndNoOthers() throws IOException {
    one.limit = Limit.MESSAGES;
    Draft draft = scene.draft();
    assertEquals(
        Verdict.refuse(452, "mail queue is full, try again later (#4.3.1)"),
        draft.recipient(new Address("a@one.test")));
    assertEquals(Verdict.PASS, draft.recipient(new Address("b@else.test")));
    assertEquals(List.of("00"), assertInstanceOf(Receipt.Queued.class, draft.submit()).queues());
    MailEvent.Refused event = scene.events.of(MailEvent.Refused.class).getFirst();
    assertEquals("limit.messages of queue 01:one", event.rule());
    assertEquals("a@one.test", event.recipient());
    assertEquals(List.of(), one.asked, "room is taken only where mail goes");
  }

  @Test
  void eachLimitNamesItself() throws IOException {
    one.limit = Limit.RATE;
    assertEquals(452, refused("a@one.test").reply().code());
    one.limit = Limit.BYTES;
    assertEquals(
        "mail queue is full, try again later (#4.3.1)", refused("a@one.test").reply().text());
    assertEquals(
        List.of("limit.rate of queue 01:one", "limit.bytes of queue 01:one"),
        scene.events.of(MailEvent.Refused.class).stream().map(MailEvent.Refused::rule).toList());
  }

  @Test
  void aLimitThatOthersHaveReachedFirstDefersTheMessageAndTakesNoRoomAnywhere() throws IOException {
    one.lateLimit = Limit.MESSAGES;
    Draft draft = scene.draft("b@else.test", "a@one.test");
    Receipt.Refused refused = assertInstanceOf(Receipt.Refused.class, draft.submit());
    assertEquals(Replies.QUEUE_FULL, refused.reply());
    assertEquals(List.of(), scene.store.appends);
    assertEquals("cancel 101", main.asked.getLast());
    assertEquals(1, one.asked.size(), "nothing was taken, so nothing is given back");
  }

  @Test
  void roomIsTakenForTheWholeMessageAndKeptOnceItIsAppended() throws IOException {
    Draft draft = scene.draft("a@one.test", "b@one.test");
    Scene.write(draft, "hello\n");
    draft.submit();
    long size = scene.store.appends.getFirst().getFirst().content().size();
    assertEquals(List.of("reserve 101 " + size), one.asked);
    assertEquals(List.of(), main.asked);
  }

  @Test
  void roomIsGivenBackIfTheStoreFails() throws IOException {
    Draft draft = scene.draft("a@one.test");
    scene.store.broken = true;
    assertThrows(BusyException.class, draft::submit);
    assertEquals("cancel 101", one.asked.getLast());
  }

  @Test
  void roomIsGivenBackIfTheStoreCannotTakeTheUnit() throws IOException {
    scene.store.maxRecipients = 1;
    assertInstanceOf(Receipt.Refused.class, scene.draft("a@one.test", "b@one.test").submit());
    assertEquals("cancel 101", one.asked.getLast());
  }

  @Test
  void aBounceIsToldApartFromOtherMail() throws IOException {
    one.limit = Limit.MESSAGES;
    Draft draft = scene.door.begin(Session.internal("b", Session.Origin.BOUNCE));
    draft.sender(Sender.NULL);
    assertEquals(Verdict.PASS, draft.recipient(new Address("a@one.test")));
    assertInstanceOf(Receipt.Queued.class, draft.submit());
    Draft forward = scene.door.begin(Session.internal("f", Session.Origin.DELIVERY));
    forward.sender(Sender.NULL);
    assertInstanceOf(Verdict.Refuse.class, forward.recipient(new Address("a@one.test")));
    forward.close();
  }

  @Test
  void aRefusedChangeOfSettingsTurnsNoMailAway() throws IOException {
    scene.inForce("01", "01", Map.of("alias", "one", "domains", "one.test", "state", "up"));
    scene.configure("01", Map.of("id", "01", "domains", "one..test", "state", "sideways"));
    Draft draft = scene.draft("a@one.test");
    assertEquals(List.of("01"), assertInstanceOf(Receipt.Queued.class, draft.submit()).queues());
  }

  private Verdict.Refuse refused(String recipient) throws IOException {
    try (Draft draft = scene.draft()) {
      return assertInstanceOf(Verdict.Refuse.class, draft.recipient(new Address(recipient)));
    }
  }
}
