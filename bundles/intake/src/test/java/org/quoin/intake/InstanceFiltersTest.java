package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** Filters that only the mail of some instance must pass: {@code own} is named by 01. */
class InstanceFiltersTest {
  private static final Address ONE = new Address("a@one.test");
  private static final Address ELSE = new Address("b@else.test");

  private final Scene scene = new Scene("guard");
  private final ScriptedFilter guard = new ScriptedFilter();
  private final ScriptedFilter own = new ScriptedFilter();

  InstanceFiltersTest() {
    scene.add("guard", 5, guard);
    names("own");
  }

  private void names(String filters) {
    scene.configure(
        "01", Map.of("id", "01", "alias", "one", "domains", "one.test", "filters", filters));
  }

  @AfterEach
  void close() {
    scene.close();
    assertEquals(0, scene.store.open.size());
  }

  @Test
  void theFilterOfAnInstanceIsAskedForItsMailAndForNoOther() throws IOException {
    scene.add("own", 0, own);
    scene.door.greet(Scene.newcomer());
    assertInstanceOf(Receipt.Queued.class, scene.draft(ELSE.text()).submit());
    assertEquals(List.of(), own.asked);
    assertInstanceOf(Receipt.Queued.class, scene.draft(ONE.text()).submit());
    assertEquals(
        List.of(
            "recipient " + new Sender("from@far.test") + " " + ONE,
            "message " + new Sender("from@far.test") + " " + List.of(ONE)),
        own.asked,
        "it is not known yet whose mail it is when a peer connects or names a sender");
    assertTrue(guard.asked.size() >= 5, "all mail passes the others");
  }

  @Test
  void whileItIsAbsentTheRecipientsOfItsInstanceWaitAndNoOthers() throws IOException {
    try (Draft draft = scene.draft()) {
      assertEquals(new Verdict.Refuse(Replies.LATER), draft.recipient(ONE));
      assertEquals(Verdict.PASS, draft.recipient(ELSE));
      assertInstanceOf(Receipt.Queued.class, draft.submit());
    }
    MailEvent.Refused event = scene.events.of(MailEvent.Refused.class).getFirst();
    assertEquals("filter own is not installed or not ready", event.rule());
  }

  @Test
  void aPeerThatNeedNotPassItNeedsItNotHere() throws IOException {
    Session session = Session.network("s2", "smtp", Scene.PEER, Map.of(FilterChain.SKIPPED, "own"));
    try (Draft draft = scene.door.begin(session)) {
      draft.sender(new Sender("from@far.test"));
      assertEquals(Verdict.PASS, draft.recipient(ONE), "though it is not even there");
      assertInstanceOf(Receipt.Queued.class, draft.submit());
    }
  }

  @Test
  void ifItFailsTheMessageWaits() throws IOException {
    own.onMessage =
        mail -> {
          throw new IOException("no scanner");
        };
    scene.add("own", 0, own);
    assertEquals(new Receipt.Refused(Replies.LATER), scene.draft(ONE.text()).submit());
    assertInstanceOf(Receipt.Queued.class, scene.draft(ELSE.text()).submit());
  }

  @Test
  void ifItGoesInMidDraftTheMessageWaits() throws IOException {
    long id = scene.add("own", 0, own);
    Draft draft = scene.draft(ONE.text());
    scene.filters.remove(id);
    assertEquals(new Receipt.Refused(Replies.LATER), draft.submit());
  }

  @Test
  void aRecipientOfAnInstanceWithOtherFiltersIsToBeSentSeparately() throws IOException {
    scene.add("own", 0, own);
    try (Draft draft = scene.draft(ONE.text())) {
      assertEquals(
          Verdict.refuse(452, "please send to this recipient separately (#4.5.3)"),
          draft.recipient(ELSE));
      assertInstanceOf(Receipt.Queued.class, draft.submit());
    }
    try (Draft draft = scene.draft(ELSE.text())) {
      assertEquals(new Verdict.Refuse(Replies.SEPARATELY), draft.recipient(ONE));
      assertInstanceOf(Receipt.Queued.class, draft.submit());
    }
    assertEquals(2, own.asked.size());
  }

  @Test
  void instancesThatNameTheSameFiltersShareAMessage() throws IOException {
    scene.add("own", 0, own);
    scene.configure("02", Map.of("id", "02", "domains", "two.test", "filters", "own"));
    scene.came("02");
    Receipt.Queued queued =
        assertInstanceOf(Receipt.Queued.class, scene.draft(ONE.text(), "c@two.test").submit());
    assertEquals(List.of("01", "02"), queued.queues());
  }

  @Test
  void aRecipientThatItRefusesDoesNotDecideForTheNext() throws IOException {
    own.onRecipient = address -> Verdict.refuse(550, "no");
    scene.add("own", 0, own);
    try (Draft draft = scene.draft()) {
      assertEquals(Verdict.refuse(550, "no"), draft.recipient(ONE));
      assertEquals(Verdict.PASS, draft.recipient(ELSE));
    }
  }

  @Test
  void aDomainThatMovesToAnInstanceMeanwhileDoesNotSlipPastItsFilters() throws IOException {
    scene.add("own", 0, own);
    Draft draft = scene.draft(ELSE.text());
    scene.configure("01", Map.of("id", "01", "domains", "one.test,else.test", "filters", "own"));
    assertEquals(new Receipt.Refused(Replies.LATER), draft.submit());
    assertEquals(List.of(), scene.store.appends);
    assertEquals(List.of(), own.asked);
    assertInstanceOf(Receipt.Queued.class, scene.draft(ELSE.text()).submit());
    assertEquals(2, own.asked.size(), "the next time it is asked");
  }

  @Test
  void whatAFilterChoosesIsItsOwnDoing() throws IOException {
    scene.add("own", 0, own);
    guard.onMessage = mail -> Verdict.pass(new Edit.ChooseQueue("01"));
    Receipt.Queued queued =
        assertInstanceOf(Receipt.Queued.class, scene.draft(ELSE.text()).submit());
    assertEquals(List.of("01"), queued.queues());
  }

  @Test
  void whatAllMailMustPassIsNobodysOwn() throws IOException {
    names("guard");
    try (Draft draft = scene.draft(ONE.text())) {
      assertEquals(Verdict.PASS, draft.recipient(ELSE));
    }
  }

  @Test
  void whatItAddsGoesAlongUnasked() throws IOException {
    own.onRecipient = address -> Verdict.pass(new Edit.AddRecipient(ELSE));
    scene.add("own", 0, own);
    Receipt.Queued queued =
        assertInstanceOf(Receipt.Queued.class, scene.draft(ONE.text()).submit());
    assertEquals(List.of("01", "00"), queued.queues());
  }

  @Test
  void aRecipientThatItMovesAwayFromItselfWaits() throws IOException {
    own.onRecipient =
        address -> Verdict.pass(new Edit.DropRecipient(ONE), new Edit.AddRecipient(ELSE));
    scene.add("own", 0, own);
    try (Draft draft = scene.draft()) {
      assertEquals(new Verdict.Refuse(Replies.LATER), draft.recipient(ONE));
    }
  }

  @Test
  void ofTheMessageFiltersAreAskedInTheOrderOfAll() throws IOException {
    ScriptedFilter last = new ScriptedFilter();
    own.onMessage = mail -> Verdict.pass(new Edit.AddHeader("X-Own", "1"));
    last.onMessage =
        mail -> {
          assertTrue(mail.content().header().contains("X-Own"));
          return Verdict.PASS;
        };
    scene.add("own", 0, own);
    scene.add("last", 9, last);
    assertInstanceOf(Receipt.Queued.class, scene.draft(ONE.text()).submit());
  }

  @Test
  void whatTheFilterOfOneInstanceSwallowsIsNotSwallowedForAnother() throws IOException {
    own.onRecipient = address -> new Verdict.Discard("spam trap");
    scene.add("own", 0, own);
    try (Draft draft = scene.draft()) {
      assertEquals(Verdict.PASS, draft.recipient(ONE));
      assertEquals(new Verdict.Refuse(Replies.SEPARATELY), draft.recipient(ELSE));
      assertEquals(Verdict.PASS, draft.recipient(ONE));
      assertInstanceOf(Receipt.Discarded.class, draft.submit());
    }
  }
}
