package org.quoin.queue;

import java.util.List;
import java.util.Optional;
import org.quoin.api.Parameters;
import org.quoin.api.Parameters.Notify;
import org.quoin.api.Sender;
import org.quoin.api.queue.Envelope;
import org.quoin.codec.Xtext;

/** What the sender of a mail wants to be told, and under which names (RFC 3461). */
final class Wishes {
  private Wishes() {}

  /**
   * Whether some recipient's delivery is to be told to somebody; no notice is ever answered with
   * one (RFC 3461, 6.1).
   */
  static boolean success(Envelope envelope) {
    return !envelope.recipientParameters().isEmpty()
        && hears(envelope.sender())
        && envelope.recipientParameters().stream().anyMatch(each -> each.asks(Notify.SUCCESS));
  }

  /** Whether there is anybody to tell good news. */
  static boolean hears(Sender sender) {
    return !sender.isDoubleBounce() && !Verp.plain(sender).isNull();
  }

  /** How the sender calls his mail. */
  static Optional<String> name(Parameters ofMail) {
    return ofMail.value("ENVID").flatMap(Xtext::decode).map(FoldedField::line);
  }

  /** The recipient as the sender first named it: address type and address. */
  static Optional<String> original(Parameters ofRecipient) {
    return ofRecipient.value("ORCPT").map(Wishes::decoded).map(FoldedField::line);
  }

  /** An address of type utf-8 may be as it is, which is no xtext (RFC 6533, 3). */
  private static String decoded(String value) {
    List<String> parts = List.of(value.split(";", 2));
    return parts.getFirst() + "; " + Xtext.decode(parts.getLast()).orElse(parts.getLast());
  }
}
