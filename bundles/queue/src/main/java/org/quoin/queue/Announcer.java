package org.quoin.queue;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;
import org.quoin.api.queue.QueueRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what happens in one instance, in the order of qmail-send's log (Q20). */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final String queue;
  private final Supplier<@Nullable MailEvents> events;

  Announcer(String queue, Supplier<@Nullable MailEvents> events) {
    this.queue = queue;
    this.events = events;
  }

  void accepted(QueueRecord.Accepted m) {
    say(
        new MailEvent.Accepted(
            queue, m.message(), m.content().size(), m.envelope().sender(), m.message()));
  }

  void started(long number, Recipient recipient, boolean local, Address rewritten) {
    long message = recipient.message().number();
    say(new MailEvent.Started(queue, number, message, local, rewritten));
  }

  void ended(long number, Recipient recipient, Outcome outcome) {
    say(new MailEvent.Ended(queue, number, recipient.message().number(), outcome));
  }

  void status(Agenda agenda, Limits.Concurrency limits) {
    int local = agenda.lane(true).running();
    int remote = agenda.lane(false).running();
    say(new MailEvent.Status(queue, local, limits.local(), remote, limits.remote()));
  }

  void bounced(Message message, long qp) {
    say(new MailEvent.Bounced(queue, message.number(), qp));
  }

  void tripleBounce(Message message) {
    Recipient failed =
        message.recipients().stream().filter(Recipient::hasFailed).findFirst().orElseThrow();
    say(new MailEvent.TripleBounce(queue, message.number(), failed.address()));
  }

  void finished(Message message) {
    say(new MailEvent.Finished(queue, message.number()));
  }

  void stopped() {
    say(new MailEvent.Stopped(queue));
  }

  void warning(String text) {
    say(new MailEvent.Warning("queue " + queue, text));
  }

  void alert(String text) {
    say(new MailEvent.Alert("queue " + queue, text));
  }

  private void say(MailEvent event) {
    MailEvents listener = events.get();
    try {
      if (listener != null) {
        listener.publish(event);
      }
    } catch (RuntimeException | LinkageError e) { // nobody's mail waits for who only listens
      LOG.warn("queue {}: nobody hears of {}", queue, event, e);
    }
  }
}
