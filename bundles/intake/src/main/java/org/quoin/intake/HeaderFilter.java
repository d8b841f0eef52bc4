package org.quoin.intake;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.quoin.codec.AsciiCase;

/**
 * Copies a message and leaves out every header field of one name, with its continuation lines (RFC
 * 5322, 2.2.3). Needs no more memory for a header of any length.
 */
final class HeaderFilter {
  private static final int END = -1;
  private static final int BUFFER = 16 * 1024;

  private final String name;
  private final InputStream in;
  private final OutputStream out;

  private HeaderFilter(String name, InputStream in, OutputStream out) {
    this.name = AsciiCase.lower(name);
    this.in = in;
    this.out = out;
  }

  static void copyWithout(String name, InputStream message, OutputStream out) throws IOException {
    InputStream in = new BufferedInputStream(message, BUFFER);
    OutputStream buffered = new BufferedOutputStream(out, BUFFER);
    new HeaderFilter(name, in, buffered).header();
    in.transferTo(buffered);
    buffered.flush();
  }

  /** Up to the empty line between header and text, which is copied too. */
  private void header() throws IOException {
    boolean dropping = false;
    int first = in.read();
    while (first != END && first != '\n') {
      boolean continued = first == ' ' || first == '\t';
      dropping = continued ? line(first, dropping) : fieldLine(first);
      first = in.read();
    }
    if (first == '\n') {
      out.write(first);
    }
  }

  /**
   * A line that begins a field.
   *
   * @return whether the field is left out
   */
  private boolean fieldLine(int first) throws IOException {
    int matched = 0;
    int c = first;
    StringBuilder held = new StringBuilder();
    while (matched < name.length() && lower(c) == name.charAt(matched)) {
      held.append((char) c);
      matched++;
      c = in.read();
    }
    while (matched == name.length() && (c == ' ' || c == '\t') && held.length() < BUFFER) {
      held.append((char) c);
      c = in.read();
    }
    if (matched == name.length() && c == ':') {
      return line(c, true);
    }
    for (int i = 0; i < held.length(); i++) {
      out.write(held.charAt(i));
    }
    return line(c, false);
  }

  /** The rest of a line, which begins with {@code first}; returns {@code drop}. */
  private boolean line(int first, boolean drop) throws IOException {
    int c = first;
    while (c != END) {
      if (!drop) {
        out.write(c);
      }
      if (c == '\n') {
        break;
      }
      c = in.read();
    }
    return drop;
  }

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }
}
