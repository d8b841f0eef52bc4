package org.quoin.policy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A line of a greylist's file. Of lines with one key the last counts; one that is torn or does not
 * sum up means nothing.
 *
 * <pre>{@code KEY(32 hex) FIRST LAST PASSES CRC32C(8 hex, of what stands before, blank included)}
 * </pre>
 */
record GreyLine(GreyKey key, GreyEntry entry) {
  private static final Pattern FORM =
      Pattern.compile(
          "(([0-9a-f]{16})([0-9a-f]{16}) ([0-9]{1,12}) ([0-9]{1,12}) ([0-9]{1,9}) )([0-9a-f]{8})");
  private static final int HEX = 16;

  String text() {
    String text =
        "%016x%016x %d %d %d "
            .formatted(key.high(), key.low(), entry.first(), entry.last(), entry.passes());
    return text + sum(text);
  }

  static Optional<GreyLine> of(String line) {
    Matcher form = FORM.matcher(line);
    if (!form.matches() || !sum(form.group(1)).equals(form.group(7))) {
      return Optional.empty();
    }
    GreyKey key =
        new GreyKey(
            Long.parseUnsignedLong(form.group(2), HEX), Long.parseUnsignedLong(form.group(3), HEX));
    return Optional.of(
        new GreyLine(
            key,
            new GreyEntry(
                Long.parseLong(form.group(4)),
                Long.parseLong(form.group(5)),
                Integer.parseInt(form.group(6)))));
  }

  private static String sum(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return "%08x".formatted(sum.getValue());
  }
}
