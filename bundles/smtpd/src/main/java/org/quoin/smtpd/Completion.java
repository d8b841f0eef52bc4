package org.quoin.smtpd;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Adds what a submitted message lacks in its header, Date and Message-ID (RFC 6409, 8.2 and 8.3),
 * behind the fields that it has.
 */
final class Completion implements DataReader.Sink {
  private static final String DATE = "date:";
  private static final String MESSAGE_ID = "message-id:";

  private final DataReader.Sink next;
  private final String date;
  private final String messageId;

  /** The beginning of the line that is being read, no longer than the longest name. */
  private final StringBuilder name = new StringBuilder();

  private boolean inHeader = true;
  private boolean hasDate;
  private boolean hasMessageId;

  /**
   * @param date the whole field's value
   * @param messageId likewise, with its angle brackets
   */
  Completion(DataReader.Sink next, String date, String messageId) {
    this.next = next;
    this.date = date;
    this.messageId = messageId;
  }

  @Override
  public void write(byte[] buffer, int from, int length) {
    int start = from;
    for (int i = from; inHeader && i < from + length; i++) {
      if (buffer[i] != '\n') {
        add((char) (buffer[i] & 0xFF));
      } else if (name.isEmpty()) {
        next.write(buffer, start, i - start);
        start = i;
        finish();
      } else {
        endLine();
      }
    }
    next.write(buffer, start, from + length - start);
  }

  private void add(char c) {
    if (name.length() < MESSAGE_ID.length()) {
      name.append(c);
    }
  }

  private void endLine() {
    String start = name.toString().toLowerCase(Locale.ROOT);
    hasDate |= start.startsWith(DATE);
    hasMessageId |= start.startsWith(MESSAGE_ID);
    name.setLength(0);
  }

  /** The header is over; so it is too at the end of a message that has nothing else. */
  @Override
  public void finish() {
    if (!inHeader) {
      return;
    }
    inHeader = false;
    String missing =
        (hasDate ? "" : "Date: " + date + "\n")
            + (hasMessageId ? "" : "Message-ID: " + messageId + "\n");
    byte[] bytes = missing.getBytes(StandardCharsets.US_ASCII);
    next.write(bytes, 0, bytes.length);
  }
}
