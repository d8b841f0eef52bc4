package org.quoin.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.quoin.api.StoredBody;

/**
 * A body of this store and where it is now: in the heap until the log has it, then in the log,
 * where cleaning moves it, or in a file. There is one object per live body, the same for everybody.
 */
final class Body implements StoredBody {
  /** Not in the log yet; no place in it is before this one. */
  static final long PENDING = Location.NONE;

  /** In a file of its own. */
  static final long FILED = -1;

  /** Nothing refers to it any more, or it was lost with a damaged segment. */
  static final long GONE = -2;

  /** Knows how to read a body from where it is. */
  @FunctionalInterface
  interface Opener {
    InputStream open(Body body) throws IOException;
  }

  /** The bytes of a body that the log does not have yet; its capacity is taken from the budget. */
  record HeapCopy(ByteBuffer bytes, Budget budget) {}

  private static final AtomicReferenceFieldUpdater<Body, @Nullable HeapCopy> HEAP =
      AtomicReferenceFieldUpdater.newUpdater(Body.class, HeapCopy.class, "heap");

  private final long id;
  private final long size;
  private final int sum;
  private final boolean filed;
  private final Opener opener;
  private volatile @Nullable HeapCopy heap;
  private volatile long location;

  /** How many messages and running appends refer to it; guarded by the {@link Index}. */
  int references;

  private Body(BodyRef ref, Opener opener, @Nullable HeapCopy heap, long location) {
    this.id = ref.id();
    this.size = ref.size();
    this.sum = ref.sum();
    this.filed = ref.filed();
    this.opener = opener;
    this.heap = heap;
    this.location = location;
  }

  /** A body whose bytes are in the heap only, or, without a copy, in a synced file. */
  static Body pending(BodyRef ref, Opener opener, @Nullable HeapCopy heap) {
    return new Body(ref, opener, heap, PENDING);
  }

  /** A body that the log names; one inside the log is lost until its record turns up. */
  static Body recovered(BodyRef ref, Opener opener) {
    return new Body(ref, opener, null, ref.filed() ? FILED : GONE);
  }

  /** How the log names it; made anew each time, for there is one body for each waiting mail. */
  BodyRef ref() {
    return new BodyRef(id, size, sum, filed);
  }

  /** Whether it is in a file of its own, not in the log. */
  boolean isFiled() {
    return filed;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream open() throws IOException {
    return opener.open(this);
  }

  /** The place of its record in the log, or one of the constants. */
  long location() {
    return location;
  }

  /** It is in the log, or named by it, now: the heap copy is no longer needed. */
  void moveTo(long newLocation) {
    location = newLocation;
    dropHeap();
  }

  @Nullable HeapCopy heap() {
    return heap;
  }

  void dropHeap() {
    HeapCopy copy = HEAP.getAndSet(this, null);
    if (copy != null) {
      copy.budget().giveBack(copy.bytes().capacity());
    }
  }

  boolean belongsTo(Opener store) {
    return opener.equals(store);
  }
}
