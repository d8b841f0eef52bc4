package org.quoin.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.quoin.codec.IpText;
import org.quoin.fuzz.Claim;
import org.quoin.fuzz.Draw;
import org.quoin.fuzz.Pieces;

/**
 * PROXY headers of both versions: what one says can be said again, and nothing behind it is read.
 */
public final class ProxyHeaderFuzz {
  private static final byte[] SIGNATURE = Draw.bytes("\r\n\r\n\0\r\nQUIT\n");
  private static final int IPV6_BYTES = 16;
  private static final int PORTS_BYTES = 4;

  private ProxyHeaderFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Pieces in = new Pieces(input, 1);
    Optional<ProxyHeader> header;
    try {
      header = ProxyHeader.read(in);
    } catch (IOException e) {
      Claim.that(String.valueOf(e.getMessage()).contains("PROXY"), "it says what is wrong");
      return;
    }
    byte[] taken = Arrays.copyOf(input, in.taken());
    Claim.same(header, ProxyHeader.read(new ByteArrayInputStream(taken)), "nothing behind it");
    if (header.isPresent()) {
      said(header.get());
    }
  }

  private static void said(ProxyHeader header) throws IOException {
    for (String ip : List.of(header.sourceIp(), header.targetIp())) {
      Claim.that(ip.matches("[0-9.]+|[0-9a-f:]+"), "an address in its one form: " + ip);
      Claim.same(ip, IpText.of(InetAddress.getByName(ip)), "an address in its one form");
    }
    Claim.same(Optional.of(header), read(binary(header)), "in version 2");
    boolean six = header.sourceIp().contains(":");
    if (six == header.targetIp().contains(":")) {
      Claim.same(Optional.of(header), read(text(header, six)), "in version 1");
    }
  }

  private static Optional<ProxyHeader> read(byte[] bytes) throws IOException {
    return ProxyHeader.read(new ByteArrayInputStream(bytes));
  }

  private static byte[] text(ProxyHeader header, boolean six) {
    return Draw.bytes(
        "PROXY %s %s %s %d %d\r\n"
            .formatted(
                six ? "TCP6" : "TCP4",
                header.sourceIp(),
                header.targetIp(),
                header.sourcePort(),
                header.targetPort()));
  }

  /** Everything as IPv6, and IPv4 mapped into it (RFC 4291, 2.5.5.2). */
  private static byte[] binary(ProxyHeader header) throws IOException {
    int length = 2 * IPV6_BYTES + PORTS_BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(SIGNATURE.length + 4 + length);
    bytes.put(SIGNATURE).put((byte) 0x21).put((byte) 0x21).putShort((short) length);
    bytes.put(mapped(header.sourceIp())).put(mapped(header.targetIp()));
    bytes.putShort((short) header.sourcePort()).putShort((short) header.targetPort());
    return bytes.array();
  }

  private static byte[] mapped(String ip) throws IOException {
    byte[] address = InetAddress.getByName(ip).getAddress();
    if (address.length == IPV6_BYTES) {
      return address;
    }
    byte[] mapped = new byte[IPV6_BYTES];
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(address, 0, mapped, 12, address.length);
    return mapped;
  }
}
