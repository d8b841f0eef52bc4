package org.quoin.api.event;

import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Outcome;

/** Something that happened. Cheap to make; listeners do the formatting. */
public sealed interface MailEvent {

  /** An event of one queue instance, named by id. */
  sealed interface OfQueue extends MailEvent {
    String queue();
  }

  record Connected(String listener, String connection, Peer peer) implements MailEvent {}

  record Disconnected(String listener, String connection, long millis) implements MailEvent {}

  /** A connection was closed at once. */
  record Turned(String listener, String remoteIp, String reason) implements MailEvent {}

  /** How far a conversation had come. */
  enum Stage {
    CONNECTION,
    SENDER,
    RECIPIENT,
    MESSAGE
  }

  /** A filter or limit said no. {@code recipient} is empty except at its stage. */
  record Refused(
      Speaker speaker, Stage stage, String rule, Reply reply, Sender sender, String recipient)
      implements MailEvent {}

  /**
   * A recipient that a network peer has named is taken, by a positive reply to it alone: the
   * message may still be refused, discarded, or never come. Sender and recipient are as the peer
   * named them, before filters change them.
   *
   * @param rule why it is welcome, see {@link org.quoin.api.intake.Session#WELCOME}; may be empty
   */
  record Admitted(Speaker speaker, String rule, Sender sender, Address recipient)
      implements MailEvent {}

  /** A message is durable. {@code qp} is what the client was told. */
  record Accepted(String queue, long message, long bytes, Sender sender, long qp)
      implements OfQueue {}

  /** {@code number} counts the attempts of one instance from 1. */
  record Started(String queue, long number, long message, boolean local, Address recipient)
      implements OfQueue {}

  record Ended(String queue, long number, long message, Outcome outcome) implements OfQueue {}

  /** Running attempts and their limits, whenever one starts or ends. */
  record Status(String queue, int local, int localLimit, int remote, int remoteLimit)
      implements OfQueue {}

  record Bounced(String queue, long message, long qp) implements OfQueue {}

  /** A double bounce failed; it is dropped (Q17). */
  record TripleBounce(String queue, long message, Address recipient) implements OfQueue {}

  /** Nothing about the message is left in this instance. */
  record Finished(String queue, long message) implements OfQueue {}

  /** The instance has ended all its attempts and starts no more until it is made anew. */
  record Stopped(String queue) implements OfQueue {}

  /** An operator should know, nothing is lost. */
  record Warning(String source, String text) implements MailEvent {}

  /** An operator must act. */
  record Alert(String source, String text) implements MailEvent {}
}
