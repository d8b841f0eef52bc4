package org.quoin.smtpd;

import java.util.Set;
import java.util.function.IntSupplier;
import org.osgi.service.component.ComponentException;

/**
 * The server's own settings: what qmail has no control file for.
 *
 * @param lineBytes longest command line
 * @param recipients most recipients of one message
 * @param errors how many commands of a session may be junk
 * @param extensions of SMTP that are announced and honoured
 * @param strictLines whether a message with a CR that ends no line, or a NUL, is refused, and so is
 *     an address with a control character
 * @param help what HELP answers
 */
record Settings(
    int lineBytes,
    int recipients,
    int errors,
    Set<Extension> extensions,
    boolean strictLines,
    String help) {
  static final int LINE_BYTES = 65_536;
  static final int RECIPIENTS = 10_000;
  static final int ERRORS = 1000;
  static final String HELP = "notqmail home page: https://notqmail.org";
  static final Settings DEFAULT =
      new Settings(LINE_BYTES, RECIPIENTS, ERRORS, Extension.ALL, true, HELP);

  private static final int MOST_LINE_BYTES = 1 << 24;

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  Settings {
    within("line.bytes", lineBytes, 1024, MOST_LINE_BYTES);
    within("recipients", recipients, 1, Integer.MAX_VALUE);
    within("errors", errors, 1, Integer.MAX_VALUE);
  }

  /**
   * @throws IllegalArgumentException with one line that names the setting
   */
  static Settings of(SmtpProtocol.Config config) {
    return new Settings(
        number("line.bytes", config::line_bytes),
        number("recipients", config::recipients),
        number("errors", config::errors),
        Extension.parse(config.extensions()),
        config.strict_lines(),
        config.help());
  }

  boolean has(Extension extension) {
    return extensions.contains(extension);
  }

  /** A value that is no number fails only when it is asked for. */
  private static int number(String key, IntSupplier value) {
    try {
      return value.getAsInt();
    } catch (ComponentException e) {
      throw new IllegalArgumentException(key + " is not a number", e);
    }
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " = " + value + " is not between " + least + " and " + most);
    }
  }
}
