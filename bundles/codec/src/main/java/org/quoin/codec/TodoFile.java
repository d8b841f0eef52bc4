package org.quoin.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files {@code todo/N} and {@code intd/N} of qmail's queue (Q6, qmail-queue(8)): the envelope
 * of a message that qmail-send has not looked at yet, recipients as they came in.
 *
 * <pre>
 * u &lt;uid&gt; NUL  p &lt;pid&gt; NUL  F &lt;sender&gt; NUL  ( T &lt;recipient&gt; NUL )*
 * </pre>
 *
 * @param uid who handed it in
 * @param pid of the qmail-queue that took it, for the log
 */
public record TodoFile(long uid, long pid, String sender, List<String> recipients) {
  private static final int MAX_DIGITS = 18;

  /**
   * @throws IllegalArgumentException if a text has a NUL or a character that is not one byte
   */
  public TodoFile {
    if (uid < 0 || pid < 0) {
      throw new IllegalArgumentException("a negative uid or pid");
    }
    NulFields.require(sender);
    recipients = List.copyOf(recipients);
    recipients.forEach(NulFields::require);
  }

  /**
   * Reads the file's bytes, as characters.
   *
   * @throws IOException with the fault as a predicate, such as {@code is empty}
   */
  public static TodoFile read(String file) throws IOException {
    long uid = 0;
    long pid = 0;
    @Nullable String sender = null;
    List<String> recipients = new ArrayList<>();
    for (String record : NulFields.read(file)) {
      String text = record.substring(1);
      switch (record.charAt(0)) {
        case 'u' -> uid = number(text);
        case 'p' -> pid = number(text);
        case 'F' -> sender = once(sender, text);
        case 'T' -> recipients.add(text);
        default -> throw NulFields.unknown(record);
      }
    }
    if (sender == null) {
      throw new IOException("has no sender");
    }
    return new TodoFile(uid, pid, sender, recipients);
  }

  /** The file's bytes, as characters. */
  public String text() {
    StringBuilder out = new StringBuilder();
    NulFields.write(out, 'u', Long.toString(uid));
    NulFields.write(out, 'p', Long.toString(pid));
    NulFields.write(out, 'F', sender);
    recipients.forEach(recipient -> NulFields.write(out, 'T', recipient));
    return out.toString();
  }

  private static String once(@Nullable String before, String sender) throws IOException {
    if (before != null) {
      throw new IOException("has two senders");
    }
    return sender;
  }

  private static long number(String digits) throws IOException {
    boolean good = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!good || digits.length() > MAX_DIGITS) {
      throw new IOException("has a uid or pid that is no number");
    }
    return Long.parseLong(digits);
  }
}
