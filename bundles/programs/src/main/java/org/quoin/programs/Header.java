package org.quoin.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.quoin.api.Content;

/**
 * The fields on top of a message (RFC 5322, 2.2), read leniently: they end with an empty line, with
 * a line that is no field, or at {@link #LIMIT_BYTES}.
 *
 * @param isWhole whether it ends before the limit; if not, its last fields are missing
 * @param body where the body begins behind an empty line, in characters
 */
record Header(List<Field> fields, boolean isWhole, int body) {
  static final int LIMIT_BYTES = 1 << 18;
  private static final int PIECE_BYTES = 1 << 13;
  private static final String ID = "<[!-;=?-~]{1,900}>";
  private static final String EMPTY_LINE = "\n\n";

  /**
   * @param name in lower case
   * @param lines as they stand there, without the last line end
   */
  record Field(String name, String lines) {
    /** The lines with all their ends. */
    String text() {
      return lines + "\n";
    }

    /** What is behind the colon, unfolded. */
    String value() {
      return lines.substring(lines.indexOf(':') + 1).replace("\n", "").strip();
    }
  }

  static Header of(Content message) throws IOException {
    try (InputStream in = message.open()) {
      return of(top(in));
    }
  }

  /** The beginning of the message, with the whole header if it is not too large. */
  private static String top(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] piece = new byte[PIECE_BYTES];
    int searched = 0;
    int count = in.read(piece);
    while (count >= 0 && text.length() < LIMIT_BYTES) {
      text.append(new String(piece, 0, count, StandardCharsets.ISO_8859_1));
      if (text.indexOf(EMPTY_LINE, searched) >= 0) {
        break;
      }
      searched = Math.max(0, text.length() - 1);
      count = in.read(piece);
    }
    return text.toString();
  }

  /**
   * @param text a whole message or the top of one
   */
  static Header of(String text) {
    List<Field> fields = new ArrayList<>();
    int at = 0;
    int end = endOfField(text, at);
    while (end > at && end < LIMIT_BYTES) {
      Optional<String> name = HeaderName.of(text, at, end);
      if (name.isEmpty()) {
        break;
      }
      int lines = text.charAt(end - 1) == '\n' ? end - 1 : end;
      fields.add(new Field(name.get(), text.substring(at, lines)));
      at = end;
      end = endOfField(text, at);
    }
    int body = text.startsWith("\n", at) ? at + 1 : at;
    return new Header(List.copyOf(fields), end < LIMIT_BYTES, body);
  }

  /** Behind the line and those that continue it. */
  private static int endOfField(String text, int start) {
    int at = start;
    do {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    } while (at < text.length() && HeaderName.isBlank(text.charAt(at)));
    return at;
  }

  /** All fields of this name, in their order. */
  Stream<Field> all(String name) {
    return fields.stream().filter(field -> field.name().equals(name));
  }

  Optional<Field> first(String name) {
    return all(name).findFirst();
  }

  /** The Message-ID, if it is an id and nothing else. */
  Optional<String> messageId() {
    return first("message-id").map(Field::value).filter(id -> id.matches(ID));
  }

  Optional<Field> last(String name) {
    return all(name).reduce((before, field) -> field);
  }

  boolean has(String name) {
    return first(name).isPresent();
  }
}
