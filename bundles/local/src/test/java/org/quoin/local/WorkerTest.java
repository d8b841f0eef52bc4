package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

/** Workers that are not what they should be. */
@Timeout(120)
class WorkerTest {
  private static final Worker.Limits LONG =
      new Worker.Limits(Duration.ofSeconds(60), Duration.ofSeconds(60));
  private static final String WHO = "uid 20001 gid 20002";
  private static final String HELLO = "echo quoin-worker 1; ";
  private static final String ANSWER = "K\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\n";
  private static final String DELIVERED = "printf '" + ANSWER + "'; ";

  @TempDir Path home;

  @Test
  void oneThatAnswersIsUsedAgain() throws Exception {
    Worker worker = worker(HELLO + DELIVERED + "cat >/dev/null");
    assertEquals(new Outcome.Delivered(""), deliver(worker, LONG).outcome());
    assertTrue(worker.isUsable());
    end(worker);
    assertFalse(worker.isUsable());
  }

  @Test
  void oneThatCannotStartSaysWhy() throws Exception {
    assertLater(
        "Unable to start a worker as " + WHO + ": setpriv: not permitted. (#4.3.0)",
        "echo setpriv: not permitted >&2");
    assertLater(
        "Unable to start a worker as " + WHO + ": it ended and said nothing. (#4.3.0)", "exit 3");
    assertLater(
        "Unable to start a worker as " + WHO + ": " + "a".repeat(300) + ". (#4.3.0)",
        "head -c 100000 /dev/zero | tr '\\0' a");
  }

  @Test
  void oneThatDiesAtAnyStepMakesMailWait() throws Exception {
    String dead = "Worker of " + WHO + " has died. (#4.3.0)";
    assertLater(dead, HELLO + "exit 0");
    assertLater(dead, HELLO + "head -c 1 >/dev/null");
    assertLater(dead, HELLO + "head -c 300 >/dev/null");
    assertLater(dead, HELLO + "printf K; head -c 1 >/dev/null");
    assertLater(dead, HELLO + "printf 'K\\0\\0\\0\\5abc'; head -c 1 >/dev/null");
  }

  @Test
  void oneThatTalksGarbageMakesMailWait() throws Exception {
    String garbage = "Worker of " + WHO + " talks garbage. (#4.3.0)";
    assertLater(garbage, HELLO + "head -c 100000 /dev/zero; cat >/dev/null");
    assertLater(garbage, HELLO + "echo quoin-worker 1; cat >/dev/null");
    assertLater(garbage, HELLO + "printf 'K\\177\\377\\377\\377'; cat >/dev/null");
  }

  @Test
  void oneThatSaysMoreThanItWasAskedIsNotUsedAgain() throws Exception {
    Worker worker = worker(HELLO + "printf '" + ANSWER + ANSWER + "'; cat >/dev/null");
    assertEquals(new Outcome.Delivered(""), deliver(worker, LONG).outcome());
    assertFalse(worker.isUsable());
    end(worker);
  }

  /** Also one that does not heed the end of its input, and its children. */
  @Test
  void oneThatHangsIsKilled() throws Exception {
    Worker.Limits limits = new Worker.Limits(LONG.start(), Duration.ofMillis(200));
    Worker worker = worker(HELLO + "sleep 960 & sleep 961");
    NotNow later = assertThrows(NotNow.class, () -> deliver(worker, limits));
    assertEquals(
        new Outcome.Later(
            Cause.TIMEOUT, "Worker of " + WHO + " killed, it took longer than 0 s. (#4.3.0)\n"),
        later.outcome());
    end(worker);
    assertEquals(
        0,
        ProcessHandle.current()
            .descendants()
            .filter(each -> each.info().commandLine().orElse("").contains("sleep 96"))
            .count());
  }

  @Test
  void oneThatNeverSaysHelloIsKilled() throws Exception {
    Worker.Limits limits = new Worker.Limits(Duration.ofMillis(200), LONG.delivery());
    Worker worker = worker("exec sleep 962");
    assertThrows(NotNow.class, () -> deliver(worker, limits));
    end(worker);
  }

  /** Its pipe is full then, and nobody reads. */
  @Test
  void oneThatDoesNotReadALargeMessageHoldsNobodyUp() throws Exception {
    Worker.Limits limits = new Worker.Limits(LONG.start(), Duration.ofMillis(300));
    Worker worker = worker(HELLO + "exec sleep 963");
    WorkerTask large = Tasks.task(home, new MemoryBody("x".repeat(1 << 20)));
    assertThrows(NotNow.class, () -> worker.deliver(large, limits));
    end(worker);
  }

  @Test
  void aMessageThatCannotBeReadIsNotTheWorkersFault() throws Exception {
    Worker worker = worker(HELLO + "cat >/dev/null");
    WorkerTask task = Tasks.task(home, new MemoryBody("x", false));
    assertThrows(NotNow.class, () -> worker.deliver(task, LONG));
    assertFalse(worker.isUsable());
    end(worker);
  }

  private void assertLater(String text, String script) throws Exception {
    Worker worker = worker(script);
    NotNow later = assertThrows(NotNow.class, () -> deliver(worker, LONG), script);
    assertEquals(new Outcome.Later(Cause.LOCAL_TROUBLE, text + "\n"), later.outcome());
    assertFalse(worker.isUsable());
    end(worker);
  }

  private WorkerAnswer deliver(Worker worker, Worker.Limits limits) throws Exception {
    return worker.deliver(Tasks.task(home, new MemoryBody("Subject: x\n\n")), limits);
  }

  private static Worker worker(String script) {
    return new Worker(ScriptedLauncher.JOE, new ScriptedLauncher(script));
  }

  private static void end(Worker worker) throws InterruptedException {
    CountDownLatch gone = new CountDownLatch(1);
    worker.end(gone::countDown);
    assertTrue(gone.await(60, TimeUnit.SECONDS));
  }
}
