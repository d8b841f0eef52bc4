package org.quoin.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says {@code quoin: ready} once, when every configured listener is open for the first time, or
 * after a while what that waits for.
 */
@Component(service = Announcer.class, immediate = true)
public final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final int LOOK_MILLIS = 50;
  private static final int LATE_LOOK_MILLIS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Instant started =
      ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
  private final CommandSession session;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param commands what is asked, here so that it is there
   */
  @Activate
  public Announcer(@Reference CommandProcessor gogo, @Reference QuoinCommands commands) {
    this.session =
        gogo.createSession(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    Thread.ofPlatform().name("quoin-ready").daemon().start(this::watch);
  }

  @Deactivate
  void stop() {
    stopped.countDown();
    session.close();
  }

  private void watch() {
    boolean complained = false;
    try {
      while (!stopped.await(complained ? LATE_LOOK_MILLIS : LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        Optional<String> missing = missing();
        Duration age = Duration.between(started, Instant.now());
        if (missing.isEmpty()) {
          LOG.info(
              "{}", String.format(Locale.ROOT, "quoin: ready in %.1f s", age.toMillis() / 1e3));
          return;
        }
        if (!complained && age.compareTo(PATIENCE) > 0) {
          LOG.warn("quoin: not ready after {} s: {}", age.toSeconds(), missing.get());
          complained = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> missing() {
    try {
      session.execute("quoin:status");
      return Optional.empty();
    } catch (Exception notYet) {
      return Optional.of(String.valueOf(notYet.getMessage()));
    }
  }
}
