package org.quoin.codec;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Addresses as people write them, and programs that they compare with: {@code ::1} (RFC 5952). */
public final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  /** In its one short form, without the name of an interface. */
  public static String of(InetAddress address) {
    return address instanceof Inet6Address ? of(groups(address)) : address.getHostAddress();
  }

  /** An address that is a text already, with a port: {@code 192.0.2.7:25}, {@code [::1]:25}. */
  public static String withPort(String ip, int port) {
    return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port;
  }

  private static int[] groups(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    int[] groups = new int[GROUPS];
    Arrays.setAll(groups, i -> bytes.getShort() & 0xffff);
    return groups;
  }

  /** The longest run of zeros becomes {@code ::}, of equal ones the first (RFC 5952, 4.2). */
  private static String of(int... groups) {
    int start = 0;
    int length = 1; // a single zero is written
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zeros(groups, i);
      if (zeros > length) {
        start = i;
        length = zeros;
      }
    }
    return length == 1
        ? joined(groups, 0, GROUPS)
        : joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
  }

  private static int zeros(int[] groups, int from) {
    int end = from;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static String joined(int[] groups, int from, int to) {
    return Arrays.stream(groups, from, to)
        .mapToObj(Integer::toHexString)
        .collect(Collectors.joining(":"));
  }
}
