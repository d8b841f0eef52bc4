package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/** Calls that are told to end while they hand in mail: it must not be handed in again. */
@Timeout(120)
class CallThreadTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path home;
  private final FakeIntake intake = new FakeIntake();
  private final CountDownLatch handing = new CountDownLatch(1);
  private HostedDelivery delivery;

  /** Whether the thread was interrupted in the door, and behind it. */
  private volatile boolean disturbed;

  private volatile boolean interrupted;

  @BeforeEach
  void setUp() {
    Content message = new Content("", new MemoryBody("Subject: x\n\n"));
    TraceLines trace = new TraceLines(new Sender("sue@y"), new Address("joe@example.org"));
    Workplace workplace = new Workplace(new MessageFile(message, home));
    Letter letter =
        new Letter(
            Desk.delivery("sue@y", "joe@example.org", new MemoryBody("x"), false),
            trace,
            message,
            workplace);
    delivery =
        new HostedDelivery(
            new HostedDelivery.Surroundings(
                home, Map.of(), Map.of(), letter, new Forwarder(intake), FakeControl.empty()));
    intake.end =
        mail -> {
          awaitEnd();
          return new Receipt.Queued(List.of("00"), 4711);
        };
  }

  /** In the door, until the call has been told to end. */
  private void awaitEnd() {
    handing.countDown();
    while (!delivery.isOver()) {
      Thread.onSpinWait();
    }
    disturbed = Thread.currentThread().isInterrupted();
  }

  private int forward(LocalDelivery around, List<String> arguments) throws IOException {
    Receipt receipt = around.queue(Sender.NULL, List.of(new Address("you@x")), around.message());
    interrupted = Thread.currentThread().isInterrupted();
    return receipt instanceof Receipt.Queued ? LocalProgram.DONE : LocalProgram.LATER;
  }

  private Optional<CallThread> start(HostedPrograms.Gated program) {
    return CallThread.start(new Callables.Call("say", program, List.of()), delivery);
  }

  private CallThread handing() throws InterruptedException {
    CallThread thread = start(HostedPrograms.Gated.of(this::forward)).orElseThrow();
    handing.await();
    return thread;
  }

  @Test
  void itsTimeEndsInTheDoorAndItsSuccessCounts() throws Exception {
    CallThread thread = handing();
    assertTrue(thread.await(Duration.ZERO));
    assertEquals(new ProgramEnd(0, ""), thread.end());
    assertFalse(disturbed, "the door was left in peace");
    assertTrue(interrupted, "behind it the program is told");
    assertFalse(thread.isStuck());
    assertEquals(1, intake.got.size());
  }

  @Test
  void aRefusalIsNoSuccess() throws Exception {
    intake.end =
        mail -> {
          awaitEnd();
          throw new IOException("disk");
        };
    assertFalse(handing().await(Duration.ZERO));
  }

  @Test
  void itIsToldToEndInTheDoorAndItsSuccessCounts() throws Exception {
    CallThread thread = handing();
    thread.interrupt();
    assertTrue(thread.await(LONG));
    assertEquals(new ProgramEnd(0, ""), thread.end());
    assertFalse(disturbed);
  }

  @Test
  void theAttemptIsInterruptedAndItsSuccessCounts() throws Exception {
    CallThread thread = handing();
    Thread.currentThread().interrupt();
    assertTrue(thread.await(LONG));
    assertTrue(Thread.interrupted(), "who has waited for it knows");
  }

  @Test
  void whoHasHandedInNothingIsInterruptedAtOnce() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    LocalProgram waiting =
        (around, arguments) -> {
          started.countDown();
          new CountDownLatch(1).await();
          return LocalProgram.DONE;
        };
    CallThread thread = start(HostedPrograms.Gated.of(waiting)).orElseThrow();
    started.await();
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> thread.await(LONG));
    assertFalse(thread.isStuck());
    assertEquals(LocalProgram.LATER, thread.end().exit());
  }

  @Test
  void aProgramThatIsBeingRemovedIsNotStarted() {
    HostedPrograms.Gated program = HostedPrograms.Gated.of(this::forward);
    program.gate().close();
    assertEquals(Optional.empty(), start(program));
  }

  @Test
  void itLeavesItsGateWhenItEnds() throws Exception {
    HostedPrograms.Gated program = HostedPrograms.Gated.of(this::forward);
    CallThread thread = start(program).orElseThrow();
    handing.await();
    program.gate().close();
    assertFalse(program.gate().awaitEmpty(Duration.ZERO));
    assertTrue(thread.await(Duration.ZERO));
    assertTrue(program.gate().awaitEmpty(LONG));
  }
}
