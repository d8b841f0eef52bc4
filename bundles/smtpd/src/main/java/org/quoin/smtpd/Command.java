package org.quoin.smtpd;

import java.util.regex.Pattern;
import org.quoin.codec.AsciiCase;

/**
 * A command line, taken apart as qmail does (S1): the verb ends at the first blank, case does not
 * matter, blanks before the argument are skipped, a NUL ends the line, and so does CR before LF.
 */
sealed interface Command {
  Pattern FIRST_SPACES = Pattern.compile("^ +");

  record Helo(String name) implements Command {}

  record Ehlo(String name) implements Command {}

  /**
   * @param argument everything behind the verb, a NUL included
   */
  record Mail(String argument) implements Command {}

  /**
   * @param argument as in {@link Mail}
   */
  record Rcpt(String argument) implements Command {}

  /** A chunk follows (RFC 3030). */
  record Bdat(String argument) implements Command {}

  /**
   * @param argument which must be empty (RFC 3207, 4)
   */
  record StartTls(String argument) implements Command {}

  /** Postfix's. */
  record Xclient(String argument) implements Command {}

  /**
   * @param argument a mechanism and perhaps a response (RFC 4954, 4)
   */
  record Auth(String argument) implements Command {

    /** A response may be a secret. */
    @Override
    public String toString() {
      return "Auth[]";
    }
  }

  /** Commands whose argument, if any, does not matter. */
  enum Word implements Command {
    DATA,
    RSET,
    NOOP,
    VRFY,
    HELP,
    QUIT,
    UNKNOWN
  }

  /**
   * @param line without its LF
   */
  static Command parse(String line) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    int end = verbEnd(text);
    String argument = FIRST_SPACES.matcher(text.substring(end)).replaceFirst("");
    return switch (AsciiCase.lower(text.substring(0, end))) {
      case "helo" -> new Helo(untilNul(argument));
      case "ehlo" -> new Ehlo(untilNul(argument));
      case "mail" -> new Mail(argument);
      case "rcpt" -> new Rcpt(argument);
      case "bdat" -> new Bdat(argument);
      case "starttls" -> new StartTls(argument);
      case "xclient" -> new Xclient(argument);
      case "auth" -> new Auth(argument);
      case "data" -> Word.DATA;
      case "rset" -> Word.RSET;
      case "noop" -> Word.NOOP;
      case "vrfy" -> Word.VRFY;
      case "help" -> Word.HELP;
      case "quit" -> Word.QUIT;
      default -> Word.UNKNOWN;
    };
  }

  private static int verbEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ' ' || text.charAt(i) == 0) {
        return i;
      }
    }
    return text.length();
  }

  private static String untilNul(String text) {
    int nul = text.indexOf(0);
    return nul < 0 ? text : text.substring(0, nul);
  }
}
