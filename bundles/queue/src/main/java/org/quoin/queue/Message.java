package org.quoin.queue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;

/**
 * A message in an instance, with its recipients: what must be known of each that waits. All the
 * rest, such as its content and what was answered, is in the store; see {@link History}. Guarded by
 * the dispatcher's lock.
 */
final class Message {
  private final long number;
  private final long birthNanos;
  private final long size;
  private final byte[] names;
  private final Recipient[] recipients;
  private final boolean tellsSuccess;
  private boolean suspect;
  private boolean held;
  private String bounceTrouble = "";
  private int open;

  Message(Accepted accepted, boolean suspect) {
    this.number = accepted.message();
    this.birthNanos = Nanos.of(accepted.birth());
    this.size = accepted.content().size();
    this.names = Names.of(accepted.envelope());
    this.tellsSuccess = Wishes.success(accepted.envelope());
    this.suspect = suspect;
    this.open = accepted.envelope().recipients().size();
    this.recipients = new Recipient[open];
    Arrays.setAll(recipients, i -> new Recipient(this, i));
  }

  long number() {
    return number;
  }

  Instant birth() {
    return Nanos.instant(birthNanos);
  }

  /** Bytes, header included. */
  long size() {
    return size;
  }

  Sender sender() {
    return Names.sender(names);
  }

  Address recipient(int index) {
    return Names.recipient(names, index);
  }

  /** Of all recipients; for those who ask for more than a few. */
  List<Address> addresses() {
    return Names.recipients(names, recipients.length);
  }

  List<Recipient> recipients() {
    return Collections.unmodifiableList(Arrays.asList(recipients));
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

  /** Whether anything is to be told to its sender, or may have to be, when all are settled. */
  boolean hasNews() {
    return tellsSuccess || hasFailed();
  }

  boolean hasFailed() {
    for (Recipient recipient : recipients) {
      if (recipient.hasFailed()) {
        return true;
      }
    }
    return false;
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
    if (index < 0 || index >= recipients.length || !recipients[index].isOpen()) {
      return;
    }
    recipients[index].apply(mark);
    open -= recipients[index].isOpen() ? 0 : 1;
  }
}
