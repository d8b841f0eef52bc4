package org.quoin.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quoin.api.PluginName;
import org.quoin.api.net.Protocol;

/**
 * The installed protocols, found by name at the moment of use. Of equal names the one with the
 * highest ranking is used, so that "install the new one, then remove the old" has no gap.
 */
@Component(service = Protocols.class)
public final class Protocols {
  /** The longest that the removal of a protocol waits for its conversations. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private record Entry(ServiceReference<Protocol> reference, String name, Gate gate) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Entry> entries = new ArrayList<>();

  @Activate
  public Protocols() {}

  @Reference(
      service = Protocol.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addProtocol(ServiceReference<Protocol> reference, Protocol protocol) {
    Object name = reference.getProperty(PluginName.PROPERTY);
    lock.lock();
    try {
      entries.add(new Entry(reference, String.valueOf(name), new Gate(protocol, new Crowd())));
      entries.sort(Comparator.comparing(Entry::reference));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until the conversations of this protocol have ended, for a bounded time. */
  void removeProtocol(ServiceReference<Protocol> reference) {
    Gate gate = take(reference);
    if (gate != null) {
      gate.crowd().dismiss(FAREWELL);
    }
  }

  private @Nullable Gate take(ServiceReference<Protocol> reference) {
    lock.lock();
    try {
      for (Entry entry : entries) {
        if (entry.reference().equals(reference)) {
          entries.remove(entry);
          return entry.gate();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** The gate of the protocol with this name; waits at most this long for it to be installed. */
  Optional<Gate> find(String name, Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = wait.toNanos();
      Optional<Gate> found = present(name);
      while (found.isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
        found = present(name);
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Gate> present(String name) {
    Gate best = null;
    for (Entry entry : entries) {
      if (entry.name().equals(name)) {
        best = entry.gate();
      }
    }
    return Optional.ofNullable(best);
  }
}
