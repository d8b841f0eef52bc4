package org.quoin.smtpd;

import java.io.IOException;

/**
 * Reads a message in chunks of known length (RFC 3030): CRLF becomes LF, and nothing else is
 * changed. A LF or CR alone, and NUL, are noticed: a message with them is one that two programs may
 * read in two ways.
 */
final class ChunkReader {
  private static final byte[] CR = {'\r'};
  private static final byte[] LF = {'\n'};
  private static final byte[] CRLF = {'\r', '\n'};

  private final Input input;
  private final DataReader.Sink sink;
  private final HopCount hops = new HopCount();

  /** The byte before the next one was CR; it has not been written. */
  private boolean afterCr;

  private boolean lineBegun;
  private boolean bareLf;
  private boolean unclean;

  ChunkReader(Input input, DataReader.Sink sink) {
    this.input = input;
    this.sink = sink;
  }

  int hops() {
    return hops.hops();
  }

  boolean hasBareLf() {
    return bareLf;
  }

  /** Whether there was a CR without LF, or a NUL. */
  boolean isUnclean() {
    return unclean || afterCr;
  }

  /**
   * Reads one chunk to its end.
   *
   * @throws java.io.EOFException if the peer closes before
   */
  void read(long bytes) throws IOException {
    input.expectData();
    long rest = bytes;
    while (rest > 0) {
      if (!input.hasMore()) {
        input.fill();
      }
      int count = (int) Math.min(rest, input.end() - input.start());
      take(input.buffer(), input.start(), count);
      input.consumeTo(input.start() + count);
      rest -= count;
    }
  }

  /** The message is over; its last line is ended as all others are. */
  void finish() {
    if (afterCr) {
      keepCr();
    }
    if (lineBegun) {
      hops.endOfLine();
      sink.write(LF, 0, 1);
    }
    sink.finish();
  }

  private void take(byte[] b, int from, int count) {
    int result = from;
    int line = from;
    for (int i = from; i < from + count; i++) {
      byte c = b[i];
      if (afterCr && c != '\n') {
        unclean = true;
        hops.part(b, line, result);
        sink.write(b, from, result - from);
        keepCr();
        result = from;
        line = from;
      }
      if (c == '\r') {
        afterCr = true;
        continue;
      }
      unclean |= c == 0;
      b[result++] = c;
      if (c == '\n') {
        bareLf |= !afterCr;
        endLine(b, line, result - 1);
        line = result;
      }
      afterCr = false;
    }
    hops.part(b, line, result);
    lineBegun = result > line || (lineBegun && line == from);
    sink.write(b, from, result - from);
  }

  /** A CR that ends no line. */
  private void keepCr() {
    hops.part(CR, 0, 1);
    sink.write(CR, 0, 1);
    lineBegun = true;
  }

  /** The line is over, with the line end that was sent. */
  private void endLine(byte[] b, int line, int end) {
    byte[] lineEnd = afterCr ? CRLF : LF;
    hops.part(b, line, end);
    hops.part(lineEnd, 0, lineEnd.length);
    hops.endOfLine();
    lineBegun = false;
  }
}
