package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Gate gate = new Gate();

  @Test
  void aClosedGateLetsNobodyIn() {
    assertTrue(gate.enter());
    gate.leave();
    gate.close();
    assertFalse(gate.enter());
    assertFalse(gate.isOpen());
    assertTrue(gate.awaitEmpty(Duration.ZERO));
  }

  @Test
  void whoeverClosesWaitsForThoseInside() {
    assertTrue(gate.enter());
    assertTrue(gate.enter());
    gate.close();
    gate.close();
    assertFalse(gate.awaitEmpty(Duration.ZERO));
    gate.leave();
    assertFalse(gate.awaitEmpty(Duration.ZERO));
    gate.leave();
    assertTrue(gate.awaitEmpty(Duration.ZERO));
  }

  @Test
  void nobodyIsInsideOnceItIsEmpty() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger late = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(4);
    List<Callable<Void>> visitors = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      visitors.add(
          () -> {
            while (gate.enter()) {
              inside.incrementAndGet();
              late.addAndGet(over.get() ? 1 : 0);
              busy.countDown();
              inside.decrementAndGet();
              gate.leave();
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Void>> running = visitors.stream().map(threads::submit).toList();
      Threads.await(busy);
      gate.close();
      assertTrue(gate.awaitEmpty(Duration.ofSeconds(20)));
      over.set(true);
      assertEquals(0, inside.get());
      for (Future<Void> one : running) {
        one.get();
      }
    }
    assertEquals(0, late.get());
  }
}
