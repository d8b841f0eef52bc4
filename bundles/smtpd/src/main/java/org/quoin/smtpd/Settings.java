package org.quoin.smtpd;

/**
 * The server's own settings: what qmail has no control file for.
 *
 * @param lineBytes longest command line
 * @param recipients most recipients of one message
 * @param errors how many commands of a session may be junk
 * @param size whether SIZE is announced and honoured (RFC 1870)
 * @param help what HELP answers
 */
record Settings(int lineBytes, int recipients, int errors, boolean size, String help) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  static Settings of(SmtpProtocol.Config config) {
    return new Settings(
        atLeast("line.bytes", config.line_bytes(), 1024),
        atLeast("recipients", config.recipients(), 1),
        atLeast("errors", config.errors(), 1),
        config.size(),
        config.help());
  }

  private static int atLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " = " + value + " is less than " + least);
    }
    return value;
  }
}
