package org.quoin.runtime;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * SIGALRM and SIGHUP (Q15): each is a command that this process gives itself over the way that
 * {@code bin/quoin} takes, so the bundles know nothing of signals. SIGTERM and SIGINT are the
 * JVM's: they run the shutdown hook of {@link Platform}.
 */
final class Signals {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 200_000_000;

  private final Base base;
  private final BlockingQueue<Heeded> waiting = new ArrayBlockingQueue<>(Heeded.values().length);

  /** The signals and what is done about them. */
  enum Heeded {
    /** All mail is due now. */
    ALRM("queue:flush"),

    /** What is kept of files is forgotten. */
    HUP("quoin:reload");

    private final String command;

    Heeded(String command) {
      this.command = command;
    }
  }

  private Signals(Base base) {
    this.base = base;
  }

  /** From now on signals are heeded; what comes before the platform is up is done when it is. */
  static void heed(Base base) {
    Signals signals = new Signals(base);
    Thread.ofPlatform().name("quoin-signals").daemon().start(signals::work);
    for (Heeded signal : Heeded.values()) {
      try {
        install(signal.name(), () -> signals.came(signal));
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        System.err.println("quoin: SIG" + signal + " is not heeded by this JVM: " + reason(e));
      }
    }
  }

  private static String reason(Exception e) {
    return String.valueOf(e instanceof InvocationTargetException i ? i.getCause() : e);
  }

  /** By name, because the compiler does not offer what the JDK has only for itself. */
  private static void install(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ours =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) -> {
              action.run();
              return null;
            });
    Object which = signal.getConstructor(String.class).newInstance(name);
    signal.getMethod("handle", signal, handler).invoke(null, which, ours);
  }

  /** However often one comes while it waits to be heeded, it is heeded once. */
  private synchronized void came(Heeded signal) {
    if (!waiting.contains(signal)) {
      waiting.add(signal);
    }
  }

  private void work() {
    try {
      while (true) {
        answer(waiting.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Again and again while the platform starts. */
  private void answer(Heeded signal) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String trouble = attempt(signal.command);
    while (!trouble.isEmpty() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      trouble = attempt(signal.command);
    }
    if (!trouble.isEmpty()) {
      System.err.println("quoin: SIG" + signal + ": " + trouble);
    }
  }

  /** What went wrong; empty if nothing did. */
  private String attempt(String command) {
    Output output = Output.collected();
    try (Link link = Link.own(base)) {
      int status = link.run(List.of(command), output);
      return status == 0 ? "" : command + " ended with status " + status;
    } catch (IOException e) {
      return Failure.text(e);
    }
  }
}
