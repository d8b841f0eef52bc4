package org.quoin.intake;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The messages that are being appended now. A stop waits for them: what is appended when its queue
 * has gone would be there at the next start, and nobody would have told the log of it.
 */
final class Appending {
  private final Phaser underWay = new Phaser(1);
  private volatile boolean over;

  /** Whether it may begin; then {@link #end} must follow. */
  boolean begin() {
    return !over && underWay.register() >= 0;
  }

  void end() {
    underWay.arriveAndDeregister();
  }

  /**
   * Lets none begin any more and waits for those under way.
   *
   * @return whether all ended within this time
   */
  boolean close(Duration limit) {
    over = true;
    int phase = underWay.arriveAndDeregister();
    try {
      underWay.awaitAdvanceInterruptibly(phase, limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
