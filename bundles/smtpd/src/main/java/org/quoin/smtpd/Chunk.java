package org.quoin.smtpd;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of BDAT (RFC 3030, 2).
 *
 * @param bytes that follow
 * @param last whether the message is complete then
 */
record Chunk(long bytes, boolean last) {
  private static final Pattern ARGUMENT =
      Pattern.compile("(\\d{1,18})( +LAST)? *", Pattern.CASE_INSENSITIVE);

  /** Empty if nobody can say how many bytes follow. */
  static Optional<Chunk> parse(String argument) {
    Matcher words = ARGUMENT.matcher(argument);
    return words.matches()
        ? Optional.of(new Chunk(Long.parseLong(words.group(1)), words.group(2) != null))
        : Optional.empty();
  }
}
