package org.quoin.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
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
  private static final int NO_SUCH_COMMAND = 127;

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

  /**
   * How one try went.
   *
   * @param early whether the platform may not be up yet
   * @param trouble empty if there was none
   */
  private record Attempt(boolean early, String trouble) {}

  /** Again and again while the platform starts; what was done and failed is not repeated. */
  private void answer(Heeded signal) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Attempt last = attempt(signal.command);
    while (last.early() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      last = attempt(signal.command);
    }
    if (!last.trouble().isEmpty()) {
      System.err.println("quoin: SIG" + signal + ": " + last.trouble());
    }
  }

  private Attempt attempt(String command) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Link link = Link.own(base)) {
      int status = link.run(List.of(command), new Output(OutputStream.nullOutputStream(), said));
      String why = said.toString(StandardCharsets.UTF_8).strip();
      String trouble = command + " ended with status " + status + ": " + why;
      return new Attempt(status == NO_SUCH_COMMAND, status == 0 ? "" : trouble);
    } catch (IOException | RuntimeException e) {
      return new Attempt(true, Failure.text(e));
    }
  }
}
