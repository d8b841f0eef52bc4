package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

@Timeout(120)
class ProgramsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Map<String, String> INHERITED = Map.of("PATH", System.getenv("PATH"));

  private static final Programs.Limits LIMITS = new Programs.Limits(1, LONG, LONG);
  private static final int MOST_LEFT = 2;

  @TempDir Path home;
  private Path message;

  @BeforeEach
  void writeMessage() throws Exception {
    message = home.resolve("message");
    Files.writeString(message, "one\ntwo\n");
    mkfifo("started");
  }

  @AfterEach
  void killWhatIsLeft() {
    new HomeProcesses(home).kill();
  }

  @Test
  void aProgramReadsTheMessageAndItsOutputIsKept() throws Exception {
    assertEquals(
        new ProgramEnd(0, "one\ntwo\nerr\n" + home.toRealPath() + "\n0077\n"),
        run("cat; echo err >&2; pwd -P; umask"));
    assertEquals(new ProgramEnd(7, ""), run("exit 7"));
    assertEquals(new ProgramEnd(0, "one\n"), run("head -n 1"));
  }

  /** What shells add of their own is left out. */
  @Test
  void itGetsTheVariablesAndNothingElse() throws Exception {
    String names = "env | sed 's/=.*//' | grep -vxE '_|PWD|OLDPWD|SHLVL' | sort | tr '\\n' ' '";
    assertEquals("EXT PATH ", run(names, Map.of("EXT", "a")).output());
  }

  /** Also as the C locale would have it: nothing depends on the platform's character set. */
  @Test
  void everyByteArrivesInVariablesAndInTheCommand() throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = 1; c <= 255; c++) {
      all.append(c);
    }
    all.append("\n\n");
    assertEquals(all.toString(), run("printf %s \"$X\"", Map.of("X", all.toString())).output());
    String quoted = all.toString().replace("'", "'\\''");
    assertEquals(all.toString(), run("printf %s '" + quoted + "'").output());
  }

  @Test
  void anEmptyCommandIsDone() throws Exception {
    assertEquals(new ProgramEnd(0, ""), run(""));
  }

  @Test
  void itHasNoDescriptorsButThree() throws Exception {
    try (var open = Files.newInputStream(message)) {
      assertEquals('o', open.read());
      String seen = run("cd /proc/$$/fd; for fd in *; do test -e $fd && echo $fd; done").output();
      assertEquals("0\n1\n2\n", seen);
    }
  }

  @Test
  void aProgramThatDoesNotReadIsNotWaitedFor() throws Exception {
    Files.write(message, new byte[10_000_000]);
    assertEquals(new ProgramEnd(0, "ok\n"), run("echo ok"));
  }

  @Test
  void ofMuchOutputTheBeginningIsKept() throws Exception {
    ProgramEnd end = run("head -c 1000000000 /dev/zero | tr '\\0' x; exit 5");
    assertEquals(new ProgramEnd(5, "x".repeat(Transcript.MOST_BYTES)), end);
  }

  @Test
  void aSignalIsACrash() throws Exception {
    assertEquals(ProgramEnd.Meaning.CRASHED, run("kill -9 $$").meaning());
    assertEquals(ProgramEnd.Meaning.LATER, run("exit 128").meaning());
    assertEquals(ProgramEnd.Meaning.LATER, run("exit 255").meaning());
  }

  @Test
  void aProgramThatTakesTooLongIsKilledWithItsChildren() throws Exception {
    Programs programs = programs(1, Duration.ofSeconds(5), LONG);
    CompletableFuture<String> alive = holders();
    String command = "exec 3>alive; (sleep 987 &); sleep 986 & (setsid sleep 985 & wait)";
    NotNow late = assertThrows(NotNow.class, () -> run(programs, command));
    assertEquals(
        new Outcome.Later(Cause.TIMEOUT, "Program killed, it took longer than 5 s. (#4.3.0)\n"),
        late.outcome());
    assertEquals("", alive.get(30, TimeUnit.SECONDS));
    assertEquals(0, run(programs, "").exit());
  }

  @Test
  void aChildThatHoldsTheOutputIsNotWaitedForAndNotKilled() throws Exception {
    Programs programs = programs(1, LONG, Duration.ofMillis(300));
    ProgramEnd end =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () -> run(programs, "echo said; sleep 984 & echo $! >child; exit 3"));
    assertEquals(new ProgramEnd(3, "said\n"), end);
    ProcessHandle child = child();
    assertTrue(child.isAlive());
    child.destroyForcibly();
  }

  @Test
  void aChildThatIsLeftBehindCanGoOnWriting() throws Exception {
    mkfifo("go");
    mkfifo("done");
    ProgramEnd end =
        run(
            programs(1, LONG, Duration.ofMillis(300)),
            "(read x <go; echo late; echo fine >done) & exit 3");
    assertEquals(new ProgramEnd(3, ""), end);
    Files.writeString(home.resolve("go"), "\n");
    assertEquals("fine\n", Files.readString(home.resolve("done")));
  }

  /** Of those that write on and on as many are borne as there may be programs. */
  @Test
  void tooManyChildrenThatAreLeftBehindAreEnded() throws Exception {
    Programs programs = programs(1, LONG, Duration.ofMillis(100));
    List<ProcessHandle> children = new ArrayList<>();
    for (int i = 0; i <= MOST_LEFT; i++) {
      assertEquals(0, run(programs, "yes & echo $! >child").exit());
      children.add(child());
    }
    children.removeFirst().onExit().get(30, TimeUnit.SECONDS);
    children.forEach(each -> assertTrue(each.isAlive()));
    programs.close();
    for (ProcessHandle each : children) {
      each.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void noPipesAreLeftBehind() throws Exception {
    Programs programs = programs(1, LONG, LONG);
    assertEquals(new ProgramEnd(0, "a\n"), run(programs, "echo a"));
    assertEquals(2, files("message-"), "pipes for the programs to come");
    programs.close();
    assertEquals(0, files("message-"));
    Path file = Files.writeString(home.resolve("file"), "");
    Programs without = new Programs(LIMITS, INHERITED, new Outlets(file, 1, 1));
    try (Programs.Place place = without.place()) {
      NotNow later = assertThrows(NotNow.class, place::prepare);
      assertEquals("Unable to make a pipe. (#4.3.0)", later.getMessage());
    }
    assertThrows(NotNow.class, () -> run(programs, "true"), "after the end");
    assertEquals(0, files("message-"));
  }

  /** Of those that mkfifo has made before it failed none is left. */
  @Test
  void halfASupplyIsTakenBack() throws Exception {
    Path bin = Files.createDirectory(home.resolve("bin"));
    Path mkfifo =
        Files.writeString(bin.resolve("mkfifo"), "#!/bin/sh\n/usr/bin/mkfifo $3; exit 1\n");
    assertTrue(mkfifo.toFile().setExecutable(true));
    Outlets outlets = new Outlets(home, mkfifo.toString(), 3, MOST_LEFT);
    IOException failed = assertThrows(IOException.class, outlets::open);
    assertEquals("mkfifo ended with 1", failed.getMessage());
    assertEquals(0, files("message-"));
  }

  private long files(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(each -> each.getFileName().toString().startsWith(prefix)).count();
    }
  }

  private ProcessHandle child() throws IOException {
    String number = Files.readString(home.resolve("child")).strip();
    return ProcessHandle.of(Long.parseLong(number)).orElseThrow();
  }

  @Test
  void whatACrashHasLeftIsRemovedOnceItIsOld() throws Exception {
    Path old = Files.writeString(home.resolve("message-1.tmp"), "x");
    Path other = Files.writeString(home.resolve("other-1.tmp"), "x");
    Instant written = Files.getLastModifiedTime(old).toInstant();
    MessageFile.removeLeftovers(home, written);
    assertTrue(Files.exists(old));
    MessageFile.removeLeftovers(home, written.plusSeconds(1));
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(other));
    MessageFile.removeLeftovers(home.resolve("absent"), written);
  }

  @Test
  void whoFindsNoPlaceComesLater() throws Exception {
    Programs programs = programs(1, LONG, LONG);
    mkfifo("go");
    CompletableFuture<ProgramEnd> first = start(programs, "echo >started; read x <go");
    awaitStart();
    NotNow full = assertThrows(NotNow.class, () -> run(programs, "true"));
    assertEquals("All 1 programs that may run at a time do. (#4.3.0)", full.getMessage());
    Files.writeString(home.resolve("go"), "\n");
    assertEquals(0, first.get(30, TimeUnit.SECONDS).exit());
    assertEquals(0, run(programs, "true").exit());
  }

  @Test
  void closingKillsWhatRuns() throws Exception {
    Programs programs = programs(2, LONG, LONG);
    CompletableFuture<ProgramEnd> running = start(programs, "echo >started; sleep 983");
    awaitStart();
    programs.close();
    Exception end = assertThrows(Exception.class, () -> running.get(30, TimeUnit.SECONDS));
    assertTrue(String.valueOf(end.getMessage()).contains("being stopped"), end.toString());
    assertThrows(NotNow.class, () -> run(programs, "echo >never"));
  }

  @Test
  void anInterruptKillsIt() throws Exception {
    Programs programs = programs(1, LONG, LONG);
    CompletableFuture<String> alive = holders();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    run(programs, "exec 3>alive; echo >started; sleep 982");
                  } catch (InterruptedException e) {
                    interrupted.complete(true);
                  } catch (Exception e) {
                    interrupted.completeExceptionally(e);
                  }
                });
    awaitStart();
    thread.interrupt();
    assertTrue(interrupted.get(30, TimeUnit.SECONDS));
    assertEquals("", alive.get(30, TimeUnit.SECONDS));
  }

  @Test
  void aHomeThatIsGoneMeansLater() throws Exception {
    Path gone = home.resolve("gone");
    try (Programs.Place place = programs(1, LONG, LONG).place()) {
      NotNow later = assertThrows(NotNow.class, () -> place.run("true", gone, Map.of(), message));
      assertEquals("Unable to run /bin/sh. (#4.3.0)", later.getMessage());
    }
  }

  private ProgramEnd run(String command) throws Exception {
    return run(command, Map.of());
  }

  private ProgramEnd run(String command, Map<String, String> variables) throws Exception {
    try (Programs.Place place = programs(1, LONG, LONG).place()) {
      return place.run(command, home, variables, message);
    }
  }

  private ProgramEnd run(Programs programs, String command) throws NotNow, InterruptedException {
    try (Programs.Place place = programs.place()) {
      return place.run(command, home, Map.of(), message);
    }
  }

  private Programs programs(int concurrency, Duration time, Duration output) {
    return new Programs(
        new Programs.Limits(concurrency, time, output), INHERITED, new Outlets(home, 3, MOST_LEFT));
  }

  private CompletableFuture<ProgramEnd> start(Programs programs, String command) {
    CompletableFuture<ProgramEnd> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                end.complete(run(programs, command));
              } catch (Exception e) {
                end.completeExceptionally(e);
              }
            });
    return end;
  }

  private void mkfifo(String name) throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", home.resolve(name).toString()).start();
    assertEquals(0, mkfifo.waitFor());
  }

  /** The program says that it has come so far; reading the FIFO waits for that. */
  private void awaitStart() throws IOException {
    assertEquals("\n", Files.readString(home.resolve("started")));
  }

  /** Ends when the last process ends that holds the FIFO open. */
  private CompletableFuture<String> holders() throws Exception {
    mkfifo("alive");
    CompletableFuture<String> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                end.complete(Files.readString(home.resolve("alive")));
              } catch (IOException e) {
                end.completeExceptionally(e);
              }
            });
    return end;
  }
}
