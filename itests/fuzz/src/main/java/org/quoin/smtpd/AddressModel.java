package org.quoin.smtpd;

/** The address in an argument of MAIL or RCPT, byte by byte as in qmail-smtpd's addrparse. */
final class AddressModel {
  private final String argument;
  private int at;

  /**
   * @param argument without NUL
   */
  AddressModel(String argument) {
    this.argument = argument;
  }

  String address() {
    char end = start();
    if (is('@')) {
      while (at < argument.length() && argument.charAt(at++) != ':') {}
    }
    StringBuilder address = new StringBuilder();
    boolean escaped = false;
    boolean quoted = false;
    for (; at < argument.length(); at++) {
      char c = argument.charAt(at);
      if (escaped) {
        address.append(c);
        escaped = false;
      } else if (!quoted && c == end) {
        break;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        quoted = !quoted;
      } else {
        address.append(c);
      }
    }
    return address.toString();
  }

  /** Goes to where the address begins, and says what ends it. */
  private char start() {
    int bracket = argument.indexOf('<');
    if (bracket >= 0) {
      at = bracket + 1;
      return '>';
    }
    int colon = argument.indexOf(':');
    at = colon < 0 ? argument.length() : colon + 1;
    while (is(' ')) {
      at++;
    }
    return ' ';
  }

  private boolean is(char c) {
    return at < argument.length() && argument.charAt(at) == c;
  }
}
