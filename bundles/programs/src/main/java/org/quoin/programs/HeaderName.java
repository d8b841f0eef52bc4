package org.quoin.programs;

import java.util.Optional;
import org.quoin.codec.AsciiCase;

/** Names of header fields: printing characters before a colon, blanks between allowed. */
final class HeaderName {
  private HeaderName() {}

  /** In lower case; an mbox's From_ line counts as a field named {@code mbox-line}, as in qmail. */
  static Optional<String> of(String text, int start, int end) {
    if (text.startsWith("From ", start)) {
      return Optional.of("mbox-line");
    }
    int at = start;
    while (at < end && text.charAt(at) > ' ' && text.charAt(at) < 127 && text.charAt(at) != ':') {
      at++;
    }
    String name = text.substring(start, at);
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
    boolean isField = !name.isEmpty() && at < end && text.charAt(at) == ':';
    return isField ? Optional.of(AsciiCase.lower(name)) : Optional.empty();
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
