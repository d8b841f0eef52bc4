package org.quoin.policy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Which answers of a list count, {@code 127.0.0.2-11,127.0.0.20}: a list says by the address why
 * somebody is on it (RFC 5782, 2.1). What is not in 127.0.0.0/8 never counts: it comes from a zone
 * that has been given up and sold.
 */
final class RblCodes {
  /** By these some lists say that the question was not answered at all. */
  private static final Range ERRORS = new Range(code("127.255.255.0"), code("127.255.255.255"));

  /** All that are no errors. */
  static final RblCodes ALL =
      new RblCodes(List.of(new Range(code("127.0.0.0"), ERRORS.first() - 1)));

  private final List<Range> ranges;

  private record Range(int first, int last) {
    boolean has(int code) {
      return first <= code && code <= last;
    }
  }

  private RblCodes(List<Range> ranges) {
    this.ranges = ranges;
  }

  /**
   * @throws IllegalArgumentException if this is no list of codes
   */
  static RblCodes parse(String text) {
    return new RblCodes(Arrays.stream(text.split(",", -1)).map(RblCodes::range).toList());
  }

  private static Range range(String text) {
    int hyphen = text.indexOf('-');
    String first = hyphen < 0 ? text : text.substring(0, hyphen);
    int dot = first.lastIndexOf('.');
    String last = hyphen < 0 ? first : first.substring(0, dot + 1) + text.substring(hyphen + 1);
    Range range = new Range(code(first), code(last));
    if (range.first() > range.last()) {
      throw new IllegalArgumentException("no codes of a list: " + text);
    }
    return range;
  }

  private static int code(String text) {
    return Literal.address(text)
        .filter(address -> text.startsWith("127."))
        .map(RblCodes::code)
        .orElseThrow(() -> new IllegalArgumentException("no code of a list: " + text));
  }

  private static int code(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  private static boolean isCode(InetAddress address) {
    return address.getAddress().length == 4 && address.getAddress()[0] == 127;
  }

  /** Whether one of these answers says that the address is on the list. */
  boolean has(List<InetAddress> answers) {
    return answers.stream()
        .filter(RblCodes::isCode)
        .anyMatch(answer -> ranges.stream().anyMatch(range -> range.has(code(answer))));
  }

  /** Whether the list says that it did not look. */
  static boolean isError(List<InetAddress> answers) {
    return answers.stream().anyMatch(answer -> isCode(answer) && ERRORS.has(code(answer)));
  }
}
