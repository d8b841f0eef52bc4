package org.quoin.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the fleet says of its instances: what an operator should know is a warning, each once. */
final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

  private final Supplier<@Nullable MailEvents> events;
  private Set<String> strays = Set.of();

  Complaints(Supplier<@Nullable MailEvents> events) {
    this.events = events;
  }

  void warn(String text) {
    MailEvents listener = events.get();
    if (listener == null) {
      LOG.warn("{}", text);
    } else {
      listener.publish(new MailEvent.Warning("queue", text));
    }
  }

  void warnOfShortLifetime(Settings settings) {
    var lifetime = settings.bounds().lifetimeSeconds();
    if (lifetime.isPresent() && lifetime.getAsLong() < Limits.SHORT_LIFETIME_SECONDS) {
      warn(
          "queue "
              + settings.id()
              + ": lifetime "
              + lifetime.getAsLong()
              + " is less than an hour; it is in seconds (T1)");
    }
  }

  /** Mail of an instance lies in a store that it does not work on; each such place is told once. */
  void warnOfStrays(List<Stray> all) {
    Set<String> now = new HashSet<>();
    for (Stray stray : all) {
      String text = "queue " + stray.queue() + " has mail " + stray.reason();
      if (stray.configured().isPresent() && now.add(text) && !strays.contains(text)) {
        warn(text + "; see qmq:list");
      }
    }
    strays = now;
  }

  /** An instance is closed because somebody wanted it, or what it needs is gone. */
  void closed(DurableQueue queue, String reason) {
    LOG.info("queue {} is closed: {}", queue.id(), reason.isEmpty() ? "it is made anew" : reason);
  }

  /**
   * An instance cannot be opened.
   *
   * @param isNew false if it could not for the same reason when it was tried before
   */
  void notOpened(Settings settings, Throwable why, boolean isNew) {
    if (isNew) {
      LOG.error("queue {}: the store cannot be used", settings.id(), why);
    } else {
      LOG.debug("queue {}: the store still cannot be used", settings.id(), why);
    }
  }
}
