package org.quoin.codec;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One frame of the conversation between {@code bin/quoin} and a running platform, over the base's
 * Unix-domain socket:
 *
 * <pre>
 * byte 0     what it is, see {@link Kind}
 * byte 1..4  length of the payload, big-endian, at most {@value #LIMIT}
 * byte 5..   payload; text is UTF-8
 * </pre>
 *
 * <p>A request is any number of {@link Kind#ARGUMENT} frames and one {@link Kind#RUN}, or one
 * {@link Kind#LINE} or {@link Kind#COMPLETE}. The answer is any number of {@link Kind#OUT} and
 * {@link Kind#ERR} frames and one {@link Kind#EXIT}. Requests follow one another until the client
 * closes.
 */
public final class ShellFrame {
  /** The longest payload, in bytes. */
  public static final int LIMIT = 1 << 16;

  private static final int HEADER = 5;

  private final Kind kind;
  private final byte[] payload;

  /** What a frame is. */
  public enum Kind {
    /** One word of a command: its name first. Never parsed again. */
    ARGUMENT('a'),
    /** Run the command whose words were sent. */
    RUN('r'),
    /** Run this line, as typed in an interactive shell. */
    LINE('l'),
    /** Say what could stand in place of the last word of this line; one choice a line. */
    COMPLETE('c'),
    OUT('o'),
    ERR('e'),
    /** The end of an answer; the payload is the exit status, one byte. */
    EXIT('x');

    private final byte mark;

    Kind(char mark) {
      this.mark = (byte) mark;
    }

    private static Kind of(byte mark) throws IOException {
      for (Kind kind : values()) {
        if (kind.mark == mark) {
          return kind;
        }
      }
      throw new IOException("no such frame: " + mark);
    }
  }

  /** Keeps the payload, does not copy it. */
  public ShellFrame(Kind kind, byte[] payload) {
    if (payload.length > LIMIT) {
      throw new IllegalArgumentException("longer than a frame: " + payload.length + " bytes");
    }
    this.kind = kind;
    this.payload = payload;
  }

  public Kind kind() {
    return kind;
  }

  public byte[] payload() {
    return payload;
  }

  public static ShellFrame of(Kind kind, String text) {
    return new ShellFrame(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The end of an answer. */
  public static ShellFrame exit(int status) {
    return new ShellFrame(Kind.EXIT, new byte[] {(byte) status});
  }

  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The exit status of an {@link Kind#EXIT}. */
  public int status() throws IOException {
    if (kind != Kind.EXIT || payload.length != 1) {
      throw new IOException("not an exit status");
    }
    return Byte.toUnsignedInt(payload[0]);
  }

  /**
   * Reads the next frame.
   *
   * @return empty at the end of the stream
   * @throws IOException if what comes is no frame, is too long or ends too early
   */
  public static Optional<ShellFrame> read(InputStream in) throws IOException {
    int mark = in.read();
    if (mark < 0) {
      return Optional.empty();
    }
    DataInputStream data = new DataInputStream(in);
    Kind kind = Kind.of((byte) mark);
    int length = data.readInt();
    if (length < 0 || length > LIMIT) {
      throw new IOException("frame too long: " + Integer.toUnsignedString(length));
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("frame cut short");
    }
    return Optional.of(new ShellFrame(kind, payload));
  }

  /** Writes this frame in one write. */
  public void writeTo(OutputStream out) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
    out.write(frame.put(kind.mark).putInt(payload.length).put(payload).array());
  }
}
