package org.quoin.queue;

import java.util.ArrayList;
import java.util.List;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;

/** A message in an instance, with its recipients. Guarded by the dispatcher's lock. */
final class Message {
  private final Accepted accepted;
  private final List<Recipient> recipients;
  private boolean suspect;
  private boolean held;
  private String bounceTrouble = "";
  private int open;

  Message(Accepted accepted, boolean suspect) {
    this.accepted = accepted;
    this.suspect = suspect;
    this.open = accepted.envelope().recipients().size();
    List<Recipient> list = new ArrayList<>(open);
    for (int i = 0; i < open; i++) {
      list.add(new Recipient(this, i));
    }
    this.recipients = List.copyOf(list);
  }

  long number() {
    return accepted.message();
  }

  Accepted accepted() {
    return accepted;
  }

  List<Recipient> recipients() {
    return recipients;
  }

  /** Damage in the journal may have eaten marks of this message: it is not delivered unasked. */
  boolean isSuspect() {
    return suspect;
  }

  /** Whether an operator has to say something before it is delivered. */
  boolean isHeld() {
    return held || suspect;
  }

  /** Why its bounce could not be handed in the last time; empty if it was not tried. */
  String bounceTrouble() {
    return bounceTrouble;
  }

  void bounceTrouble(String reason) {
    bounceTrouble = reason;
  }

  /** Recipients that are not settled. */
  int open() {
    return open;
  }

  /** Those for whom the sender gets a bounce. */
  List<Recipient> failed() {
    return recipients.stream().filter(r -> r.standing().hasFailed()).toList();
  }

  boolean hasFailed() {
    return recipients.stream().anyMatch(r -> r.standing().hasFailed());
  }

  /** Folds one mark in; a mark for a recipient that is settled, or none, changes nothing. */
  void apply(QueueRecord.Mark mark) {
    switch (mark) {
      case QueueRecord.Settled s -> apply(s, s.recipient());
      case QueueRecord.Deferred d -> apply(d, d.recipient());
      case QueueRecord.Held h -> {
        held = h.held();
        suspect &= held;
      }
    }
  }

  private void apply(QueueRecord.Mark mark, int index) {
    if (index < 0 || index >= recipients.size() || !recipients.get(index).standing().isOpen()) {
      return;
    }
    Recipient recipient = recipients.get(index);
    recipient.apply(mark);
    open -= recipient.standing().isOpen() ? 0 : 1;
  }
}
