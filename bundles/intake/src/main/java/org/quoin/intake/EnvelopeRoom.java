package org.quoin.intake;

import java.util.concurrent.atomic.AtomicLong;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;

/**
 * The room in memory for the envelopes of all drafts that are open. A draft takes its {@link Share}
 * bit by bit and gives it back when it ends, so that many sessions with large envelopes cannot
 * exhaust the heap together.
 */
final class EnvelopeRoom {
  private static final long ADDRESS_OVERHEAD_BYTES = 64;

  private final long maxOfOneBytes;
  private final long maxOfAllBytes;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @throws IllegalArgumentException if a limit leaves no room
   */
  EnvelopeRoom(long maxOfOneBytes, long maxOfAllBytes) {
    if (maxOfOneBytes < 1) {
      throw new IllegalArgumentException("envelope.bytes.max must be at least 1");
    }
    if (maxOfAllBytes < 1) {
      throw new IllegalArgumentException("envelopes.bytes.max must be at least 1");
    }
    this.maxOfOneBytes = maxOfOneBytes;
    this.maxOfAllBytes = maxOfAllBytes;
  }

  /** Roughly what a recipient takes in the heap and in the log. */
  static long bytes(Named recipient) {
    long address = ADDRESS_OVERHEAD_BYTES + recipient.address().text().length();
    return address + bytes(recipient.parameters());
  }

  static long bytes(Sender sender) {
    return ADDRESS_OVERHEAD_BYTES + sender.text().length();
  }

  static long bytes(Parameters parameters) {
    return parameters.isEmpty() ? 0 : ADDRESS_OVERHEAD_BYTES + parameters.text().length();
  }

  long takenBytes() {
    return taken.get();
  }

  /** Of one draft; for its thread only. */
  final class Share implements AutoCloseable {
    private long bytes;

    /** Whether so much more could be taken now. */
    boolean has(long more) {
      return bytes + more <= maxOfOneBytes && taken.get() + more <= maxOfAllBytes;
    }

    /** Takes more; false if there is no room for it, then nothing was taken. */
    boolean take(long more) {
      if (bytes + more > maxOfOneBytes) {
        return false;
      }
      if (taken.addAndGet(more) > maxOfAllBytes) {
        taken.addAndGet(-more);
        return false;
      }
      bytes += more;
      return true;
    }

    /** Gives back all of it. */
    @Override
    public void close() {
      taken.addAndGet(-bytes);
      bytes = 0;
    }
  }
}
