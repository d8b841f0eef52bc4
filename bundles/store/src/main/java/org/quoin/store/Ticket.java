package org.quoin.store;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.quoin.api.queue.NoRoomException;

/** One frame on its way through the committer, and the caller who may be waiting for it. */
final class Ticket {
  private final Payload payload;
  private final boolean forced;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile @Nullable IOException failure;

  /**
   * @param forced whether the frame must be durable before the ticket is done
   */
  Ticket(Payload payload, boolean forced) {
    this.payload = payload;
    this.forced = forced;
  }

  Payload payload() {
    return payload;
  }

  boolean forced() {
    return forced;
  }

  int bytes() {
    return FrameCodec.size(payload.length());
  }

  void complete() {
    done.countDown();
  }

  void fail(IOException why) {
    failure = why;
    done.countDown();
  }

  /**
   * Waits until it is decided. Interrupts are kept for later: the frame may be on its way to the
   * disk, and the caller must learn what became of it. The wait is as long as the disk takes.
   */
  void await() throws IOException {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    IOException why = failure;
    if (why instanceof NoRoomException) {
      throw new NoRoomException("not written", why);
    }
    if (why != null) {
      throw new IOException(why.getMessage(), why);
    }
  }
}
