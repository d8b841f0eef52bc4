package org.quoin.smtpd;

import java.io.IOException;

/**
 * Reads a message up to the lone dot (S6; RFC 5321, 4.5.2): CRLF becomes LF and dot stuffing is
 * undone. Works on whole lines in the input's buffer, in place, since the result is never longer.
 *
 * <p>Only CR LF ends a line, and only CR LF dot CR LF ends the message; a LF without CR is refused,
 * so that no two programs can disagree on where a message ends. Bare CRs are kept and noticed, NULs
 * too. A dot at the beginning of a line is removed unless CR follows it.
 */
final class DataReader {
  /** Takes the message piece by piece. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] buffer, int from, int length);

    /** The message is over. */
    default void finish() {}
  }

  /** How the data ended. */
  enum End {
    LONE_DOT,
    BARE_LF
  }

  private final Input input;
  private final Sink sink;
  private final HopCount hops = new HopCount();

  /** The next byte is the first of a line. */
  private boolean lineStart = true;

  /** There was a CR without LF, or a NUL. */
  private boolean unclean;

  /** Where the next byte of the result goes. */
  private int result;

  DataReader(Input input, Sink sink) {
    this.input = input;
    this.sink = sink;
  }

  int hops() {
    return hops.hops();
  }

  /** Whether there was a CR without LF, or a NUL: programs may disagree on such a message. */
  boolean isUnclean() {
    return unclean;
  }

  /**
   * @throws java.io.EOFException if the peer closes before the end
   */
  End read() throws IOException {
    input.expectData();
    while (true) {
      int begin = input.start();
      result = begin;
      Step step = Step.LINE;
      while (step == Step.LINE) {
        step = step();
      }
      sink.write(input.buffer(), begin, result - begin);
      switch (step) {
        case LINE, MORE -> input.fill();
        case DOT -> {
          sink.finish();
          return End.LONE_DOT;
        }
        case BARE_LF -> {
          return End.BARE_LF;
        }
      }
    }
  }

  private enum Step {
    LINE,
    MORE,
    DOT,
    BARE_LF
  }

  /** Reads one line, or what is there of it. */
  private Step step() {
    byte[] b = input.buffer();
    int from = input.start();
    int end = input.end();
    int text = from;
    if (lineStart && from < end && b[from] == '.') {
      if (end - from < 2 || (b[from + 1] == '\r' && end - from < 3)) {
        return Step.MORE;
      }
      if (b[from + 1] != '\r') {
        text++;
      } else if (b[from + 2] == '\n') {
        input.consumeTo(from + 3);
        return Step.DOT;
      }
    }
    int lf = lineFeed(b, text, end);
    if (lf == end) {
      keepPart(b, from, text);
      return Step.MORE;
    }
    if (lf == text || b[lf - 1] != '\r') {
      return Step.BARE_LF;
    }
    keepLine(b, from, text, lf);
    return Step.LINE;
  }

  private static int lineFeed(byte[] b, int from, int end) {
    int i = from;
    while (i < end && b[i] != '\n') {
      i++;
    }
    return i;
  }

  /** A line from {@code from}, its text from {@code text}, up to its LF. */
  private void keepLine(byte[] b, int from, int text, int lf) {
    hops.part(b, from, lf + 1);
    hops.endOfLine();
    keep(b, text, lf - 1);
    b[result++] = '\n';
    input.consumeTo(lf + 1);
    lineStart = true;
  }

  /** All that is there of a line. A CR at its end is left unread: LF may follow. */
  private void keepPart(byte[] b, int from, int text) {
    int end = input.end();
    int stop = end > text && b[end - 1] == '\r' ? end - 1 : end;
    hops.part(b, from, stop);
    keep(b, text, stop);
    input.consumeTo(stop);
    lineStart = lineStart && stop == from;
  }

  private void keep(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      unclean |= b[i] == '\r' || b[i] == 0;
    }
    System.arraycopy(b, from, b, result, to - from);
    result += to - from;
  }
}
