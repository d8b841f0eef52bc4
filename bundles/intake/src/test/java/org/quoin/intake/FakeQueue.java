package org.quoin.intake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueEntry;

/** A queue that lets in what a test wants, and remembers what it was asked. */
final class FakeQueue implements MailQueue {
  private final String id;
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile @Nullable Limit limit;

  /** Met only by who takes room, as when others were faster. */
  volatile @Nullable Limit lateLimit;

  FakeQueue(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String alias() {
    return id;
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public List<QueueEntry> entries(int most) {
    return List.of();
  }

  @Override
  public void flush() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Limit> full(boolean bounce) {
    return bounce ? Optional.empty() : Optional.ofNullable(limit);
  }

  @Override
  public Optional<Limit> reserve(long message, long bytes, boolean bounce) {
    asked.add("reserve " + message + " " + bytes + (bounce ? " bounce" : ""));
    return full(bounce).or(() -> Optional.ofNullable(lateLimit));
  }

  @Override
  public void cancel(long message) {
    asked.add("cancel " + message);
  }
}
