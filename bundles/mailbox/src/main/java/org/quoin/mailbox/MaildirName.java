package org.quoin.mailbox;

import java.util.List;

/**
 * The name of a message's file in a maildir (L12, maildir(5)), made from the delivery key alone:
 * {@code key.host}. The same key always makes the same name, so a delivery that is repeated finds
 * its own file. The local transport's keys begin with the seconds of the message's birth, which
 * gives the {@code time.unique.host} that readers expect. In a maildir with a quota the size, which
 * is also the same each time, goes behind it.
 */
record MaildirName(String text) {
  private static final int MAX_LENGTH = 200;

  /** How readers most often rename a file when they move it to cur: unseen, seen, answered. */
  private static final List<String> USUAL_FLAGS = List.of(":2,", ":2,S", ":2,RS", "");

  /**
   * @param key letters, digits, {@code -} and {@code .}; not beginning with a dot
   * @param host of this machine; {@code /} and {@code :} are escaped
   * @throws IllegalArgumentException if the key cannot be part of a file name
   */
  static MaildirName of(String key, String host) {
    if (key.isEmpty() || key.startsWith(".") || !key.chars().allMatch(MaildirName::isSafe)) {
      throw new IllegalArgumentException("not a delivery key: " + key);
    }
    String name = key + "." + host.replace("/", "\\057").replace(":", "\\072");
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("the delivery key is too long: " + key);
    }
    return new MaildirName(name);
  }

  /** The same with the size in it, as Maildir++ has it: {@code key.host,S=1234}. */
  MaildirName sized(long bytes) {
    return new MaildirName(text + ",S=" + bytes);
  }

  /** Names under which a reader may keep the file in cur. */
  List<String> usualInCur() {
    return USUAL_FLAGS.stream().map(flags -> text + flags).toList();
  }

  private static boolean isSafe(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.';
  }
}
