package org.quoin.mailbox;

import java.util.Optional;

/**
 * How much a maildir may hold (L15), written {@code 1000000S,1000C}: bytes and messages.
 *
 * @param bytes {@link #NONE} for no limit, as with {@code 0S} or without an S
 * @param messages likewise
 */
record Quota(long bytes, long messages) {
  static final long NONE = Long.MAX_VALUE;

  /** Lets everything in. */
  static final Quota UNLIMITED = new Quota(NONE, NONE);

  private static final String FORM = "\\d{1,18}[SC](,\\d{1,18}[SC])*";
  private static final int MAX_LENGTH = 200;

  /** Empty if the text is no quota; also if it has a kind of limit that we do not know. */
  static Optional<Quota> parse(String text) {
    if (text.length() > MAX_LENGTH || !text.matches(FORM)) {
      return Optional.empty();
    }
    long bytes = NONE;
    long messages = NONE;
    for (String limit : text.split(",", -1)) {
      long number = Long.parseLong(limit.substring(0, limit.length() - 1));
      long most = number == 0 ? NONE : number;
      if (limit.endsWith("S")) {
        bytes = most;
      } else {
        messages = most;
      }
    }
    return Optional.of(new Quota(bytes, messages));
  }

  boolean isUnlimited() {
    return equals(UNLIMITED);
  }

  boolean allows(Usage usage) {
    return usage.bytes() <= bytes && usage.messages() <= messages;
  }

  /** How full it is by the limit that is nearer. */
  int percent(Usage usage) {
    double full = Math.max((double) usage.bytes() / bytes, (double) usage.messages() / messages);
    return (int) Math.min(100 * full, Integer.MAX_VALUE);
  }

  /** As it is written; only for a quota that is not unlimited. */
  String text() {
    String size = bytes == NONE ? "" : bytes + "S";
    String count = messages == NONE ? "" : messages + "C";
    return size.isEmpty() || count.isEmpty() ? size + count : size + "," + count;
  }
}
