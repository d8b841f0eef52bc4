package org.quoin.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.quoin.codec.AsciiCase;

/**
 * Finds what a message has in base64 (RFC 2045, 6.8) without understanding its structure: behind a
 * field Content-Transfer-Encoding that says so and the next blank line, up to a line that begins
 * with a hyphen, as a boundary does. So messages within messages and torn ones are looked through
 * too, and whatever comes, only the beginning of one line is kept.
 */
final class Base64Parts {
  private static final String FIELD = "content-transfer-encoding:";
  private static final String ENCODING = "base64";
  private static final int LINE_BYTES = 512;
  private static final int BUFFER_BYTES = 8192;
  private static final boolean[] ALPHABET = alphabet();

  private final Reader reader;
  private final byte[] line = new byte[LINE_BYTES];

  /** Bytes of this line that came, though not all may be kept. */
  private int length;

  private boolean announced;
  private boolean inField;
  private boolean inPart;

  /**
   * Reads parts, character by character; of line ends and all that is no base64 it hears nothing.
   */
  interface Reader {
    /** Another part begins. */
    void begin();

    /**
     * @return true if the search is over: this is what was looked for
     */
    boolean take(byte character);
  }

  private Base64Parts(Reader reader) {
    this.reader = reader;
  }

  private static boolean[] alphabet() {
    boolean[] alphabet = new boolean[256];
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".toCharArray()) {
      alphabet[c] = true;
    }
    return alphabet;
  }

  /**
   * Whether the reader finds what it looks for.
   *
   * @param message LF line ends
   */
  static boolean find(InputStream message, Reader reader) throws IOException {
    Base64Parts parts = new Base64Parts(reader);
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = message.read(buffer); n >= 0; n = message.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (parts.isFound(buffer[i])) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isFound(byte b) {
    if (inPart && !(length == 0 && b == '-')) {
      length = b == '\n' ? 0 : 1;
      return ALPHABET[b & 0xff] && reader.take(b);
    }
    inPart = false;
    if (b == '\n') {
      endOfLine();
      length = 0;
    } else if (length < LINE_BYTES) {
      line[length++] = b;
    }
    return false;
  }

  private void endOfLine() {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    if (end == 0) {
      inPart = announced;
      announced = false;
      inField = false;
      if (inPart) {
        reader.begin();
      }
    } else if (line[0] == '-') {
      announced = false;
      inField = false;
    } else if (line[0] == ' ' || line[0] == '\t') {
      announced |= inField && text(end).contains(ENCODING);
    } else {
      field(end);
    }
  }

  private void field(int end) {
    boolean maybe = line[0] == 'C' || line[0] == 'c'; // spares most lines of a text the rest
    String text = maybe ? text(end) : "";
    inField = text.startsWith(FIELD);
    if (inField) {
      announced = text.contains(ENCODING);
    }
  }

  private String text(int end) {
    return AsciiCase.lower(new String(Arrays.copyOf(line, end), StandardCharsets.ISO_8859_1));
  }
}
