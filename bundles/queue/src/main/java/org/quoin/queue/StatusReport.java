package org.quoin.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A bounce for machines: multipart/report (RFC 6522) with the notice in words, the delivery status
 * (RFC 3464) and the message, or its header if the message is too long.
 *
 * @param notice tamed: nothing in it ends a line
 * @param reporter our name, as in {@code me}
 */
record StatusReport(Notice notice, History message, String reporter) implements Letter {
  private static final String UNREADABLE = "The message itself could not be read.\n";

  @Override
  public void writeTo(OutputStream out, Instant now, Copy copy) throws IOException {
    Multipart report = Multipart.of(parts(copy), () -> "=_" + UUID.randomUUID());
    String header =
        notice.header(now, message)
            + "MIME-Version: 1.0\n"
            + "Auto-Submitted: auto-replied\n"
            + report.header("multipart/report; report-type=delivery-status");
    write(header, out);
    report.writeTo(out);
  }

  private List<Part> parts(Copy copy) {
    String words = notice.words(message) + (copy.isReadable() ? "" : UNREADABLE);
    String status = DeliveryStatus.of(message, reporter);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("text/plain; charset=" + charset(words), out -> write(words, out)));
    parts.add(new Part("message/delivery-status", out -> write(status, out)));
    if (copy.isReadable()) {
      parts.add(original(copy));
    }
    return parts;
  }

  private Part original(Copy copy) {
    return copy.isWhole()
        ? new Part("message/rfc822", out -> writeWhole(copy, out))
        : new Part("text/rfc822-headers", out -> writeHeader(copy, out));
  }

  private void writeWhole(Copy copy, OutputStream out) throws IOException {
    write(notice.returnPath(), out);
    copy.writeTo(out);
  }

  private void writeHeader(Copy copy, OutputStream out) throws IOException {
    write(notice.returnPath(), out);
    copy.writeHeaderTo(out);
  }

  private static String charset(String text) {
    return switch (TextBytes.of(text)) {
      case ASCII -> "us-ascii";
      case UTF_8 -> "utf-8";
      case UNKNOWN -> "unknown-8bit";
    };
  }

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
