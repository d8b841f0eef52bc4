package org.quoin.observe;

import java.time.Duration;
import java.util.List;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener with its events and the thread that brings them. */
final class Outlet {
  private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

  private static final Duration GATHERING = Duration.ofMillis(5);

  private final String name;
  private final MailEventListener listener;
  private final Mailbag bag;
  private final Thread thread;

  /**
   * @param name of the listener, for people
   * @param capacity events that may wait
   */
  Outlet(String name, MailEventListener listener, int capacity) {
    this.name = name;
    this.listener = listener;
    this.bag = new Mailbag(capacity, GATHERING);
    this.thread = Thread.ofPlatform().daemon().name("quoin-events-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @SuppressWarnings("ReferenceEquality") // two listeners may be equal and are still two
  boolean leadsTo(MailEventListener other) {
    return listener == other;
  }

  void put(MailEvent event) {
    if (bag.put(event)) {
      LOG.warn("the event listener {} is too slow: events are being dropped", name);
    }
  }

  /** Takes no more events, and waits for those that are on their way, but no longer than this. */
  void close(Duration limit) {
    bag.close();
    try {
      if (!thread.join(limit)) {
        LOG.warn("the event listener {} did not finish: events are lost", name);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (List<Mailbag.Item> items = bag.take(); !items.isEmpty(); items = bag.take()) {
        items.forEach(this::bring);
      }
    } catch (InterruptedException e) {
      LOG.debug("the event listener {} was given up", name);
    }
  }

  /** Whatever the listener throws, the next event is brought to it. */
  private void bring(Mailbag.Item item) {
    try {
      switch (item) {
        case Mailbag.Item.Event event -> listener.on(event.event());
        case Mailbag.Item.Gap gap -> listener.gap(gap.count());
      }
    } catch (Throwable e) {
      LOG.warn("the event listener {} failed", name, e);
    }
  }
}
