package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdleWatchTest {
  private record Look(Duration in, Runnable action, CompletableFuture<Void> future) {}

  private final List<Look> looks = new ArrayList<>();
  private long waitingNanos;
  private int expired;
  private final IdleWatch watch = new IdleWatch(this::after, () -> waitingNanos, () -> expired++);

  private Future<?> after(Duration in, Runnable action) {
    looks.add(new Look(in, action, new CompletableFuture<>()));
    return looks.getLast().future();
  }

  /** The last look planned takes place now. */
  private void look() {
    looks.getLast().action().run();
  }

  @Test
  void aReadThatHasWaitedLongEnoughEndsOnce() {
    watch.limit(Duration.ofSeconds(10));
    waitingNanos = Duration.ofSeconds(10).toNanos();
    look();
    look();
    assertEquals(1, expired);
    assertEquals(1, looks.size());
  }

  @Test
  void aReadThatBeganLaterGetsItsRest() {
    watch.limit(Duration.ofSeconds(10));
    waitingNanos = Duration.ofSeconds(3).toNanos();
    look();
    assertEquals(0, expired);
    assertEquals(Duration.ofSeconds(7), looks.getLast().in());
  }

  @Test
  void whoeverDoesNotReadIsNotIdle() {
    watch.limit(Duration.ofSeconds(10));
    look();
    assertEquals(0, expired);
    assertEquals(Duration.ofSeconds(10), looks.getLast().in());
  }

  @Test
  void noTimeAtAllStillMeansToWaitForARead() {
    watch.limit(Duration.ZERO);
    look();
    assertEquals(0, expired);
    assertEquals(Duration.ofMillis(10), looks.getLast().in(), "no busy loop");
  }

  @Test
  void aShorterLimitCountsAtOnceALongerOneAtTheNextLook() {
    watch.limit(Duration.ofSeconds(10));
    watch.limit(Duration.ofSeconds(2));
    assertTrue(looks.getFirst().future().isCancelled());
    assertEquals(Duration.ofSeconds(2), looks.getLast().in());
    watch.limit(Duration.ofSeconds(30));
    assertEquals(2, looks.size());
    waitingNanos = Duration.ofSeconds(2).toNanos();
    look();
    assertEquals(0, expired);
    assertEquals(Duration.ofSeconds(28), looks.getLast().in());
  }

  @Test
  void nothingHappensOnceItIsStopped() {
    watch.limit(Duration.ofSeconds(10));
    watch.stop();
    assertTrue(looks.getLast().future().isCancelled());
    waitingNanos = Duration.ofSeconds(20).toNanos();
    look();
    watch.limit(Duration.ofSeconds(1));
    assertEquals(0, expired);
    assertEquals(1, looks.size());
  }
}
