package org.quoin.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.queue.Envelope;

/**
 * An envelope in the fields of an acceptance: {@code sender octets, recipients u32, each octets}.
 * Its ESMTP parameters, which hardly any mail has, stand at the very end, and only then:
 *
 * <pre>
 *   of MAIL     octets
 *   count       u32     of recipients that have some
 *     recipient u32     its index; each is greater than the one before
 *     of RCPT   octets
 * </pre>
 */
final class EnvelopeCodec {
  private EnvelopeCodec() {}

  static void names(FieldWriter out, Envelope envelope) {
    out.octets(envelope.sender().text()).u32(envelope.recipients().size());
    for (Address recipient : envelope.recipients()) {
      out.octets(recipient.text());
    }
  }

  static void parameters(FieldWriter out, Envelope envelope) {
    List<Parameters> all = envelope.recipientParameters();
    long some = all.stream().filter(each -> !each.isEmpty()).count();
    out.octets(envelope.parameters().text()).u32((int) some);
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).isEmpty()) {
        out.u32(i).octets(all.get(i).text());
      }
    }
  }

  static Envelope names(FieldReader in) throws IOException {
    try {
      Sender sender = new Sender(in.octets());
      int count = in.count(4);
      List<Address> recipients = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        recipients.add(new Address(in.octets()));
      }
      return new Envelope(sender, recipients);
    } catch (IllegalArgumentException e) {
      throw malformed(e);
    }
  }

  /** The same envelope with the parameters that follow. */
  static Envelope parameters(FieldReader in, Envelope names) throws IOException {
    try {
      Parameters ofMail = Parameters.of(in.octets());
      int count = in.count(8);
      List<Parameters> all =
          new ArrayList<>(
              Collections.nCopies(count == 0 ? 0 : names.recipients().size(), Parameters.NONE));
      int before = -1;
      for (int i = 0; i < count; i++) {
        int recipient = in.u32();
        FieldReader.require(recipient > before && recipient < all.size(), "recipient " + recipient);
        all.set(recipient, Parameters.of(in.octets()));
        FieldReader.require(!all.get(recipient).isEmpty(), "recipient " + recipient + " has none");
        before = recipient;
      }
      return new Envelope(names.sender(), names.recipients(), ofMail, all);
    } catch (IllegalArgumentException e) {
      throw malformed(e);
    }
  }

  private static IOException malformed(IllegalArgumentException e) {
    return new IOException("malformed record: " + e.getMessage(), e);
  }
}
