package org.quoin.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quoin.api.PluginName;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEventListener;

class EventHubTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final EventHub hub = new EventHub(1000, LONG, 8);

  @AfterEach
  void close() throws InterruptedException {
    hub.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("quoin-events-test")) {
        assertTrue(thread.join(LONG), "a thread was left behind");
      }
    }
  }

  @Test
  void everyListenerHearsEverythingInOrder() {
    Heard a = added(new Heard());
    Heard b = added(new Heard());
    publish(0, 500);
    hub.close();
    assertEquals(numbers(0, 500), a.numbers);
    assertEquals(numbers(0, 500), b.numbers);
  }

  @Test
  void aListenerThatComesAndGoesCostsTheOthersNothing() {
    Heard stays = added(new Heard());
    publish(0, 100);
    Heard guest = added(new Heard());
    publish(100, 200);
    hub.removeListener(guest);
    publish(200, 300);
    hub.close();
    assertEquals(numbers(0, 300), stays.numbers);
    assertEquals(numbers(100, 200), guest.numbers);
  }

  @Test
  void aListenerThatHangsLosesEventsAndIsToldHowMany() {
    Heard quick = new Heard();
    Heard stuck = new Heard();
    EventHub small = new EventHub(10, LONG, 8);
    small.addListener(stuck, named());
    stuck.holdFirst(() -> small.publish(event(0)));
    LongStream.range(1, 101).forEach(n -> small.publish(event(n)));
    small.addListener(quick, named());
    small.publish(event(101));
    stuck.release();
    small.close();
    assertEquals(numbers(0, 11), stuck.numbers);
    assertEquals(List.of(91L), stuck.gaps);
    assertEquals(List.of(101L), quick.numbers);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aListenerThatThrowsHearsTheNextEventToo(Throwable failure) {
    Heard heard = new Heard();
    heard.failure = failure;
    added(heard);
    publish(0, 3);
    hub.close();
    assertEquals(numbers(0, 3), heard.numbers);
  }

  static List<Throwable> failures() {
    return List.of(
        new IllegalStateException("broken listener"),
        new NoClassDefFoundError("the bundle has just been stopped"),
        new StackOverflowError(),
        new IOException("checked, though not declared"),
        new AssertionError("an assertion of the listener's"));
  }

  @Test
  void aListenerThatNeverReturnsDoesNotStopTheHub() {
    EventHub impatient = new EventHub(10, Duration.ofMillis(1), 8);
    Heard stuck = new Heard();
    impatient.addListener(stuck, named());
    stuck.holdFirst(() -> impatient.publish(event(0)));
    impatient.close();
    stuck.release();
    assertEquals(List.of(), stuck.gaps);
  }

  @Test
  void moreListenersThanTheLimitAreNotServed() {
    EventHub one = new EventHub(10, LONG, 1);
    Heard first = new Heard();
    Heard second = new Heard();
    one.addListener(first, named());
    one.addListener(second, named());
    one.publish(event(1));
    one.removeListener(second);
    one.close();
    assertEquals(List.of(1L), first.numbers);
    assertEquals(List.of(), second.numbers);
  }

  @Test
  void withoutRoomForOneEventThereIsNoHub() {
    assertThrows(IllegalArgumentException.class, () -> new EventHub(0, LONG, 1));
  }

  private Heard added(Heard listener) {
    hub.addListener(listener, named());
    return listener;
  }

  private static Map<String, Object> named() {
    return Map.of(PluginName.PROPERTY, "test");
  }

  private void publish(long from, long to) {
    LongStream.range(from, to).forEach(n -> hub.publish(event(n)));
  }

  private static MailEvent event(long number) {
    return new MailEvent.Finished("00", number);
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  /** Remembers what it heard; can be held at its first event. */
  private static final class Heard implements MailEventListener {
    final List<Long> numbers = new ArrayList<>();
    final List<Long> gaps = new ArrayList<>();
    final CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch door = new CountDownLatch(0);
    @Nullable Throwable failure;

    void holdFirst(Runnable publishing) {
      door = new CountDownLatch(1);
      publishing.run();
      await(inside);
    }

    void release() {
      door.countDown();
    }

    @Override
    public void on(MailEvent event) {
      inside.countDown();
      await(door);
      numbers.add(((MailEvent.Finished) event).message());
      if (failure != null) {
        Heard.<RuntimeException>sneak(failure);
      }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // listeners can do so too
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
      throw (E) failure;
    }

    @Override
    public void gap(long count) {
      gaps.add(count);
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
