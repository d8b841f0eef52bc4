package org.quoin.smtpd;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses at one of our own IP addresses, {@code user@[127.0.0.1]}, belong to the host that
 * {@code control/localiphost} names (S2). 0.0.0.0 counts as our own.
 *
 * @param host what takes the place of the literal; empty if there is nothing to put there
 * @param own tells our own addresses
 */
record OwnLiteral(Optional<String> host, Predicate<InetAddress> own) {
  private static final Pattern LITERAL =
      Pattern.compile("\\[(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})]");

  /** Whether an interface of this machine has the address. */
  static boolean isOurs(InetAddress address) {
    try {
      return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /** The address with its literal replaced if that is one of ours. */
  String replace(String address) {
    int at = address.lastIndexOf('@');
    if (host.isEmpty() || !address.startsWith("[", at + 1) || at < 0) {
      return address;
    }
    Matcher literal = LITERAL.matcher(address.substring(at + 1));
    return literal.matches() && isOwn(literal)
        ? address.substring(0, at + 1) + host.get()
        : address;
  }

  private boolean isOwn(Matcher literal) {
    byte[] ip = new byte[4];
    for (int i = 0; i < 4; i++) {
      int part = Integer.parseInt(literal.group(i + 1));
      if (part > 255) {
        return false;
      }
      ip[i] = (byte) part;
    }
    try {
      return own.test(InetAddress.getByAddress(ip));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
