package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.quoin.api.event.MailEvent;

/** A fleet on real threads; every wait is for a condition and bounded. */
final class FleetRig implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(30);

  final Rig around = new Rig();
  final List<String> published = new CopyOnWriteArrayList<>();
  final List<Settings> renewed = new CopyOnWriteArrayList<>();
  final List<MailEvent> events = new CopyOnWriteArrayList<>();
  volatile boolean refuse;

  /** How often an instance wanted to know the time. */
  final AtomicLong asked = new AtomicLong();

  private final Crew crew = new Crew(Thread::startVirtualThread);
  final ManualTimer timer = new ManualTimer();
  final Fleet fleet;

  FleetRig() {
    Tools tools = new Tools(this::now, timer, crew::execute, around.controls);
    Neighbours neighbours =
        new Neighbours(
            around.routers, around.transports, () -> around.intake, () -> events::add, this::views);
    fleet = new Fleet(tools, neighbours, around.stores, this::publish);
  }

  private Instant now() {
    asked.incrementAndGet();
    return Instant.now();
  }

  private List<Fleet.View> views() {
    return fleet.views();
  }

  private Publisher.Publication publish(String pid, DurableQueue queue) {
    if (refuse) {
      throw new IllegalStateException("the bundle is stopped");
    }
    String id = queue.id();
    published.add(id);
    return new Publisher.Publication() {
      @Override
      public void renew() {
        renewed.add(queue.settings());
      }

      @Override
      public void end() {
        published.remove(id);
      }
    };
  }

  void configure(String pid, Map<String, String> settings) {
    fleet.configure(pid, settings);
  }

  void until(Predicate<Fleet> condition) {
    assertTrue(fleet.await(condition, LIMIT), () -> "views: " + fleet.views());
  }

  void untilUp(String id) {
    until(f -> f.find(id).flatMap(Fleet.View::queue).isPresent());
  }

  void untilProblem(String pid, String text) {
    until(
        f ->
            f.views().stream()
                .anyMatch(view -> view.pid().equals(pid) && view.problem().contains(text)));
  }

  /** Returns when all that was asked of the fleet until now is done. */
  void settle() {
    fleet.pause("none");
  }

  /** Waits until no thread works for the fleet; false if one still does. */
  boolean idle() {
    return crew.awaitIdle(LIMIT);
  }

  /** The time of the next look has come. */
  void lookAgain() {
    timer.ring();
    settle();
  }

  DurableQueue queue(String id) {
    return fleet.find(id).flatMap(Fleet.View::queue).orElseThrow();
  }

  @Override
  public void close() {
    fleet.close();
  }
}
