package org.quoin.smtpd;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Adds what a submitted message lacks in its header, Date and Message-ID (RFC 6409, 8.2 and 8.3),
 * behind the fields that it has. The header ends at an empty line or, with an empty line added, in
 * front of a line that can be none of it.
 */
final class Completion implements DataReader.Sink {
  private static final String DATE = "date";
  private static final String MESSAGE_ID = "message-id";

  /** What mailboxes put before a message; some programs send it along. */
  private static final Set<String> FROM_LINES = Set.of("From ", ">From ");

  /** The longest line (RFC 5322, 2.1.1), so the longest name that is waited for. */
  private static final int MOST_NAME = 998;

  private enum Where {
    /** In the name of a field, or before its first byte. */
    NAME,
    /** In a line that belongs to the header. */
    FIELD,
    BODY
  }

  private final DataReader.Sink next;
  private final String date;
  private final String messageId;

  /** The beginning of a line that may be a field: kept back until that is known. */
  private final StringBuilder name = new StringBuilder();

  private Where where = Where.NAME;
  private boolean hasLines;
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
    int i = from;
    int end = from + length;
    while (i < end && where != Where.BODY) {
      i = where == Where.NAME ? name(buffer[i], i) : field(buffer, i, end);
    }
    if (i < end) {
      next.write(buffer, i, end - i);
    }
  }

  /** Takes a byte of a name; returns where to go on, which is here if it is none. */
  private int name(byte each, int at) {
    char c = (char) (each & 0xFF);
    if (c == ':' && !name.isEmpty()) {
      beginField(name.toString().strip().toLowerCase(Locale.ROOT));
      return at;
    }
    if (isBlank(c) ? mayFollowBlank() : isOfName(c)) {
      name.append(c);
      if (needsNoColon()) {
        beginField("");
      }
      return at + 1;
    }
    beginBody(c == '\n' && name.isEmpty());
    return at;
  }

  /** A line that continues a field, or that of a mailbox. */
  private boolean needsNoColon() {
    String begin = name.toString();
    return begin.isBlank() || (!hasLines && FROM_LINES.contains(begin));
  }

  /** At the line's beginning it continues a field; behind a name it is allowed before the colon. */
  private boolean mayFollowBlank() {
    return hasLines || !name.isEmpty();
  }

  private boolean isOfName(char c) {
    boolean ended = !name.isEmpty() && isBlank(name.charAt(name.length() - 1));
    return c > ' ' && c < 127 && c != ':' && !ended && name.length() < MOST_NAME;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void beginField(String lower) {
    hasDate |= lower.equals(DATE);
    hasMessageId |= lower.equals(MESSAGE_ID);
    pass(name.toString());
    name.setLength(0);
    where = Where.FIELD;
  }

  private int field(byte[] buffer, int from, int end) {
    int i = from;
    while (i < end && buffer[i] != '\n') {
      i++;
    }
    if (i < end) {
      i++;
      where = Where.NAME;
      hasLines = true;
    }
    next.write(buffer, from, i - from);
    return i;
  }

  /** What was kept back is of the body, too. */
  private void beginBody(boolean emptyLineIsThere) {
    String missing =
        (hasDate ? "" : "Date: " + date + "\n")
            + (hasMessageId ? "" : "Message-ID: " + messageId + "\n");
    pass(missing + (emptyLineIsThere ? "" : "\n") + name);
    where = Where.BODY;
  }

  private void pass(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    next.write(bytes, 0, bytes.length);
  }

  /** The header is over, too, at the end of a message that has nothing else. */
  @Override
  public void finish() {
    if (where == Where.FIELD) { // a last line without its end
      pass("\n");
      where = Where.NAME;
    }
    if (where == Where.NAME) {
      beginBody(name.isEmpty());
    }
  }
}
