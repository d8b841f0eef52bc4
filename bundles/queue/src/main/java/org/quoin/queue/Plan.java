package org.quoin.queue;

import java.time.Instant;
import java.util.Optional;
import org.quoin.api.queue.QueueRecord;
import org.quoin.queue.Recipient.Place;

/**
 * What is planned for whole messages: each recipient stands on the agenda, and a message whose
 * recipients are all settled among the endings. Guarded by the board's lock.
 */
record Plan(QueueState state, Agenda agenda, Endings endings) {

  /** A message that nobody works on is planned for by what is known of it. */
  void enrol(Message message, Instant now) {
    message.recipients().forEach(recipient -> agenda.enrol(recipient, now));
    endIfSettled(message, now);
  }

  void endIfSettled(Message message, Instant now) {
    if (message.open() == 0 && !message.isHeld()) {
      endings.add(message, now);
    }
  }

  /**
   * Takes a message out of all plans and into the caller's hands.
   *
   * @return BUSY if somebody works on it now
   */
  Fate take(long number, Instant now) {
    Message message = state.find(number).orElse(null);
    if (message == null) {
      return Fate.ABSENT;
    }
    boolean busy = message.recipients().stream().anyMatch(r -> r.place() == Place.RUNNING);
    if (busy || !endings.withdraw(message)) {
      return Fate.BUSY;
    }
    message.recipients().forEach(recipient -> agenda.take(recipient, now));
    return Fate.DONE;
  }

  /**
   * One message is due now, unless it is held.
   *
   * @return false if there is no such message
   */
  boolean flush(long number, Instant now) {
    Optional<Message> chosen = state.find(number);
    chosen.ifPresent(
        message -> {
          flush(message, now);
          endings.flush(message, now);
        });
    return chosen.isPresent();
  }

  /**
   * All that is not held is due now.
   *
   * @return false if there is nothing
   */
  boolean flushAll(Instant now) {
    state.forEach(message -> flush(message, now));
    endings.flush(now);
    return state.size() > 0;
  }

  private void flush(Message message, Instant now) {
    if (!message.isHeld()) {
      message.recipients().forEach(recipient -> agenda.flush(recipient, now));
    }
  }

  /** An operator has held or released a message. */
  void obey(QueueRecord.Held decision, Instant now) {
    state.apply(decision);
    Optional<Message> message = state.find(decision.message());
    message.ifPresent(
        told -> {
          told.recipients().forEach(recipient -> agenda.obey(recipient, now));
          if (endings.withdraw(told)) {
            endIfSettled(told, now);
          }
        });
  }
}
