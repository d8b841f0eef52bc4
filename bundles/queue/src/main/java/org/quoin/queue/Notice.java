package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.MailDate;
import org.quoin.codec.Quoting;

/**
 * A failure notice in the QSBMF format (Q16), or the notice about a bounce that bounced (Q17):
 * header, reason, one paragraph per failed recipient, then the message as it was.
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
  private static final String UNREADABLE = "\nThe message itself could not be read.\n";
  private static final String TRUNCATED = "\n\n--- Rest of message truncated.\n";

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

  /** A name with an {@code @} in it asks for double bounces to be thrown away (s/qmail). */
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

  /** Everything before the copy of the message. */
  String text(Message message, Instant now) {
    StringBuilder out = new StringBuilder(1024);
    out.append("Date: ").append(MailDate.header(now)).append('\n');
    out.append("From: ").append(Quoting.quoted(from)).append('\n');
    out.append("To: ").append(Quoting.quoted(to.text())).append('\n');
    out.append("Subject: failure notice\n\n");
    out.append("Hi. This is the qmail-send program at ").append(host).append(".\n");
    out.append(original.isNull() ? DOUBLE : SORRY);
    for (Recipient failed : message.failed()) {
      out.append(Report.paragraph(failed.address(), failed.standing().text()));
    }
    out.append(
        original.isNull()
            ? "--- Below this line is the original bounce.\n\n"
            : "--- Below this line is a copy of the message.\n\n");
    out.append("Return-Path: <").append(Quoting.quoted(original.text())).append(">\n");
    return out.toString();
  }

  /**
   * Writes all of it.
   *
   * @param maxBytes of the message are copied (Q18); 0 = all
   */
  void write(Message message, Instant now, long maxBytes, OutputStream out) throws IOException {
    out.write(text(message, now).getBytes(StandardCharsets.ISO_8859_1));
    Content content = message.accepted().content();
    try (InputStream in = content.open()) {
      if (maxBytes == 0 || content.size() <= maxBytes) {
        in.transferTo(out);
        return;
      }
      copy(in, out, maxBytes);
      out.write(TRUNCATED.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** Tells the sender at least who did not get it. */
  void writeWithoutCopy(Message message, Instant now, OutputStream out) throws IOException {
    out.write((text(message, now) + UNREADABLE).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
    byte[] buffer = new byte[8192];
    long left = bytes;
    int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
    while (count > 0) {
      out.write(buffer, 0, count);
      left -= count;
      count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
    }
  }
}
