package org.quoin.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.quoin.kit.Await;

/** Waits until a server has nothing more to do. */
final class Idle {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Each look takes processor time from the server that is being looked at. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** Between two looks: less than any work on mail takes. */
  private static final long MILLIS = 10;

  private Idle() {}

  /** The server's processor time when it is idle, or after some seconds in which it was not. */
  static long cpuMillis(MailServer server) throws Exception {
    AtomicLong last = new AtomicLong(server.cpuMillis());
    Await.within(
        LIMIT,
        BETWEEN_LOOKS,
        () -> {
          long now = server.cpuMillis();
          return now - last.getAndSet(now) <= MILLIS && now > 0;
        });
    return last.get();
  }
}
