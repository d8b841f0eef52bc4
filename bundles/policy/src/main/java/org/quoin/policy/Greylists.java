package org.quoin.policy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quoin.api.queue.MailQueue;

/**
 * The greylists of the queue instances, each with a table and a file of its own: who has passed at
 * one is a stranger at another, and a flood of strangers at one makes no other forget anybody. All
 * tables together have one limit, which those in use share equally.
 */
final class Greylists implements AutoCloseable {
  /** The file of the main instance, and of what no instance claims. */
  private static final String MAIN = "table";

  /** What each list may have in any case. */
  private static final int LEAST = 100;

  private final Path folder;
  private final GreyTable.Terms terms;
  private final InstantSource clock;
  private final Map<String, GreyMemory> memories = new ConcurrentHashMap<>();
  private volatile @Nullable Tenants seen;
  private volatile boolean closed;

  /**
   * @param folder of all the files
   * @param terms of each of the tables; their limit is of all together
   */
  Greylists(Path folder, GreyTable.Terms terms, InstantSource clock) {
    this.folder = folder;
    this.terms = terms;
    this.clock = clock;
  }

  /** The greylist of the instance that claims the domain. */
  @SuppressWarnings("ReferenceEquality") // a change of the configurations makes another object
  GreyMemory of(Tenants now, String domain) {
    if (now != seen) {
      seen = now;
      retain(now.ids());
    }
    String name = now.of(domain).filter(id -> !id.equals(MailQueue.MAIN)).orElse(MAIN);
    GreyMemory memory =
        memories.computeIfAbsent(
            name, file -> new GreyMemory(folder.resolve(file), terms, this::room, clock));
    if (closed) {
      memory.close();
    }
    return memory;
  }

  /** Entries that wait, and as many that have passed, of one list. */
  private int room() {
    return Math.max(LEAST, terms.most() / Math.max(1, memories.size()));
  }

  /** Lists of instances that are gone are read again when these come back. */
  private void retain(Set<String> ids) {
    for (String name : List.copyOf(memories.keySet())) {
      if (!name.equals(MAIN) && !ids.contains(name)) {
        GreyMemory gone = memories.remove(name);
        if (gone != null) {
          gone.close();
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    memories.values().forEach(GreyMemory::close);
  }
}
