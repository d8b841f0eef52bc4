package org.quoin.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.codec.IpText;

/**
 * What a proxy says about the peer that it speaks for, before anything else (HAProxy's PROXY
 * protocol, versions 1 and 2). Nothing behind it is read.
 *
 * @param sourceIp the peer's address
 * @param targetIp the address that the peer connected to
 */
record ProxyHeader(String sourceIp, int sourcePort, String targetIp, int targetPort) {
  private static final byte[] SIGNATURE = {
    '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
  };

  /** The longest line of version 1, its line end included. */
  private static final int LINE_BYTES = 107;

  /** Version 2: addresses, and what may follow them; senders stay far below that. */
  private static final int MOST_BYTES = 4096;

  private static final int PORT_BYTES = 2;
  private static final int MOST_PORT = 65_535;

  /**
   * Reads one.
   *
   * @return empty if the proxy speaks for itself, or for a peer it does not name
   * @throws IOException if there is none, or not a good one
   */
  static Optional<ProxyHeader> read(InputStream in) throws IOException {
    int first = next(in);
    if (first == SIGNATURE[0]) {
      return binary(in);
    }
    if (first == 'P') {
      return text(in);
    }
    throw new IOException("no PROXY header");
  }

  private static int next(InputStream in) throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("the PROXY header is cut short");
    }
    return b;
  }

  private static Optional<ProxyHeader> text(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder("P");
    while (line.charAt(line.length() - 1) != '\n') {
      if (line.length() >= LINE_BYTES) {
        throw new IOException("the PROXY header is too long");
      }
      line.append((char) next(in));
    }
    if (!line.toString().endsWith("\r\n")) {
      throw new IOException("the PROXY header has no CRLF");
    }
    String[] words = line.substring(0, line.length() - 2).split(" ", -1);
    if (words[0].equals("PROXY") && words.length > 1 && words[1].equals("UNKNOWN")) {
      return Optional.empty();
    }
    if (words.length != 6 || !words[0].equals("PROXY") || !words[1].matches("TCP[46]")) {
      throw new IOException("not a PROXY header: " + line.toString().strip());
    }
    boolean six = words[1].endsWith("6");
    return Optional.of(
        new ProxyHeader(ip(words[2], six), port(words[4]), ip(words[3], six), port(words[5])));
  }

  private static String ip(String word, boolean six) throws IOException {
    if (word.contains(":") != six) {
      throw new IOException("no address of its kind in the PROXY header: " + word);
    }
    return Network.literal(word)
        .map(IpText::of)
        .orElseThrow(() -> new IOException("no address in the PROXY header: " + word));
  }

  private static int port(String word) throws IOException {
    if (!word.matches("\\d{1,5}") || Integer.parseInt(word) > MOST_PORT) {
      throw new IOException("no port in the PROXY header: " + word);
    }
    return Integer.parseInt(word);
  }

  private static Optional<ProxyHeader> binary(InputStream in) throws IOException {
    byte[] signature = bytes(in, SIGNATURE.length - 1);
    if (!Arrays.equals(signature, 0, signature.length, SIGNATURE, 1, SIGNATURE.length)) {
      throw new IOException("no PROXY header");
    }
    int command = next(in);
    int family = next(in);
    int length = (next(in) << Byte.SIZE) + next(in);
    if (length > MOST_BYTES) {
      throw new IOException("the PROXY header is too long");
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes(in, length));
    return switch (command) {
      case 0x20 -> Optional.empty();
      case 0x21 -> addresses(family, rest);
      default -> throw new IOException("unknown PROXY command " + command);
    };
  }

  private static Optional<ProxyHeader> addresses(int family, ByteBuffer rest) throws IOException {
    int width =
        switch (family) {
          case 0x11 -> 4;
          case 0x21 -> 16;
          default -> 0;
        };
    if (width == 0) {
      return Optional.empty();
    }
    if (rest.remaining() < 2 * (width + PORT_BYTES)) {
      throw new IOException("the PROXY header is cut short");
    }
    String source = address(rest, width);
    String target = address(rest, width);
    return Optional.of(new ProxyHeader(source, port(rest), target, port(rest)));
  }

  private static String address(ByteBuffer from, int width) throws IOException {
    byte[] bytes = new byte[width];
    from.get(bytes);
    return IpText.of(InetAddress.getByAddress(bytes));
  }

  private static int port(ByteBuffer from) {
    return Short.toUnsignedInt(from.getShort());
  }

  private static byte[] bytes(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the PROXY header is cut short");
    }
    return bytes;
  }

  /** The peer as the proxy sees it. */
  Peer peer(Peer proxy) {
    return new Peer(
        sourceIp,
        sourcePort,
        proxy.remoteHost(),
        proxy.remoteInfo(),
        targetIp,
        targetPort,
        proxy.localHost());
  }
}
