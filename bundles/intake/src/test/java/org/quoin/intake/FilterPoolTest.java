package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** On which threads filters run, and what becomes of those that do not come back. */
class FilterPoolTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final String JOE = "joe@here.test";

  @Test
  void inlineFiltersRunOnTheCallersThreadAndNeighboursShareAHandOff() throws IOException {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    try (Scene scene = new Scene()) {
      scene.addInline("a", 1, recording(threads));
      scene.add("b", 2, recording(threads));
      scene.add("c", 3, recording(threads));
      scene.addInline("d", 4, recording(threads));
      scene.draft(JOE).submit();
    }
    Thread me = Thread.currentThread();
    assertSame(me, threads.get(0));
    assertNotEquals(me, threads.get(1));
    assertSame(threads.get(1), threads.get(2));
    assertSame(me, threads.get(3));
    assertTrue(!threads.get(1).isVirtual());
  }

  @Test
  void aFilterThatDoesNotAnswerIsSetAsideAndNamed() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Scene scene = new Scene(1, SHORT)) {
      ScriptedFilter hung = hanging(go);
      scene.add("hung", 1, hung);
      assertEquals(new Receipt.Refused(Replies.LATER), scene.draft(JOE).submit());
      MailEvent.Alert alert = scene.events.of(MailEvent.Alert.class).getFirst();
      assertTrue(alert.text().contains("filter hung"), alert.text());
      assertEquals(1, scene.filters.stuckThreads());

      int asked = hung.asked.size();
      try (Draft draft = scene.door.begin(scene.stranger())) {
        assertEquals(new Verdict.Refuse(Replies.LATER), draft.sender(Sender.NULL));
      }
      assertEquals(asked, hung.asked.size(), "it is not called while it is set aside");

      go.countDown();
      Threads.awaitThat(() -> scene.filters.stuckThreads() == 0);
      hung.onMessage = mail -> Verdict.PASS;
      assertInstanceOf(Receipt.Queued.class, scene.draft(JOE).submit());
    }
  }

  @Test
  void aRequiredFilterThatIsSetAsideKeepsDraftsFromBeginning() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Scene scene = new Scene(1, SHORT, "hung")) {
      scene.add("hung", 1, hanging(go));
      scene.draft(JOE).submit();
      assertThrows(BusyException.class, () -> scene.door.begin(scene.stranger()));
      go.countDown();
      Threads.awaitThat(() -> scene.filters.stuckThreads() == 0);
      scene.door.begin(scene.stranger()).close();
    }
  }

  @Test
  void aFilterThatHangsWhenItsSessionIsEndedIsSetAsideToo() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    try (Scene scene = new Scene(1, Duration.ofSeconds(60));
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      ScriptedFilter hung = new ScriptedFilter();
      hung.onMessage =
          mail -> {
            inside.countDown();
            Threads.awaitStubbornly(go);
            return Verdict.PASS;
          };
      long id = scene.add("hung", 1, hung);
      Draft draft = scene.draft(JOE);
      Future<Receipt> receipt = threads.submit(draft::submit);
      Threads.await(inside);
      threads.shutdownNow();
      assertEquals(new Receipt.Refused(Replies.LATER), receipt.get(20, TimeUnit.SECONDS));
      assertEquals(1, scene.filters.stuckThreads());
      forget(scene, id);

      scene.add("good", 1, new ScriptedFilter());
      assertInstanceOf(Receipt.Queued.class, scene.draft(JOE).submit(), "on the spare thread");
      go.countDown();
      Threads.awaitThat(() -> scene.filters.stuckThreads() == 0);
    }
  }

  @Test
  void whatHasEndedIsNotGivenUp() {
    Filter filter =
        new Filter(
            new Tag("f", 0, 1, "test"),
            new Calling(true, Set.of()),
            new ScriptedFilter(),
            new Announcer(FakeEvents::new));
    HandOff<Session> work = new HandOff<>(List.of(filter), new ConnectStage(), Scene.newcomer());
    work.run();
    assertTrue(work.end().isEmpty());
    work.giveUp();
    assertTrue(!work.giveUpAfter(0) && work.late().isEmpty());
  }

  @Test
  void aFilterThatGivesUpWhenInterruptedComesBackByItself() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (Scene scene = new Scene(1, SHORT)) {
      ScriptedFilter polite = new ScriptedFilter();
      polite.onMessage =
          mail -> {
            if (!never.await(20, TimeUnit.SECONDS)) {
              throw new AssertionError("not interrupted");
            }
            return Verdict.PASS;
          };
      scene.add("polite", 1, polite);
      assertEquals(new Receipt.Refused(Replies.LATER), scene.draft(JOE).submit());
      Threads.awaitThat(() -> scene.filters.stuckThreads() == 0);
      polite.onMessage = mail -> Verdict.PASS;
      assertInstanceOf(Receipt.Queued.class, scene.draft(JOE).submit());
    }
  }

  @Test
  void threadsThatAreLostAreReplacedAsOftenAsThereAreSpares() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Scene scene = new Scene(1, SHORT)) {
      long first = scene.add("hung1", 1, hanging(go));
      scene.draft(JOE).submit();
      assertEquals(1, scene.filters.stuckThreads());
      forget(scene, first);

      long second = scene.add("hung2", 1, hanging(go));
      assertEquals(new Receipt.Refused(Replies.LATER), scene.draft(JOE).submit());
      assertEquals(2, scene.filters.stuckThreads());
      forget(scene, second);

      scene.add("good", 1, new ScriptedFilter());
      try (Draft draft = scene.door.begin(scene.stranger())) {
        assertEquals(new Verdict.Refuse(Replies.LATER), draft.sender(Sender.NULL));
      }
      go.countDown();
      Threads.awaitThat(() -> scene.filters.stuckThreads() == 0);
      assertInstanceOf(Receipt.Queued.class, scene.draft(JOE).submit());
    }
  }

  @Test
  void waitingForAThreadIsNoFiltersFault() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Scene scene = new Scene(1, Duration.ofSeconds(2));
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      ScriptedFilter busy = new ScriptedFilter();
      busy.onMessage =
          mail -> {
            inside.countDown();
            Threads.await(go);
            return Verdict.PASS;
          };
      scene.add("busy", 1, busy);
      Draft first = scene.draft(JOE);
      Draft second = scene.draft(JOE);
      Future<Receipt> running = threads.submit(first::submit);
      Threads.await(inside);
      Thread.currentThread().interrupt();
      assertEquals(new Receipt.Refused(Replies.LATER), second.submit());
      assertTrue(Thread.interrupted(), "the interrupt is kept for the caller");
      go.countDown();
      assertInstanceOf(Receipt.Queued.class, running.get(20, TimeUnit.SECONDS));
      assertEquals(List.of(), scene.events.of(MailEvent.Alert.class));
    }
  }

  @Test
  void whatALateFilterStillWritesIsThrownAway() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (Scene scene = new Scene(1, SHORT)) {
      ScriptedFilter late = new ScriptedFilter();
      late.onMessage =
          mail ->
              Verdict.pass(
                  new Edit.ReplaceBody(
                      out -> {
                        out.write('a');
                        Threads.awaitStubbornly(go);
                        try {
                          out.write('b');
                        } finally {
                          stopped.countDown();
                        }
                      }));
      scene.add("late", 1, late);
      assertEquals(new Receipt.Refused(Replies.LATER), scene.draft(JOE).submit());
      assertEquals(1, scene.store.open.size());
      go.countDown();
      Threads.await(stopped);
      Threads.awaitThat(() -> scene.store.open.isEmpty());
      assertEquals(List.of(), scene.store.appends);
    }
  }

  @Test
  void aClosedPoolMeansLater() throws IOException {
    Scene scene = new Scene();
    scene.add("f", 1, new ScriptedFilter());
    Draft draft = scene.door.begin(scene.stranger());
    scene.close();
    assertEquals(new Verdict.Refuse(Replies.LATER), draft.sender(Sender.NULL));
    draft.close();
  }

  /** Takes a filter away whose call will not end, without the usual wait for it. */
  private static void forget(Scene scene, long filter) {
    Thread.currentThread().interrupt();
    scene.filters.remove(filter);
    assertTrue(Thread.interrupted());
  }

  private static ScriptedFilter hanging(CountDownLatch go) {
    ScriptedFilter filter = new ScriptedFilter();
    filter.onMessage =
        mail -> {
          Threads.awaitStubbornly(go);
          return Verdict.PASS;
        };
    return filter;
  }

  private static MailFilter recording(List<Thread> threads) {
    return new MailFilter() {
      @Override
      public Verdict recipient(Session session, Sender sender, Address recipient) {
        threads.add(Thread.currentThread());
        return Verdict.PASS;
      }
    };
  }
}
