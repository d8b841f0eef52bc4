package org.quoin.queue;

import java.io.PrintStream;
import java.io.Writer;

/**
 * Passes JSON text on in ASCII: any other character can only stand in a string, where it may be
 * written as {@code \\uXXXX}. Closing it leaves the stream open.
 */
final class AsciiWriter extends Writer {
  private final PrintStream out;

  AsciiWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    StringBuilder ascii = new StringBuilder(length);
    for (int i = offset; i < offset + length; i++) {
      char c = text[i];
      if (c < 127) {
        ascii.append(c);
      } else {
        ascii.append("\\u%04x".formatted((int) c));
      }
    }
    out.print(ascii);
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
