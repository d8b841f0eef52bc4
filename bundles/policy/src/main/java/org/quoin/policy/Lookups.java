package org.quoin.policy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.net.Resolver;

/**
 * Asks the resolver of the moment on a thread of its own, so that several questions run at once and
 * the filter's time is bounded, however many steps an answer takes. Rules that need no look-up work
 * without a resolver.
 */
@Component(service = Lookups.class)
public final class Lookups {
  /** Less than a filter has before it is set aside. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Resolver resolver;

  private final Duration limit;

  /** What is asked. */
  @FunctionalInterface
  interface Lookup<T> {
    T from(Resolver resolver) throws IOException;
  }

  /** An answer that is on its way. */
  @FunctionalInterface
  interface Pending<T> {
    /**
     * Waits until the limit, which counts from when it was asked.
     *
     * @throws IOException if nobody knows by then
     */
    T answer() throws IOException;
  }

  @Activate
  public Lookups() {
    this(LIMIT);
  }

  Lookups(Duration limit) {
    this.limit = limit;
  }

  /** Asks and waits. */
  <T> T ask(Lookup<T> lookup) throws IOException {
    return start(lookup).answer();
  }

  /** Asks, for an answer that is wanted later. */
  <T> Pending<T> start(Lookup<T> lookup) {
    long end = System.nanoTime() + limit.toNanos();
    FutureTask<T> task = new FutureTask<>(() -> lookup.from(present()));
    Thread.ofVirtual().name("quoin-lookup").start(task);
    return () -> answer(task, end - System.nanoTime());
  }

  private Resolver present() throws IOException {
    Resolver present = resolver;
    if (present == null) {
      throw new IOException("no resolver is installed");
    }
    return present;
  }

  private static <T> T answer(FutureTask<T> task, long nanos) throws IOException {
    try {
      return task.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new IOException("no answer in time", e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw wrong;
      }
      throw new IOException(e.getCause());
    }
  }
}
