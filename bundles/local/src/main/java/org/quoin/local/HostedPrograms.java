package org.quoin.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;
import org.quoin.api.program.LocalProgram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs that are plugins, as they come and go, each behind its gate: one that goes waits for
 * the calls that run in it, lest what they have handed in be handed in once more by another try.
 */
final class HostedPrograms {
  private static final Logger LOG = LoggerFactory.getLogger(HostedPrograms.class);

  /** A program that is removed may finish the calls that run in it for so long. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** The best one last. */
  private static final Comparator<Map.Entry<Map<String, Object>, Gated>> ORDER =
      Comparator.<Map.Entry<Map<String, Object>, Gated>>comparingInt(each -> ranking(each.getKey()))
          .thenComparing(each -> number(each.getKey()), Comparator.reverseOrder());

  /** A program and what stands before it. */
  record Gated(LocalProgram program, Gate gate) {
    static Gated of(LocalProgram program) {
      return new Gated(program, new Gate());
    }
  }

  private volatile List<Map.Entry<Map<String, Object>, Gated>> present = List.of();
  private volatile boolean closed;

  /** Those that are there now. */
  Plugins<Gated> present() {
    return new Plugins<>(present);
  }

  void add(LocalProgram program, Map<String, Object> properties) {
    put(Gated.of(program), properties);
  }

  /** It has other properties now. */
  @SuppressWarnings("ReferenceEquality") // services are compared by identity
  synchronized void change(LocalProgram program, Map<String, Object> properties) {
    List<Map.Entry<Map<String, Object>, Gated>> all = new ArrayList<>(present);
    all.replaceAll(
        each ->
            each.getValue().program() == program ? Map.entry(properties, each.getValue()) : each);
    publish(all);
  }

  /** Returns when no call runs in it, or after a limit. */
  void remove(LocalProgram program) {
    remove(program, FAREWELL);
  }

  void remove(LocalProgram program, Duration limit) {
    take(program).ifPresent(gated -> awaitEnd(gated, limit));
  }

  /** Nobody who leaves is waited for any more: all calls have been told to end. */
  void close() {
    closed = true;
  }

  private void awaitEnd(Gated gated, Duration limit) {
    gated.gate().close();
    if (!closed && !gated.gate().awaitEmpty(limit)) {
      LOG.warn(
          "{} is removed while calls of it still run", gated.program().getClass().getSimpleName());
    }
  }

  private synchronized void put(Gated gated, Map<String, Object> properties) {
    List<Map.Entry<Map<String, Object>, Gated>> all = new ArrayList<>(present);
    all.add(Map.entry(properties, gated));
    publish(all);
  }

  private void publish(List<Map.Entry<Map<String, Object>, Gated>> all) {
    all.sort(ORDER);
    present = List.copyOf(all);
  }

  @SuppressWarnings("ReferenceEquality") // services are compared by identity
  private synchronized Optional<Gated> take(LocalProgram program) {
    List<Map.Entry<Map<String, Object>, Gated>> all = new ArrayList<>(present);
    Optional<Map.Entry<Map<String, Object>, Gated>> found =
        all.stream().filter(each -> each.getValue().program() == program).findFirst();
    found.ifPresent(all::remove);
    present = List.copyOf(all);
    return found.map(Map.Entry::getValue);
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
  }

  private static long number(Map<String, Object> properties) {
    return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : 0;
  }
}
