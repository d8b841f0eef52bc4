package org.quoin.net;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.codec.IpText;

/**
 * A network in CIDR notation (RFC 4632, RFC 4291 2.3), or one IPv6 address.
 *
 * @param address its first bits, the others are 0
 * @param bits how many count
 * @param width of the address: 32 or 128
 */
record Network(BigInteger address, int bits, int width) {
  private static final int WIDTH_4 = 32;
  private static final int WIDTH_6 = 128;
  private static final int MOST_IN_BYTE = 255;

  /** Bits before an IPv4 address that is written as an IPv6 address (RFC 4291 2.5.5.2). */
  private static final int MAPPED = WIDTH_6 - WIDTH_4;

  private static final Pattern V4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})/(\\d{1,2})");
  private static final Pattern V6 =
      Pattern.compile("([0-9a-fA-F.]*:[0-9a-fA-F:.]+)(?:/(\\d{1,3}))?");

  /** Others with colons the JDK would take for names, and ask for them, or for interfaces. */
  private static final Pattern LITERAL_6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*");

  /** Empty if the text is neither. */
  static Optional<Network> parse(String text) {
    Matcher v4 = V4.matcher(text);
    if (v4.matches()) {
      return literal(v4.group(1)).flatMap(ip -> of(ip, Integer.parseInt(v4.group(2))));
    }
    Matcher v6 = V6.matcher(text);
    if (!v6.matches()) {
      return Optional.empty();
    }
    int bits = v6.group(2) == null ? WIDTH_6 : Integer.parseInt(v6.group(2));
    return literal(v6.group(1))
        .flatMap(ip -> of(ip, ip instanceof Inet4Address ? bits - MAPPED : bits));
  }

  private static Optional<Network> of(InetAddress ip, int bits) {
    int width = ip.getAddress().length * Byte.SIZE;
    return bits >= 0 && bits <= width
        ? Optional.of(new Network(number(ip), width, width).first(bits))
        : Optional.empty();
  }

  /** The network of so many bits that an address is in; empty if the text is no address. */
  static Optional<Network> around(String ip) {
    return literal(ip).flatMap(each -> of(each, each.getAddress().length * Byte.SIZE));
  }

  /** What has these first bits in common with this. */
  Network first(int count) {
    int rest = width - count;
    return new Network(address.shiftRight(rest).shiftLeft(rest), count, width);
  }

  /** Whether an address or network is part of this one. */
  boolean has(Network other) {
    return width == other.width && bits <= other.bits && other.first(bits).equals(this);
  }

  private static BigInteger number(InetAddress ip) {
    return new BigInteger(1, ip.getAddress());
  }

  /** An address as it is written; no name server is asked. */
  static Optional<InetAddress> literal(String text) {
    boolean six = text.contains(":");
    if (six && !LITERAL_6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(six ? InetAddress.getByName(text) : InetAddress.getByAddress(bytes(text)));
    } catch (UnknownHostException e) { // no name server was asked
      return Optional.empty();
    }
  }

  /** Of an IPv4 address; of wrong length if the text is none. */
  private static byte[] bytes(String text) {
    byte[] bytes = new byte[WIDTH_4 / Byte.SIZE];
    String[] parts = text.split("\\.", -1);
    for (int i = 0; i < bytes.length; i++) {
      if (parts.length != bytes.length
          || !parts[i].matches("\\d{1,3}")
          || Integer.parseInt(parts[i]) > MOST_IN_BYTE) {
        return new byte[0];
      }
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return bytes;
  }

  /** As people write it. */
  @Override
  public String toString() {
    byte[] bytes = new byte[width / Byte.SIZE];
    byte[] number = address.toByteArray();
    int count = Math.min(number.length, bytes.length);
    System.arraycopy(number, number.length - count, bytes, bytes.length - count, count);
    try {
      String text = IpText.of(InetAddress.getByAddress(bytes));
      return bits == width ? text : text + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
