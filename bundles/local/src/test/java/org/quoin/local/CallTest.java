package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalProgram;
import org.quoin.api.user.Account;

/** Lines that call a program in this process. */
class CallTest {
  @TempDir Path home;
  private final Desk desk = new Desk();

  @BeforeEach
  void joe() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Account joe = new Account("joe", 1000, 1000, home, "", "");
    desk.directories.add(Desk.named("assign", Desk.knowing("joe", joe)));
  }

  private void program(LocalProgram program) {
    desk.callables.clear();
    desk.callables.add(Desk.named("say", program));
  }

  private Outcome deliver(String... lines) {
    desk.instructions.lines(lines);
    return desk.deliver("sue@y", "joe@example.org", "Subject: x\n\nHello.\n");
  }

  private static Outcome done(String said) {
    return new Outcome.Delivered(said + "did 0+0+1\n");
  }

  @Test
  void itFindsWhatAProcessWouldFind() {
    program(
        (delivery, arguments) -> {
          delivery.say(arguments + " " + delivery.folder().equals(home) + "\n");
          delivery.say(delivery.variable("SENDER").orElse("?") + delivery.variable("NONE") + "\n");
          delivery.say(delivery.variable("PATH").isPresent() ? "" : "no PATH\n");
          try (var in = delivery.message().open()) {
            delivery.complain(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
          }
          return LocalProgram.DONE;
        });
    assertEquals(
        done("[a b, joe] true\nsue@yOptional.empty\nSubject: x\n\nHello.\n"),
        deliver("|say 'a b' \"$USER\""));
  }

  @Test
  void aLineThatNeedsAShellGetsOne() {
    program((delivery, arguments) -> LocalProgram.FAILED);
    assertEquals(done("shell\n"), deliver("|say () { echo shell; }; say"));
    assertInstanceOf(Outcome.Failed.class, deliver("|say"));
  }

  @Test
  void itsExitCodeMeansWhatAProcesssMeans() {
    program((delivery, arguments) -> Integer.parseInt(arguments.getFirst()));
    assertEquals(new Outcome.Delivered("did 0+0+1\n"), deliver("|say 99", "|exit 100"));
    assertEquals(new Outcome.Failed(""), deliver("|say 100"));
    assertEquals(new Outcome.Later(Cause.ANSWER, ""), deliver("|say 111"));
    assertEquals(new Outcome.Later(Cause.ANSWER, ""), deliver("|say 1"));
  }

  @Test
  void troubleMeansLater() {
    program(
        (delivery, arguments) -> {
          throw new IOException("no luck");
        });
    assertEquals(new Outcome.Later(Cause.ANSWER, "say: fatal: no luck\n"), deliver("|say"));
    program(
        (delivery, arguments) -> {
          throw new IllegalStateException("a bug");
        });
    assertEquals(new Outcome.Later(Cause.ANSWER, "say: fatal: failed\n"), deliver("|say"));
    program(
        (delivery, arguments) -> {
          throw new NoClassDefFoundError("gone");
        });
    assertEquals(new Outcome.Later(Cause.ANSWER, "say: fatal: failed\n"), deliver("|say"));
  }

  @Test
  void itsChildrenHaveTheSameSurroundings() {
    program(
        (delivery, arguments) -> {
          int exit =
              delivery.run(List.of("sh", "-c", "cat; echo $USER; exit 3"), delivery.message());
          delivery.say("exit " + exit + "\n");
          exit = delivery.run(List.of("cat"), delivery.message().onTop("Top: \u00e4\n"));
          return exit + delivery.run(List.of("/no/such/program"), delivery.message()) - 127;
        });
    String said = assertInstanceOf(Outcome.Delivered.class, deliver("|say")).text();
    assertTrue(
        said.startsWith("Subject: x\n\nHello.\njoe\nexit 3\nTop: \u00e4\nSubject: x\n\nHello.\n"),
        said);
  }

  @Test
  void itHandsMailInByTheOneDoor() {
    program(
        (delivery, arguments) -> {
          Receipt receipt =
              delivery.queue(
                  new Sender("me@x"),
                  List.of(new Address("you@x")),
                  delivery.message().onTop("A: b\n"));
          delivery.say(receipt.getClass().getSimpleName() + "\n");
          return LocalProgram.DONE;
        });
    assertEquals(done("Queued\n"), deliver("|say"));
    assertEquals("A: b\nSubject: x\n\nHello.\n", desk.intake.got.getLast().text());
    desk.intake.end =
        mail -> {
          throw new BusyException(Reply.temporary("busy"), "no room");
        };
    assertEquals(done("Refused\n"), deliver("|say"));
    desk.intakeIsThere = false;
    assertEquals(done("Refused\n"), deliver("|say"));
  }

  @Test
  void whatItSaysIsCut() {
    program(
        (delivery, arguments) -> {
          for (int i = 0; i < 1000; i++) {
            delivery.say("x".repeat(1000));
          }
          return LocalProgram.DONE;
        });
    assertEquals(Transcript.MOST_BYTES, deliver("|say").text().length());
  }

  @Test
  void aProgramThatGoesEndsItsCallAndTheNextLineFindsAShell() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    LocalProgram say =
        (delivery, arguments) -> {
          inside.countDown();
          end.await();
          return LocalProgram.DONE;
        };
    program(say);
    desk.instructions.lines("|say");
    LocalTransport transport = desk.transport();
    FutureTask<Outcome> running = new FutureTask<>(() -> desk.deliver(transport));
    Thread.ofPlatform().start(running);
    inside.await();
    FutureTask<Boolean> removal =
        new FutureTask<>(() -> transport.removeProgram(say), Boolean.TRUE);
    Thread remover = Thread.ofPlatform().start(removal);
    Waiting.await(remover);
    end.countDown();
    assertEquals(done(""), running.get(30, TimeUnit.SECONDS));
    assertTrue(removal.get(30, TimeUnit.SECONDS));
    assertTrue(desk.deliver(transport).text().contains("not found"));
  }

  @Test
  void oneThatTakesTooLongIsInterrupted() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    desk.settings = Desk.settings(1, Duration.ofMillis(50));
    program(
        (delivery, arguments) -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return LocalProgram.DONE;
        });
    Outcome.Later later = assertInstanceOf(Outcome.Later.class, deliver("|say"));
    assertEquals(Cause.TIMEOUT, later.cause());
    assertTrue(interrupted.await(10, TimeUnit.SECONDS));
  }

  @Test
  void oneThatDoesNotEndKeepsItsPlaceAndHasNoMoreEffect() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    desk.settings = Desk.settings(1, Duration.ofMillis(50));
    program(
        (delivery, arguments) -> {
          while (end.getCount() > 0) {
            Thread.onSpinWait();
          }
          try {
            delivery.queue(Sender.NULL, List.of(new Address("you@x")), delivery.message());
          } catch (IOException e) {
            refused.countDown();
          }
          return LocalProgram.DONE;
        });
    LocalTransport transport = desk.transport();
    desk.instructions.lines("|say");
    assertInstanceOf(Outcome.Later.class, desk.deliver(transport));
    String full = desk.deliver(transport).text();
    assertTrue(full.contains("All 1 programs that may run at a time do."), full);
    end.countDown();
    assertTrue(refused.await(10, TimeUnit.SECONDS));
    assertFalse(desk.intake.got.stream().anyMatch(got -> got.sender().isNull()));
  }
}
