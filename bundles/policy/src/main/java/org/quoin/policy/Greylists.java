package org.quoin.policy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The greylists of the queue instances, each with a table and a file of its own: who has passed at
 * one is a stranger at another, and a flood of strangers at one makes no other forget anybody.
 */
final class Greylists implements AutoCloseable {
  /** The file of the main instance, and of what no instance claims. */
  private static final String MAIN = "table";

  private final Path folder;
  private final GreyTable.Terms terms;
  private final InstantSource clock;
  private final Map<String, GreyMemory> memories = new ConcurrentHashMap<>();

  /**
   * @param folder of all the files
   * @param terms of each of the tables
   */
  Greylists(Path folder, GreyTable.Terms terms, InstantSource clock) {
    this.folder = folder;
    this.terms = terms;
    this.clock = clock;
  }

  GreyMemory main() {
    return of(MAIN);
  }

  /**
   * The greylist of one instance.
   *
   * @param name its id, or the name of a file
   */
  GreyMemory of(String name) {
    return memories.computeIfAbsent(
        name, file -> new GreyMemory(folder.resolve(file), terms, clock));
  }

  @Override
  public void close() {
    memories.values().forEach(GreyMemory::close);
  }
}
