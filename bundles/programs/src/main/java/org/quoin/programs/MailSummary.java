package org.quoin.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mail in a few lines of a screen: who to whom, and how subject and text begin. What does not
 * print is replaced, so that no mail can steer the terminal.
 */
record MailSummary(String sender, String recipient, String from, String text) {
  private static final int READ_BYTES = 1 << 16;
  private static final int TEXT_CHARACTERS = 158;
  private static final String UNKNOWN = "?";

  static MailSummary of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(new String(in.readNBytes(READ_BYTES), StandardCharsets.ISO_8859_1));
    }
  }

  private static MailSummary of(String top) {
    Header header = Header.of(top);
    String subject = header.last("subject").map(field -> field.value() + "/").orElse("");
    String from = header.last("from").map(Header.Field::lines).orElse("");
    String body = top.substring(header.body());
    String text = body.isEmpty() ? subject : subject + "/" + body;
    return new MailSummary(
        value(header, "return-path"),
        value(header, "delivered-to"),
        from,
        text.substring(0, Math.min(TEXT_CHARACTERS, text.length())));
  }

  private static String value(Header header, String name) {
    return header.last(name).map(Header.Field::value).orElse(UNKNOWN);
  }

  String screen() {
    String bold = from.isEmpty() ? "" : "\033[1m" + printing(from, '/') + "\033[0m\n";
    return "FROM %s TO <%s>\n%s%s\n\n"
        .formatted(printing(sender, '?'), printing(recipient, '?'), bold, printing(text, '/'));
  }

  private static String printing(String text, char instead) {
    StringBuilder safe = new StringBuilder(text);
    for (int i = 0; i < safe.length(); i++) {
      if (safe.charAt(i) < ' ' || safe.charAt(i) > '~') {
        safe.setCharAt(i, instead);
      }
    }
    return safe.toString();
  }
}
