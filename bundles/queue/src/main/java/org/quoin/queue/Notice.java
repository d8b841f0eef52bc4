package org.quoin.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.MailDate;
import org.quoin.codec.Quoting;

/**
 * What a failure notice (Q16), the notice about a bounce that bounced (Q17), or a success notice
 * (RFC 3461, 4.1) says in words: who sends it to whom, and one paragraph per recipient.
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
  private static final String ASKED =
      """
      Your message was delivered to the following addresses. Thanks for asking.
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
  String header(Instant now, History message) {
    return "Date: "
        + MailDate.header(now)
        + "\nFrom: "
        + Quoting.quoted(from)
        + "\nTo: "
        + inOneLine(to.text())
        + (message.failed().isEmpty()
            ? "\nSubject: success notice\n"
            : "\nSubject: failure notice\n");
  }

  /**
   * Its text for people. Good news alone does not begin as a bounce does, by which programs know
   * it; beside failures it stands in the first paragraph, for every other one is about a failure.
   * What was said about a delivery that succeeded, such as the output of a user's programs, is the
   * operator's to read, and nobody else's.
   */
  String words(History message) {
    boolean isGood = message.failed().isEmpty();
    StringBuilder out = new StringBuilder(1024);
    out.append(isGood ? "Hi! This" : "Hi. This").append(" is the qmail-send program at ");
    out.append(host).append(".\n").append(isGood ? ASKED : sorry());
    name(message).ifPresent(name -> out.append("Envelope id: ").append(name).append('\n'));
    if (!isGood) {
      goodNews(message.succeeded(), out);
    }
    out.append('\n');
    for (History.Line line : isGood ? message.succeeded() : message.failed()) {
      out.append(Report.paragraph(line.address(), original(line) + (isGood ? "" : line.text())));
    }
    return out.toString();
  }

  private String sorry() {
    return isDouble() ? DOUBLE : SORRY;
  }

  private static Optional<String> name(History message) {
    return Wishes.name(message.accepted().envelope().parameters());
  }

  private static void goodNews(List<History.Line> lines, StringBuilder out) {
    if (!lines.isEmpty()) {
      out.append(ASKED);
    }
    lines.forEach(line -> out.append("  ").append(Report.name(line.address())).append('\n'));
  }

  private static String original(History.Line line) {
    return Wishes.original(line.parameters())
        .map(address -> "Original recipient: " + address + "\n")
        .orElse("");
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
