package org.quoin.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The network that an address lies in: mail servers of one site stand close to each other, and try
 * again from one another's address.
 *
 * @param ipv4Bits leading bits of an IPv4 address that count
 * @param ipv6Bits leading bits of an IPv6 address that count
 */
record PeerNetwork(int ipv4Bits, int ipv6Bits) {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}(%.*)?");
  private static final int IPV4_BYTES = 4;

  /** A text that is the same for all addresses of a network; what is no address is its own. */
  String of(String ip) {
    if (!LITERAL.matcher(ip).matches()) {
      return ip; // a name would be looked up
    }
    try {
      byte[] bytes = InetAddress.getByName(ip).getAddress();
      int bits = bytes.length == IPV4_BYTES ? ipv4Bits : ipv6Bits;
      for (int i = 0; i < bytes.length; i++) {
        int kept = Math.clamp(bits - (long) Byte.SIZE * i, 0, Byte.SIZE);
        bytes[i] &= (byte) (0xff << (Byte.SIZE - kept));
      }
      return HexFormat.of().formatHex(bytes);
    } catch (UnknownHostException e) {
      return ip;
    }
  }
}
