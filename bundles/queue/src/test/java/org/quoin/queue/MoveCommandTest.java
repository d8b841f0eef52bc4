package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueStore;

/** {@code queue:move} as typed. */
class MoveCommandTest {
  @TempDir Path etc;
  private ShellRig shell;
  private FleetRig rig;

  @BeforeEach
  void start() throws Exception {
    shell = new ShellRig(etc);
    rig = shell.rig;
    shell.say("qmq:create 01:one --state held");
    shell.say("qmq:create 99:backup --state held");
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void whatIsSelectedIsShownFirstAndThenMoved() throws Exception {
    long first = shell.accept("01", "ann@far.test");
    shell.accept("01", "ann@other.test");
    String dry = shell.say("queue:move --domain far.test --to 99 --dry-run");
    assertTrue(dry.contains("ann@far.test") && !dry.contains("ann@other.test"), dry);
    assertTrue(dry.endsWith("1 message would be moved to 99\n"), dry);
    assertTrue(rig.around.store.holds("01", first));
    assertEquals("1 message moved to 99\n", shell.say("queue:move --domain far.test --to 99"));
    assertEquals(1, rig.queue("01").size());
    assertEquals(1, rig.queue("99").size());
    assertEquals(
        "0 messages moved to 99\n",
        shell.say("queue:move --domain far.test --to 99"),
        "what is there stays there");
  }

  @Test
  void envelopeBirthBodyAndHoldStayAndItIsOneAppend() throws Exception {
    long number = shell.accept("01", "done@here.test", "open@far.test", "failed@far.test");
    var later = new Outcome.Later(Cause.MISSING_PLUGIN, "no smtp");
    Instant since = Instant.parse("2026-01-01T00:00:00Z");
    rig.around.store.note(
        List.of(
            new QueueRecord.Settled("01", number, 0, false, ""),
            Facts.deferred("01", number, 1, since, later),
            new QueueRecord.Settled("01", number, 2, true, "no\n")));
    rig.fleet.pause("01");
    rig.fleet.resume("01");
    rig.untilUp("01");
    Accepted before = rig.around.store.held("01").getFirst();
    shell.say("queue:hold " + number);
    int size = rig.around.store.log().size();
    shell.say("queue:move " + number + " --to 99");
    Accepted after = rig.around.store.held("99").getFirst();
    assertEquals(before.birth(), after.birth());
    assertEquals(before.envelope().sender(), after.envelope().sender());
    assertEquals(before.content(), after.content());
    assertEquals(
        List.of("open@far.test", "failed@far.test"),
        after.envelope().recipients().stream().map(Object::toString).toList());
    assertEquals(size + 5, rig.around.store.log().size());
    Message live = rig.queue("99").message(after.message()).orElseThrow();
    assertTrue(live.isHeld());
    assertEquals(1, live.open());
    assertTrue(live.recipients().getLast().hasFailed(), "it bounces there, once");
    QueueStore.Stored stored = rig.around.store.find("99", after.message()).orElseThrow();
    assertEquals("no\n", History.of(stored).failed().getFirst().text());
    assertTrue(live.recipients().getFirst().standing().isMissing());
    assertFalse(rig.around.store.holds("01", number));
  }

  @Test
  void whatIsBeingTriedIsNamedAndStays() throws Exception {
    CountDownLatch trying = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    rig.around.local(
        delivery -> {
          trying.countDown();
          awaitOrFail(mayEnd);
          return new Outcome.Later(Cause.ANSWER, "busy\n");
        });
    long number = shell.accept("00", "joe@here.test");
    awaitOrFail(trying);
    String refusal = shell.refusal("queue:move --queue 00 --all --to 99");
    assertTrue(refusal.startsWith("0 done; being tried now"), refusal);
    assertTrue(refusal.endsWith("[" + number + "]"), refusal);
    mayEnd.countDown();
    assertTrue(rig.idle());
    assertEquals("1 message moved to 99\n", shell.say("queue:move " + number + " --to 99"));
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void moveThatCannotBeNotedChangesNothing() throws Exception {
    shell.accept("01", "ann@far.test");
    rig.around.store.breakDown(true);
    assertTrue(shell.refusal("queue:move --all --to 99").contains("the disk has failed"));
    rig.around.store.breakDown(false);
    assertEquals(1, rig.queue("01").size());
    assertEquals(0, rig.queue("99").size());
    shell.say("queue:move --all --to 99");
    assertEquals(1, rig.queue("99").size());
  }

  @Test
  void everythingIsNeverMeantBySayingNothingAndTheTargetMustBeThere() throws IOException {
    shell.accept("01", "ann@far.test");
    assertTrue(shell.refusal("queue:move --to 99").contains("say which messages"));
    assertEquals("say where to: --to ID", shell.refusal("queue:move --all"));
    assertEquals("there is no queue 77", shell.refusal("queue:move --all --to 77"));
  }

  @Test
  void moveGoesIntoAnotherStoreToo() throws Exception {
    FakeStore fast = fastStore();
    shell.accept("01", "ann@far.test");
    assertEquals("1 message moved to 03\n", shell.say("queue:move --all --to 03"));
    assertEquals(0, rig.queue("01").size());
    assertEquals(List.of(), rig.around.store.held("01"));
    assertEquals(1, fast.held("03").size());
    assertEquals(List.of(), rig.queue("03").held());
  }

  private FakeStore fastStore() throws Exception {
    FakeStore fast = new FakeStore();
    rig.around.stores.add(fast, Rig.named("fast"));
    shell.say("qmq:create 03:three --state held store=fast");
    return fast;
  }

  @Test
  void movesInBothDirectionsAtOnceDoNotWaitForEachOther() throws Exception {
    FakeStore fast = fastStore();
    for (int i = 0; i < 200; i++) {
      shell.accept("01", "ann@far.test");
      fast.accept("03", Instant.EPOCH, "sue@far.test", Rig.BODY, "bob@far.test");
    }
    List<Thread> movers = List.of(mover("01", "03"), mover("03", "01"));
    for (Thread mover : movers) {
      assertTrue(mover.join(FleetRig.LIMIT), "they wait for each other");
    }
    assertEquals(400, rig.queue("01").size() + rig.queue("03").size());
    assertEquals(0, rig.queue("01").held().size() + rig.queue("03").held().size());
  }

  private Thread mover(String from, String to) {
    Deed.Move move = new Deed.Move(rig.queue(to));
    List<Long> numbers = rig.queue(from).numbers();
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                for (long number : numbers) {
                  move.to(rig.queue(from), number);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
