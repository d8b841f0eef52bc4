package org.quoin.mailbox;

/** What a maildir holds. */
record Usage(long bytes, long messages) {
  static final Usage NOTHING = new Usage(0, 0);

  /** With one more message. */
  Usage plus(long size) {
    return new Usage(bytes + size, messages + 1);
  }
}
