package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.quoin.api.queue.QueueRecord;

/** Filters that come, go and fail at every moment: the answer is "later", never a wrong yes. */
class HotSwapTest {
  private static final Address JOE = new Address("joe@here.test");
  private static final Verdict LATER = new Verdict.Refuse(Replies.LATER);

  private final Scene scene = new Scene("guard");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void withoutARequiredFilterNoDraftBegins() {
    BusyException busy =
        assertThrows(BusyException.class, () -> scene.door.begin(scene.stranger()));
    assertEquals("451 mail server temporarily rejected message (#4.3.0)", busy.reply().toString());
    assertTrue(String.valueOf(busy.getMessage()).contains("guard"));
    assertTrue(scene.events.of(MailEvent.Warning.class).getFirst().text().contains("guard"));
  }

  @Test
  void aPeerGreetedWithoutARequiredFilterIsJudgedBeforeItsMail() throws IOException {
    Session peer = Scene.newcomer();
    assertEquals(Verdict.PASS, scene.door.greet(peer), "the peer may wait and see");
    ScriptedFilter guard = new ScriptedFilter();
    scene.add("guard", 0, guard);

    guard.onConnect = () -> Verdict.refuse(450, "come again");
    BusyException busy = assertThrows(BusyException.class, () -> scene.door.begin(peer));
    assertEquals("450 come again", busy.reply().toString());

    guard.onConnect = () -> Verdict.refuse(554, "go away");
    try (Draft draft = scene.door.begin(peer)) {
      assertEquals(Verdict.refuse(554, "go away"), draft.sender(Sender.NULL));
      assertThrows(IllegalStateException.class, () -> draft.recipient(JOE));
      assertThrows(IllegalStateException.class, draft::submit);
    }

    guard.onConnect = () -> Verdict.PASS;
    scene.door.begin(peer).close();
    scene.door.begin(peer).close();
    assertEquals(List.of("connect", "connect", "connect"), guard.asked, "once it has passed");
  }

  @Test
  void aPeerGreetedWhileTheIntakeWasAwayIsJudgedBeforeItsMail() throws IOException {
    ScriptedFilter guard = new ScriptedFilter();
    guard.onConnect = () -> new Verdict.Discard("tar pit");
    scene.add("guard", 0, guard);
    Session peer = Scene.newcomer();
    for (int message = 0; message < 2; message++) {
      try (Draft draft = scene.door.begin(peer)) {
        draft.sender(Sender.NULL);
        draft.recipient(JOE);
        assertEquals(new Receipt.Discarded("tar pit"), draft.submit());
      }
    }
    assertEquals(List.of("connect"), guard.asked);
  }

  @Test
  void aGreetedPeerIsNotJudgedTwiceAndOurOwnMailNever() throws IOException {
    ScriptedFilter guard = new ScriptedFilter();
    scene.add("guard", 0, guard);
    Session peer = Scene.newcomer();
    scene.door.greet(peer);
    scene.door.begin(peer).close();
    scene.door.begin(Session.internal("b", Session.Origin.BOUNCE)).close();
    assertEquals(List.of("connect"), guard.asked);
  }

  @Test
  void aFilterThatRefusesWithAYesIsLater() throws IOException {
    ScriptedFilter guard = new ScriptedFilter();
    guard.onMessage = mail -> Verdict.refuse(250, "taken");
    scene.add("guard", 0, guard);
    assertEquals(new Receipt.Refused(Replies.LATER), scene.draft(JOE.text()).submit());
  }

  @Test
  void aRequiredFilterThatComesLetsMailIn() throws IOException {
    scene.add("guard", 0, new ScriptedFilter());
    assertInstanceOf(Receipt.Queued.class, scene.draft(JOE.text()).submit());
  }

  @Test
  void aFilterThatGoesInMidDraftDefersWhatFollows() throws IOException {
    long guard = scene.add("guard", 0, new ScriptedFilter());
    try (Draft draft = scene.draft(JOE.text())) {
      scene.filters.remove(guard);
      assertEquals(LATER, draft.recipient(new Address("bob@here.test")));
      assertEquals(new Receipt.Refused(Replies.LATER), draft.submit());
    }
    assertEquals(List.of(), scene.store.appends);
  }

  @Test
  void aDraftKeepsTheFiltersThatItSawAtItsBeginning() throws IOException {
    scene.add("guard", 0, new ScriptedFilter());
    ScriptedFilter late = new ScriptedFilter();
    Draft draft = scene.draft(JOE.text());
    scene.add("late", 1, late);
    assertInstanceOf(Receipt.Queued.class, draft.submit());
    assertEquals(List.of(), late.asked);
    scene.draft(JOE.text()).submit();
    assertEquals(3, late.asked.size());
  }

  @Test
  void theNewOneBeforeTheOldOneLeavesNoGap() throws IOException {
    long old = scene.add("guard", 0, new ScriptedFilter());
    ScriptedFilter newer = new ScriptedFilter();
    scene.add("guard", 1, newer);
    scene.filters.remove(old);
    assertInstanceOf(Receipt.Queued.class, scene.draft(JOE.text()).submit());
    assertEquals(3, newer.asked.size());
  }

  @Test
  void removingAFilterWaitsForTheCallThatRunsInIt() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedFilter slow = new ScriptedFilter();
    slow.onMessage =
        mail -> {
          inside.countDown();
          Threads.await(go);
          return Verdict.PASS;
        };
    long guard = scene.add("guard", 0, slow);
    AtomicBoolean removed = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Receipt> receipt = threads.submit(() -> scene.draft(JOE.text()).submit());
      Threads.await(inside);
      Future<?> removal =
          threads.submit(
              () -> {
                scene.filters.remove(guard);
                removed.set(true);
              });
      Threads.awaitThat(() -> scene.filters.chain().missing(Session.Origin.NETWORK).isPresent());
      assertTrue(!removed.get());
      go.countDown();
      assertInstanceOf(Receipt.Queued.class, receipt.get(20, TimeUnit.SECONDS));
      removal.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void whateverAFilterThrowsIsLater() throws IOException {
    ScriptedFilter guard = new ScriptedFilter();
    scene.addInline("guard", 0, guard);
    for (Throwable thrown :
        List.of(
            new IOException("no scanner"),
            new IllegalStateException("bug"),
            new NoClassDefFoundError("swapped away"),
            new StackOverflowError())) {
      guard.onMessage =
          mail -> {
            if (thrown instanceof Error error) {
              throw error;
            }
            throw (Exception) thrown;
          };
      assertEquals(new Receipt.Refused(Replies.LATER), scene.draft(JOE.text()).submit());
      assertTrue(
          scene.events.of(MailEvent.Warning.class).getLast().text().contains("filter guard"));
    }
    assertEquals(4, scene.filters.chain().filters().getFirst().counts().failed());
  }

  @Test
  void noMailPassesUnfilteredWhileARequiredFilterIsSwapped() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger deferred = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        senders.add(threads.submit(() -> send(stop, sent, deferred)));
      }
      for (int round = 0; round < 200 || sent.get() == 0 || deferred.get() == 0; round++) {
        long guard = scene.add("guard", 0, new Stamping());
        int before = sent.get();
        Threads.awaitThat(() -> sent.get() > before);
        scene.filters.remove(guard);
      }
      stop.set(true);
      for (Future<?> sender : senders) {
        sender.get(20, TimeUnit.SECONDS);
      }
    }
    assertEquals(sent.get(), scene.store.appends.size());
    for (List<QueueRecord.Accepted> append : scene.store.appends) {
      assertTrue(append.getFirst().content().header().contains("X-Guard: seen\n"));
    }
    assertEquals(0, scene.store.open.size());
  }

  private void send(AtomicBoolean stop, AtomicInteger sent, AtomicInteger deferred) {
    while (!stop.get()) {
      try (Draft draft = scene.door.begin(scene.stranger())) {
        boolean taken =
            draft.sender(Sender.NULL).equals(Verdict.PASS)
                && draft.recipient(JOE).equals(Verdict.PASS)
                && draft.submit() instanceof Receipt.Queued;
        (taken ? sent : deferred).incrementAndGet();
      } catch (IOException busy) {
        deferred.incrementAndGet();
      }
    }
  }

  /** Marks what it has seen. */
  private static final class Stamping implements org.quoin.api.intake.MailFilter {
    @Override
    public Verdict message(Session session, org.quoin.api.intake.Mail mail) {
      return Verdict.pass(new org.quoin.api.intake.Edit.AddHeader("X-Guard", "seen"));
    }
  }
}
