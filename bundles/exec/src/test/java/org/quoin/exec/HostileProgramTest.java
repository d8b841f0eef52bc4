package org.quoin.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.intake.Mail;

/** Programs that read nothing, write without end, hang, and fork. */
@Timeout(120)
class HostileProgramTest {
  private static final Mail LARGE = Workshop.mail("line\n".repeat(400_000));
  private static final String READ_ERROR = "451 qq read error (#4.3.0)";
  private static final String TIMEOUT = "451 qq timeout (#4.3.0)";

  @TempDir Path folder;

  @Test
  void oneThatReadsNothingHasNotTakenTheMail() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      assertEquals(READ_ERROR, shop.answer("exit 0\n"));
      assertEquals(READ_ERROR, Workshop.words(shop.verdict("program", LARGE)));
      assertEquals("554 mail server permanently rejected message (#5.3.0)", shop.answer("exit 31"));
    }
  }

  /** A pipe would hold the rest, so qmail would not see it. */
  @Test
  void oneThatLeavesALittleHasTakenTheMail() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      assertEquals("handed to program", shop.answer("read line\n"));
      assertEquals(READ_ERROR, Workshop.words(shop.verdict("program", LARGE)));
    }
  }

  @Test
  void oneThatIsKilledHasCrashed() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      assertEquals("451 qq crashed (#4.3.0)", shop.answer("cat >/dev/null; kill -9 $$\n"));
      assertEquals("451 qq crashed (#4.3.0)", shop.answer("cat >/dev/null; kill -9 0\n"));
    }
  }

  @Test
  void wordsAreCutWhateverIsWritten() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      String reply =
          shop.answer(
              """
              cat >/dev/null
              head -c 3000000 /dev/zero | tr '\\0' D >&6
              head -c 3000000 /dev/zero >&2
              exit 82
              """);
      assertEquals("554 " + "D".repeat(254), reply);
      assertEquals(List.of(), shop.papers());
    }
  }

  @Test
  void oneThatHangsIsKilledWithAllThatItStarted() throws Exception {
    try (Workshop shop = new Workshop(folder, 1, Duration.ofSeconds(2))) {
      String forks = "sleep 973 & (sleep 974; sleep 975) & echo $! $$ >pids; exec sleep 976\n";
      assertEquals(TIMEOUT, shop.answer(forks));
      List<String> pids = Arrays.asList(shop.file("pids").strip().split(" ", -1));
      for (String pid : pids) {
        ProcessHandle.of(Long.parseLong(pid))
            .ifPresent(each -> assertTrue(isEnding(each), () -> "process " + pid + " is left"));
      }
      assertEquals(List.of(), shop.papers());
      assertEquals(TIMEOUT, Workshop.words(shop.verdict("program", LARGE)), "its place is free");
    }
  }

  private static boolean isEnding(ProcessHandle process) {
    return process.onExit().orTimeout(30, TimeUnit.SECONDS).handle((p, e) -> e == null).join();
  }

  @Test
  void whatOneLeavesBehindIsNotWaitedFor() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      String leaves = "cat >/dev/null; sleep 977 <&0 >/dev/null & echo $! >pid\n";
      assertEquals("handed to program", shop.answer(leaves));
      long pid = Long.parseLong(shop.file("pid").strip());
      ProcessHandle left = ProcessHandle.of(pid).orElseThrow();
      assertTrue(left.isAlive());
      left.destroyForcibly();
    }
  }

  @Test
  void nobodyWaitsForAPlace() throws Exception {
    try (Workshop shop = new Workshop(folder, 1, Duration.ofSeconds(60))) {
      Path gate = shop.base.resolve("gate");
      Process made = new ProcessBuilder("mkfifo", gate.toString()).start();
      assertEquals(0, made.waitFor());
      shop.program("program", "cat >/dev/null; echo here >gate; read go <gate\n");
      CountDownLatch done = new CountDownLatch(1);
      FutureTask<String> first = new FutureTask<>(() -> Workshop.words(shop.verdict("program")));
      Thread thread = new Thread(() -> run(first, done));
      thread.start();
      assertEquals("here\n", Files.readString(gate)); // waits until it runs
      assertEquals(
          "451 mail server temporarily rejected message (#4.3.0)",
          Workshop.words(shop.verdict("program")));
      Files.writeString(gate, "go\n");
      assertTrue(done.await(30, TimeUnit.SECONDS));
      assertEquals("handed to program", first.get());
    }
  }

  private static void run(FutureTask<String> task, CountDownLatch done) {
    task.run();
    done.countDown();
  }
}
