package org.quoin.api;

/**
 * An answer for the stranger on the other side. It carries no detail of our insides; those go to
 * the operator as an event.
 *
 * @param code an SMTP reply code, 200 to 599 (RFC 5321, 4.2); QMTP and QMQP derive K, Z or D
 * @param text one line of printable text, qmail style with the enhanced code at its end, such as
 *     {@code sorry, no mailbox here by that name. (#5.1.1)}
 */
public record Reply(int code, String text) {
  public Reply {
    if (code < 200 || code > 599) {
      throw new IllegalArgumentException("no reply code: " + code);
    }
    text = oneLine(text);
  }

  /** 451, try again later. */
  public static Reply temporary(String text) {
    return new Reply(451, text);
  }

  /** 554, never. */
  public static Reply permanent(String text) {
    return new Reply(554, text);
  }

  public boolean isTemporary() {
    return code >= 400 && code < 500;
  }

  public boolean isPermanent() {
    return code >= 500;
  }

  /** Not now, or never. */
  public boolean isRefusal() {
    return code >= 400;
  }

  @Override
  public String toString() {
    return code + " " + text;
  }

  private static String oneLine(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c == 127 ? '?' : c);
    }
    return safe.toString();
  }
}
