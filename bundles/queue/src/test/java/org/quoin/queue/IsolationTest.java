package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.QueueRecord.Deferred;

/**
 * A hundred thousand mails that hang leave others their room: on real threads, in time that stands.
 */
class IsolationTest {
  private static final int MANY = 100_000;
  private static final int CHANNEL = 20;
  private static final long PATIENCE_SECONDS = 120;

  /** Attempts that run at once; knows the most there ever were. */
  private static final class Gauge {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    void enter() {
      int value = now.incrementAndGet();
      most.accumulateAndGet(value, Math::max);
    }

    void leave() {
      now.decrementAndGet();
    }
  }

  private final Rig around = new Rig();
  private final AtomicReference<Instant> now = new AtomicReference<>(around.time.instant());
  private final ManualTimer timer = new ManualTimer();
  private final Gauge threads = new Gauge();
  private final Gauge attempts = new Gauge();
  private final Gauge dead = new Gauge();
  private final Map<String, Gauge> byDestination = new ConcurrentHashMap<>();
  private final BlockingQueue<CountDownLatch> hanging = new LinkedBlockingQueue<>();
  private volatile boolean over;
  private final Semaphore ended = new Semaphore(0);
  private volatile CountDownLatch routed = new CountDownLatch(0);
  private volatile CountDownLatch delivered = new CountDownLatch(0);
  private DurableQueue queue;

  @BeforeEach
  void open() throws IOException {
    around.transports.add(d -> List.of(attempt(d)), Rig.named("smtp"));
    around.routers.add(
        address -> {
          routed.countDown();
          return Rig.route(address);
        },
        Map.of(PluginName.PROPERTY, "qmail", "service.ranking", 1));
    around.listener = this::hear;
    Executor counted =
        task ->
            Thread.startVirtualThread(
                () -> {
                  threads.enter();
                  task.run();
                  threads.leave();
                });
    Tools tools = new Tools(now::get, timer, counted, around.controls);
    Settings settings = Settings.of(Map.of("id", "00", "concurrency.remote", "" + CHANNEL));
    queue = new DurableQueue(settings, tools, around.neighbours(), around.store, why -> {});
    queue.start();
  }

  /** What hangs is answered; all that ended is noted. */
  @AfterEach
  void close() {
    queue.beginClose();
    over = true;
    hanging.forEach(CountDownLatch::countDown);
    queue.close(Duration.ofSeconds(10));
  }

  private void hear(MailEvent event) {
    if (event instanceof MailEvent.Ended end && end.outcome() instanceof Outcome.Later) {
      ended.release();
    }
  }

  private Outcome attempt(Delivery delivery) throws InterruptedException {
    String domain = delivery.recipients().getFirst().domain();
    Gauge there = byDestination.computeIfAbsent(domain, d -> new Gauge());
    attempts.enter();
    there.enter();
    try {
      if (domain.startsWith("good")) {
        delivered.countDown();
        return Rig.delivered();
      }
      dead.enter();
      CountDownLatch end = new CountDownLatch(1);
      hanging.add(end);
      if (over) {
        end.countDown();
      }
      end.await();
      dead.leave();
      return new Outcome.Later(Cause.TIMEOUT, "timed out\n");
    } finally {
      there.leave();
      attempts.leave();
    }
  }

  private void accept(int many, IntFunction<String> domain) throws Exception {
    routed = new CountDownLatch(many);
    for (int i = 0; i < many; i++) {
      around.store.accept("00", now.get(), "sue@far.test", Rig.BODY, "joe@" + domain.apply(i));
    }
    assertTrue(routed.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "all ways are known");
  }

  private void backlog(IntFunction<String> domain) throws Exception {
    threads.most.set(0);
    accept(MANY, domain);
    assertTrue(threads.most.get() <= CHANNEL + 10, "threads: " + threads.most);
  }

  private void deliverFresh(int many, IntFunction<String> domain) throws Exception {
    delivered = new CountDownLatch(many);
    accept(many, domain);
    assertTrue(
        delivered.await(PATIENCE_SECONDS, TimeUnit.SECONDS),
        () -> "not delivered: " + queue.why(around.store.held("00").getLast().message()));
  }

  private CountDownLatch nextHanging() throws InterruptedException {
    return Objects.requireNonNull(hanging.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "none hangs");
  }

  /** Attempts that hang are answered, as timeouts, after this time. */
  private void timeOut(int many, Duration after) throws InterruptedException {
    List<CountDownLatch> ends = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      ends.add(nextHanging());
    }
    now.updateAndGet(time -> time.plus(after));
    ends.forEach(CountDownLatch::countDown);
    assertTrue(ended.tryAcquire(many, PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void hundredThousandMailsForOneBlackHoleHoldOneAttempt() throws Exception {
    deliverFresh(5, i -> "good" + i + ".test");
    now.updateAndGet(time -> time.plusSeconds(11));
    backlog(i -> "hole.test");
    long sleeping = around.store.held("00").getLast().message();
    deliverFresh(500, i -> "good" + i % 10 + ".test");
    assertEquals(1, dead.most.get());
    timeOut(1, Duration.ofSeconds(60));
    timeOut(1, Duration.ofSeconds(130));
    deliverFresh(500, i -> "good" + i % 10 + ".test");
    timer.ring();
    String state = "destination hole.test timed out 2 times, tried again at ";
    assertTrue(queue.why(sleeping).getFirst().contains(state), queue.why(sleeping).toString());
    assertEquals(0, dead.now.get(), "it is left alone");
    bounded();
    close();
    assertEquals(2, marks(), "nothing is noted for those who only wait");
  }

  @Test
  void hundredThousandDeadNamesHoldATenthOfTheChannel() throws Exception {
    deliverFresh(5, i -> "good" + i + ".test");
    now.updateAndGet(time -> time.plusSeconds(11));
    backlog(i -> "dead" + i + ".test");
    deliverFresh(500, i -> "good" + i % 5 + ".test");
    assertEquals(CHANNEL / 10, dead.most.get());
    timeOut(2, Duration.ofSeconds(61));
    for (int i = 0; i < 5; i++) {
      String unknown = "goodbutunknown" + i + ".test";
      deliverFresh(1, n -> unknown);
      deliverFresh(100, n -> "good" + n % 5 + ".test");
      timeOut(1, Duration.ofSeconds(61));
    }
    assertEquals(CHANNEL / 10, dead.most.get());
    hanging.add(nextHanging());
    bounded();
    close();
    assertEquals(8, marks(), "nothing is noted for those who only wait");
  }

  private long marks() {
    return around.store.log().stream().filter(Deferred.class::isInstance).count();
  }

  private void bounded() {
    assertTrue(attempts.most.get() <= CHANNEL, "attempts: " + attempts.most);
    byDestination.forEach(
        (domain, gauge) -> assertTrue(gauge.most.get() <= 18, domain + ": " + gauge.most));
    assertEquals(List.of(), around.broken);
  }
}
