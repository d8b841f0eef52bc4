package org.quoin.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.quoin.api.table.ControlFiles;

/**
 * An instance's limits: its own, else those of the control files as they are now (A7). A control
 * file that cannot be read holds its channel rather than be guessed.
 */
final class Limits {
  static final int DEFAULT_LOCAL = 10;
  static final int DEFAULT_REMOTE = 20;
  static final long DEFAULT_LIFETIME_SECONDS = 604_800;

  /** Whoever sets less may have meant minutes (T1). */
  static final long SHORT_LIFETIME_SECONDS = 3600;

  private static final int REFRESH_SECONDS = 1;

  /** Of the attempts of a remote channel, so many go to one destination if nothing is set. */
  static final int DEFAULT_DESTINATION = 20;

  /** Attempts at a time, per channel. */
  record Concurrency(int local, int remote) {
    int of(boolean isLocal) {
      return isLocal ? local : remote;
    }
  }

  private record Seen(
      Settings.Bounds bounds, Instant at, Concurrency concurrency, long lifetimeSeconds) {
    /**
     * If nothing is set, a destination may have all of the local channel; of the remote one as much
     * as Postfix gives it, but never the last tenth.
     */
    int destination(boolean local) {
      int channel = concurrency.of(local);
      int otherwise = local ? 0 : Math.min(DEFAULT_DESTINATION, channel - channel / 10);
      int limit = bounds.destination().orElse(otherwise);
      return limit == 0 ? channel : Math.min(limit, channel);
    }
  }

  private final ControlFiles controls;
  private final Consumer<String> warnings;
  private volatile Seen seen;
  private final Map<String, String> warned = new ConcurrentHashMap<>();

  /**
   * @param warnings hears when a control file cannot be read, once per trouble
   */
  Limits(ControlFiles controls, Consumer<String> warnings) {
    this.controls = controls;
    this.warnings = warnings;
    this.seen = new Seen(Settings.Bounds.NONE, Instant.MIN, new Concurrency(0, 0), Long.MAX_VALUE);
  }

  /** What the last {@link #refresh} saw; reads no file. */
  Concurrency concurrency() {
    return seen.concurrency();
  }

  /** The same for one channel, with what else limits its attempts. */
  Lane.Room room(boolean local) {
    Seen now = seen;
    return new Lane.Room(
        now.concurrency().of(local), now.destination(local), now.lifetimeSeconds());
  }

  /** Looks at the control files, at most once a second. */
  void refresh(Settings settings, Instant now) {
    Seen last = seen;
    boolean same = last.bounds().equals(settings.bounds());
    if (same && now.isBefore(last.at().plusSeconds(REFRESH_SECONDS))) {
      return;
    }
    Settings.Bounds bounds = settings.bounds();
    int local = number(bounds.local(), "concurrencylocal", DEFAULT_LOCAL);
    int remote = number(bounds.remote(), "concurrencyremote", DEFAULT_REMOTE);
    seen = new Seen(bounds, now, new Concurrency(local, remote), lifetimeSeconds(settings));
  }

  /** The next look at the control files is not put off. */
  void forget() {
    Seen last = seen;
    seen = new Seen(last.bounds(), Instant.MIN, last.concurrency(), last.lifetimeSeconds());
  }

  /** Seconds that mail is tried for; so far off that nothing ends while it cannot be told. */
  long lifetimeSeconds(Settings settings) {
    OptionalLong own = settings.bounds().lifetimeSeconds();
    if (own.isPresent()) {
      return own.getAsLong();
    }
    try {
      long seconds = controls.number("queuelifetime").orElse(DEFAULT_LIFETIME_SECONDS);
      if (seconds < SHORT_LIFETIME_SECONDS) {
        warnOnce(
            "queuelifetime",
            "queuelifetime " + seconds + " is less than an hour; it is in seconds (T1)");
      }
      return seconds;
    } catch (IOException | RuntimeException | LinkageError e) {
      warnOnce(
          "queuelifetime",
          "queuelifetime cannot be read, nothing is given up meanwhile: " + e.getMessage());
      return Long.MAX_VALUE;
    }
  }

  private int number(OptionalInt own, String file, int otherwise) {
    if (own.isPresent()) {
      return own.getAsInt();
    }
    try {
      long number = controls.number(file).orElse(otherwise);
      return (int) Math.min(number, SettingsReader.MAX_CONCURRENCY);
    } catch (IOException | RuntimeException | LinkageError e) {
      warnOnce(file, file + " cannot be read, its channel is held meanwhile: " + e.getMessage());
      return 0;
    }
  }

  private void warnOnce(String file, String text) {
    if (!text.equals(warned.put(file, text))) {
      warnings.accept(text);
    }
  }
}
