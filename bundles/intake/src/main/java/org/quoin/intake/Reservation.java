package org.quoin.intake;

import java.util.ArrayList;
import java.util.List;
import org.quoin.api.queue.MailQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room that a message has taken in instances, given back unless the message becomes theirs. */
final class Reservation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reservation.class);

  private final long message;
  private final List<MailQueue> queues = new ArrayList<>();

  Reservation(long message) {
    this.message = message;
  }

  long message() {
    return message;
  }

  /** There is room for it in this one. */
  void in(MailQueue queue) {
    queues.add(queue);
  }

  /** The message is appended: the instances count it from now on. */
  void keep() {
    queues.clear();
  }

  @Override
  public void close() {
    for (MailQueue queue : queues) {
      try {
        queue.cancel(message);
      } catch (RuntimeException | LinkageError e) { // its bundle is just going, and its counts too
        LOG.debug("message {} was not cancelled", message, e);
      }
    }
    queues.clear();
  }
}
