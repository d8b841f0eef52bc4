package org.quoin.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * The segments behind the head of the log, oldest first. Only the committer's thread touches it.
 */
final class Ring {
  private final Deque<Segment> segments = new ArrayDeque<>();
  private long bytes;

  Ring(Collection<Segment> recovered) {
    recovered.forEach(this::add);
  }

  void add(Segment segment) {
    segments.add(segment);
    bytes += segment.size();
  }

  /** The segment that everything else is younger than. */
  Segment oldest() {
    return segments.getFirst();
  }

  Segment removeOldest() {
    Segment oldest = segments.removeFirst();
    bytes -= oldest.size();
    return oldest;
  }

  int size() {
    return segments.size();
  }

  long bytes() {
    return bytes;
  }
}
