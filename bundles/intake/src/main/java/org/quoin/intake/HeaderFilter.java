package org.quoin.intake;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import org.quoin.codec.AsciiCase;

/**
 * Copies a message and leaves out every header field of some names, with its continuation lines
 * (RFC 5322, 2.2.3). Needs no more memory for a header of any length.
 */
final class HeaderFilter {
  private static final int END = -1;
  private static final int BUFFER = 16 * 1024;

  private final Set<String> names;
  private final int longest;
  private final InputStream in;
  private final OutputStream out;

  private HeaderFilter(Set<String> names, InputStream in, OutputStream out) {
    this.names = names;
    this.longest = names.stream().mapToInt(String::length).max().orElse(0);
    this.in = in;
    this.out = out;
  }

  /**
   * @param names in lower case
   */
  static void copyWithout(Set<String> names, InputStream message, OutputStream out)
      throws IOException {
    InputStream in = new BufferedInputStream(message, BUFFER);
    OutputStream buffered = new BufferedOutputStream(out, BUFFER);
    new HeaderFilter(names, in, buffered).header();
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
    StringBuilder held = new StringBuilder();
    int c = first;
    while (held.length() < longest && mayBeInName(c)) {
      held.append((char) c);
      c = in.read();
    }
    String name = AsciiCase.lower(held.toString());
    while ((c == ' ' || c == '\t') && held.length() < BUFFER) {
      held.append((char) c);
      c = in.read();
    }
    boolean drop = c == ':' && names.contains(name);
    for (int i = 0; !drop && i < held.length(); i++) {
      out.write(held.charAt(i));
    }
    return line(c, drop);
  }

  private static boolean mayBeInName(int c) {
    return c != END && c != '\n' && c != ':' && c != ' ' && c != '\t';
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
}
