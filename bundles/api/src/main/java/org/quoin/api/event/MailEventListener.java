package org.quoin.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears every event, in order, on a thread of its own. Events wait in a bounded queue per listener;
 * what overflows is dropped and counted.
 */
@ConsumerType
public interface MailEventListener {
  void on(MailEvent event);

  /** {@code count} events were dropped here because the listener was too slow. */
  default void gap(long count) {}
}
