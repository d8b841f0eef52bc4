package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.intake.Receipt;
import org.quoin.api.user.Account;

/** Deliveries through true workers, which here stay the test's own user. */
@Timeout(300)
class SwitchingTest {
  private static final SwitchSettings SETTINGS =
      new SwitchSettings(true, 2, Duration.ofSeconds(60), Duration.ofSeconds(60));

  @TempDir Path home;
  @TempDir Path folder;
  private final FakeIntake intake = new FakeIntake();
  private final AtomicReference<Instant> now = new AtomicReference<>(Desk.NOW);
  private Workers workers = workers(WorkerProbe.launcher(Path.of("/tmp")));

  @BeforeEach
  void makeHome() throws IOException {
    Files.createDirectories(home.resolve("Maildir/new"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    workers.close();
    workers = workers(WorkerProbe.launcher(folder));
  }

  @AfterEach
  void end() {
    workers.close();
    assertEquals(0, workers.size());
  }

  private Workers workers(Launcher launcher) {
    return new Workers(SETTINGS, Duration.ofSeconds(60), launcher, now::get);
  }

  @Test
  void mailboxesProgramsAndForwardsAreDoneAndOneWorkerDoesThemAll() throws Exception {
    String lines = "./Maildir/,|cat; echo \"$SENDER\",sue@a.test,eve@b.test";
    assertEquals(
        new Outcome.Delivered("Subject: x\n\ns\u00fce@example.net\ndid 1+2+1\nqp 4711\n"),
        deliver(lines));
    assertEquals(
        List.of(
            """
            Return-Path: <"s\u00fce"@example.net>
            Delivered-To: joe@example.org
            Subject: x

            """),
        mails());
    FakeIntake.Got got = intake.got.getFirst();
    assertEquals(new Sender("s\u00fce@example.net"), got.sender());
    assertEquals(List.of(new Address("sue@a.test"), new Address("eve@b.test")), got.recipients());
    assertEquals("Delivered-To: joe@example.org\nSubject: x\n\n", got.text());
    assertEquals(new Outcome.Delivered("did 0+0+1\n"), deliver("|true"));
    assertEquals(1, workers.size());
    assertEquals(0, entries(folder));
  }

  @Test
  void aForwardThatIsRefusedIsTheOutcomeAndNothingIsSaidToBeDone() throws Exception {
    intake.end = mail -> new Receipt.Refused(Reply.permanent("no such luck (#5.0.0)"));
    assertEquals(
        new Outcome.Failed("hi\nUnable to forward message: no such luck (#5.0.0).\n"),
        deliver("|echo hi,sue@a.test"));
  }

  @Test
  void aLargeMessageGoesThroughAFileThatGoesWithIt() throws Exception {
    String text = "Subject: x\n\n" + "0123456789\n".repeat(100_000);
    assertEquals(
        new Outcome.Delivered("1100012\ndid 1+0+1\n"),
        deliver("./Maildir/,|wc -c", new MemoryBody(text)));
    assertTrue(mails().getFirst().endsWith(text));
    assertEquals(0, entries(folder));
  }

  @Test
  void anotherHomeAnotherOutcome() throws Exception {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Uh-oh: home directory is writable. (#4.7.0)\n"),
        deliver("./Maildir/"));
  }

  @Test
  void rootAndItsGroupGetNothing() throws Exception {
    assertLater("Not allowed to perform deliveries as root.", 0, 5);
    assertLater("Not allowed to perform deliveries as root's group. (#4.3.0)", 5, 0);
    assertLater("There is no such user as uid 4294967295 gid 5. (#4.3.0)", 0xFFFF_FFFFL, 5);
    assertLater("There is no such user as uid 5 gid -1. (#4.3.0)", 5, -1);
    assertEquals(0, workers.size());
  }

  @Test
  void aWorkerThatRestsForTooLongIsEnded() throws Exception {
    deliver("|true");
    now.set(Desk.NOW.plusSeconds(59));
    workers.expire();
    assertEquals(1, workers.size());
    now.set(Desk.NOW.plusSeconds(60));
    workers.expire();
    deliver("|true"); // by another one
    workers.close();
    assertEquals(0, workers.size());
  }

  @Test
  void aUserWhoseDeliveriesHangLeavesPlacesToOthers() throws Exception {
    workers.close();
    workers =
        new Workers(
            new SwitchSettings(true, 2, Duration.ofSeconds(60), Duration.ofMillis(50)),
            Duration.ofSeconds(60),
            new ScriptedLauncher("echo quoin-worker 1; exec cat >/dev/null"),
            now::get);
    Thread hanging =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    deliver("|true");
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
    while (workers.size() == 0) {
      Thread.onSpinWait();
    }
    assertEquals(
        new Outcome.Later(
            Cause.LOCAL_TROUBLE, "All workers that may run at a time are busy. (#4.3.0)\n"),
        deliver("|true"));
    workers.close();
    hanging.join();
  }

  private Outcome deliver(String lines) throws Exception {
    return deliver(lines, new MemoryBody("Subject: x\n\n"));
  }

  private Outcome deliver(String lines, StoredBody body) throws Exception {
    return deliver(lines, Tasks.account(home), body);
  }

  private void assertLater(String text, long uid, long gid) throws Exception {
    Account account = new Account("joe", uid, gid, home, "", "");
    assertEquals(
        text + "\n", deliver("./Maildir/", account, new MemoryBody("Subject: x\n\n")).text());
  }

  private Outcome deliver(String lines, Account account, StoredBody body) throws Exception {
    WorkerTerms some = Tasks.terms();
    WorkerTerms terms =
        new WorkerTerms(
            some.patrn(),
            some.maxHeaderBytes(),
            some.limits(),
            some.environment(),
            some.defaults(),
            true,
            Map.of("dotqmail", Map.of("lines", lines)),
            some.formats());
    try {
      return new SwitchedAttempt(
              Tasks.delivery(body), new Address("joe@example.org"), terms, workers)
          .run(tools(account));
    } catch (NotNow e) {
      return e.outcome();
    }
  }

  /** What the platform's side needs. */
  private Tools tools(Account account) {
    return new Tools(
        new OneAccount(account).asked(),
        new Interpreter(new Plugins<>(List.of()), List::of),
        new Mailboxes(new Plugins<>(List.of())),
        new Programs(Tasks.terms().limits(), Map.of(), new Outlets(home, 1, 1)),
        new Callables(new Plugins<>(List.of())),
        new Forwarder(intake),
        new Controls(null, "./Maildir/"));
  }

  private List<String> mails() throws IOException {
    try (var files = Files.list(home.resolve("Maildir/new"))) {
      Optional<Path> first = files.findFirst();
      return first.isEmpty()
          ? List.of()
          : List.of(Files.readString(first.get(), StandardCharsets.ISO_8859_1));
    }
  }

  private static long entries(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }
}
