package org.quoin.smtpd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the peer sends: one buffer for commands and message data. Before it waits for the peer, the
 * replies gathered so far go out.
 */
final class Input {
  /** Enough for a batch of commands; small, since most connections of a busy host are silent. */
  private static final int SMALL = 2 * 1024;

  private static final int LARGE = 32 * 1024;

  private final InputStream peer;
  private final Output output;
  private byte[] buffer = new byte[SMALL];
  private int normalBytes = SMALL;
  private int start;
  private int end;

  Input(InputStream peer, Output output) {
    this.peer = peer;
    this.output = output;
  }

  /**
   * The next line, bytes as characters, without its LF.
   *
   * @return empty if the line is longer than {@code limit} bytes; it has been skipped
   * @throws EOFException if the peer has closed
   */
  Optional<String> readLine(int limit) throws IOException {
    int scanned = 0;
    while (true) {
      int lf = lineFeed(start + scanned);
      if (lf >= 0) {
        String line = text(start, lf);
        start = lf + 1;
        return line.length() > limit ? Optional.empty() : Optional.of(line);
      }
      scanned = end - start;
      if (scanned > limit) {
        skipLine();
        return Optional.empty();
      }
      fill();
    }
  }

  private void skipLine() throws IOException {
    int lf;
    do {
      start = end;
      fill();
      lf = lineFeed(start);
    } while (lf < 0);
    start = lf + 1;
  }

  private int lineFeed(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private String text(int from, int to) {
    return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Whether something has been read that nobody has asked for yet. */
  boolean hasMore() {
    return start < end;
  }

  /**
   * Throws bytes away.
   *
   * @throws EOFException if the peer closes before
   */
  void skip(long bytes) throws IOException {
    long rest = bytes;
    while (rest > 0) {
      if (!hasMore()) {
        fill();
      }
      int count = (int) Math.min(rest, end - start);
      start += count;
      rest -= count;
    }
  }

  /** Makes room for message data. */
  void expectData() {
    normalBytes = LARGE;
    if (buffer.length < LARGE) {
      buffer = Arrays.copyOf(buffer, LARGE);
    }
  }

  /** The bytes from {@link #start()} to {@link #end()} are unread; the reader may change them. */
  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Everything before {@code position} has been read. */
  void consumeTo(int position) {
    start = position;
  }

  /**
   * Waits for more bytes and puts them behind the unread ones, which may move.
   *
   * @throws EOFException if the peer has closed
   */
  void fill() throws IOException {
    output.flush();
    makeRoom();
    int count = peer.read(buffer, end, buffer.length - end);
    if (count < 0) {
      throw new EOFException("the peer has closed");
    }
    end += count;
  }

  /** What a long line made the buffer grow to is given back before the wait for the next one. */
  private void makeRoom() {
    int unread = end - start;
    byte[] room = buffer;
    if (unread == buffer.length) {
      room = new byte[buffer.length * 2];
    } else if (unread < normalBytes) {
      room = buffer.length > normalBytes ? new byte[normalBytes] : buffer;
    }
    System.arraycopy(buffer, start, room, 0, unread);
    buffer = room;
    start = 0;
    end = unread;
  }
}
