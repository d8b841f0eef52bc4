package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Time that stands still until it is moved, and threads that run when they are told to. */
final class ManualTime implements InstantSource, Timer, Executor {
  private record Alarm(Instant at, long number, Runnable call) {}

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::number));
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private long numbers;
  private int steps;

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Runnable after(Duration delay, Runnable call) {
    Alarm alarm = new Alarm(now.plus(delay), ++numbers, call);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs what is to be done now, and what follows from it. */
  void run() {
    Runnable task = next();
    while (task != null) {
      steps++;
      task.run();
      task = next();
    }
  }

  /** Runs one task; false if there is none. */
  boolean runOne() {
    Runnable task = next();
    if (task != null) {
      steps++;
      task.run();
    }
    return task != null;
  }

  /** Lets time pass, alarm by alarm. */
  void pass(Duration duration) {
    Instant end = now.plus(duration);
    run();
    while (!alarms.isEmpty() && !alarms.peek().at().isAfter(end)) {
      Instant at = alarms.peek().at();
      now = at.isAfter(now) ? at : now;
      run();
    }
    now = end;
    run();
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** How many tasks were run. */
  int steps() {
    return steps;
  }

  int tasks() {
    return tasks.size();
  }

  /** How many alarms are set. */
  int alarms() {
    return alarms.size();
  }

  private @Nullable Runnable next() {
    while (!alarms.isEmpty() && !alarms.peek().at().isAfter(now)) {
      alarms.remove().call().run();
    }
    return tasks.poll();
  }
}
