package org.quoin.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Calls back when it is told to; for fleets on real threads. */
final class ManualTimer implements Timer {
  private final List<Runnable> calls = new ArrayList<>();
  private int planned;

  @Override
  public synchronized Runnable after(Duration delay, Runnable call) {
    planned++;
    calls.add(call);
    return () -> withdraw(call);
  }

  private synchronized void withdraw(Runnable call) {
    calls.remove(call);
  }

  /** How many calls were asked for in all. */
  synchronized int planned() {
    return planned;
  }

  /** Time passes: all that was asked for comes now. */
  void ring() {
    taken().forEach(Runnable::run);
  }

  private synchronized List<Runnable> taken() {
    List<Runnable> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }
}
