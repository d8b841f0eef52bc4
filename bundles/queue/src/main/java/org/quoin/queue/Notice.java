package org.quoin.queue;

import java.io.IOException;
import java.time.Instant;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.MailDate;
import org.quoin.codec.Quoting;

/**
 * What a failure notice (Q16), or the notice about a bounce that bounced (Q17), says in words: who
 * sends it to whom, and one paragraph per failed recipient.
 *
 * @param from of whom it comes, unquoted
 * @param host the machine's name in the text
 * @param to who gets it
 * @param original sender of the message that failed; null sender for a double bounce
 */
record Notice(String from, String host, Address to, Sender original) {
  private static final String SORRY =
      """
      I'm afraid I wasn't able to deliver your message to the following addresses.
      This is a permanent error; I've given up. Sorry it didn't work out.

      """;
  private static final String DOUBLE =
      """
      I tried to deliver a bounce message to this address, but the bounce bounced!

      """;

  /** The notice for mail of this sender; its mark for many senders (Q19) is taken away. */
  static Notice about(Sender sender, ControlFiles controls) throws IOException {
    Sender plain = Verp.plain(sender);
    String host = controls.lineOrMe("bouncehost").orElse("bouncehost");
    String from = controls.line("bouncefrom").orElse("MAILER-DAEMON") + "@" + host;
    if (!plain.isNull()) {
      return new Notice(from, host, new Address(plain.text()), plain);
    }
    String toHost = controls.lineOrMe("doublebouncehost").orElse("doublebouncehost");
    String to = doubleBounceTo(controls) + "@" + toHost;
    return new Notice(from, host, new Address(to), Sender.NULL);
  }

  /**
   * A name with an {@code @} in it asks for double bounces to be thrown away (s/qmail). With an
   * empty name they go to {@code @host}, as recorded, and local delivery throws them away (Q21).
   */
  static boolean isUnwanted(Sender sender, ControlFiles controls) throws IOException {
    return Verp.plain(sender).isNull() && doubleBounceTo(controls).contains("@");
  }

  private static String doubleBounceTo(ControlFiles controls) throws IOException {
    return controls.line("doublebounceto").orElse("postmaster");
  }

  /** Its envelope sender: nothing, or the mark of a double bounce, which never bounces again. */
  Sender sender() {
    return original.isNull() ? Sender.DOUBLE_BOUNCE : Sender.NULL;
  }

  /** Whether a bounce has bounced. */
  boolean isDouble() {
    return original.isNull();
  }

  /** Its header fields without those of MIME. */
  String header(Instant now) {
    return "Date: "
        + MailDate.header(now)
        + "\nFrom: "
        + Quoting.quoted(from)
        + "\nTo: "
        + inOneLine(to.text())
        + "\nSubject: failure notice\n";
  }

  /** Its text for people. */
  String words(History message) {
    StringBuilder out = new StringBuilder(1024);
    out.append("Hi. This is the qmail-send program at ").append(host).append(".\n");
    out.append(isDouble() ? DOUBLE : SORRY);
    for (History.Line failed : message.failed()) {
      out.append(Report.paragraph(failed.address(), failed.text()));
    }
    return out.toString();
  }

  /** The field that stands before the copy of the message. */
  String returnPath() {
    return "Return-Path: <" + inOneLine(original.text()) + ">\n";
  }

  /**
   * A line end in an address becomes {@code _}, as in the paragraph about a recipient: else whoever
   * chooses a sender could write further fields into the header.
   */
  private static String inOneLine(String address) {
    return Quoting.quoted(address).replace('\n', '_');
  }

  /** The same without control characters in its addresses, which qmail's format keeps. */
  Notice tame() {
    return new Notice(
        FoldedField.line(from),
        FoldedField.line(host),
        new Address(FoldedField.line(to.text())),
        new Sender(FoldedField.line(original.text())));
  }
}
