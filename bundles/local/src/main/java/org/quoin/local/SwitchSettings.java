package org.quoin.local;

import java.time.Duration;

/**
 * As whom deliveries are made, and by how many workers.
 *
 * @param recipient whether as the recipient
 * @param workers processes at a time, those at rest included
 * @param idle how long one is kept without work
 * @param patience of a delivery for a free worker
 */
record SwitchSettings(boolean recipient, int workers, Duration idle, Duration patience) {
  private static final int MOST_WORKERS = 1000;
  private static final int MOST_SECONDS = 24 * 60 * 60;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * @throws IllegalArgumentException with one sentence about the first bad value
   */
  static SwitchSettings of(LocalTransport.Config config) {
    int workers = config.concurrency_workers();
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new IllegalArgumentException(
          "\"concurrency.workers\" must be from 1 to " + MOST_WORKERS);
    }
    int seconds = config.worker_idle_seconds();
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException(
          "\"worker.idle.seconds\" must be from 1 to " + MOST_SECONDS);
    }
    return new SwitchSettings(
        recipient(config.users()), workers, Duration.ofSeconds(seconds), PATIENCE);
  }

  private static boolean recipient(String users) {
    return switch (users.strip()) {
      case "platform" -> false;
      case "recipient" -> true;
      default ->
          throw new IllegalArgumentException("\"users\" must be platform or recipient: " + users);
    };
  }

  /** How many of them one user can have. */
  int perUser() {
    return (workers + 1) / 2;
  }
}
