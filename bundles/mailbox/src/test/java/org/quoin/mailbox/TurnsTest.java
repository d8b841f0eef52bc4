package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {
  private static final Path FILE = Path.of("Mailbox");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Turns turns = new Turns();

  @Test
  void whoComesTooLateIsBusyAndNothingIsKept() throws IOException {
    try (Turns.Turn first = turns.await(FILE, LONG)) {
      assertEquals(1, turns.size());
      assertThrows(MboxBusy.class, () -> turns.await(FILE, Duration.ZERO));
      turns.await(Path.of("other"), Duration.ZERO).close();
      assertEquals(1, turns.size(), first::toString);
    }
    turns.await(FILE, Duration.ZERO).close();
    assertEquals(0, turns.size());
  }

  @Test
  void anInterruptEndsTheWait() throws IOException {
    try (Turns.Turn first = turns.await(FILE, LONG)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> turns.await(FILE, LONG), first::toString);
      assertTrue(Thread.interrupted(), "it is kept for others");
    }
    assertEquals(0, turns.size());
  }

  @Test
  void thereIsOneAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        all.add(
            threads.submit(
                () -> {
                  try (Turns.Turn turn = turns.await(FILE, LONG)) {
                    assertEquals(1, inside.incrementAndGet(), turn::toString);
                    Thread.onSpinWait();
                    inside.decrementAndGet();
                  }
                  return null;
                }));
      }
    }
    for (Future<?> each : all) {
      each.get();
    }
    assertEquals(0, turns.size());
  }
}
