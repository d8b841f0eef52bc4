package org.quoin.codec;

import java.util.Optional;

/**
 * What an exit code of qmail-queue says (Q2), in the words that its callers pass on (Q3,
 * qmail-queue(8)).
 *
 * @param permanent whether it never makes sense to try again
 * @param text ends with the enhanced code, without full stop
 */
public record QueueExit(boolean permanent, String text) {
  private static final int CUSTOM = 82;
  private static final int BEFORE_SIGNALS = 128;
  private static final int LAST_SIGNAL = BEFORE_SIGNALS + 64;

  /**
   * @param code the exit code, or 128 and the number of a signal
   * @param custom what it wrote to descriptor 6; used with exit code 82, if it begins with D
   *     (permanent) or Z
   * @return empty if the message is queued
   */
  public static Optional<QueueExit> of(int code, String custom) {
    if (code == 0) {
      return Optional.empty();
    }
    if (code == CUSTOM && (custom.startsWith("D") || custom.startsWith("Z"))) {
      return Optional.of(new QueueExit(custom.startsWith("D"), custom.substring(1)));
    }
    String text = text(code);
    return Optional.of(new QueueExit((code >= 11 && code <= 40) || code == 115, text));
  }

  private static String text(int code) {
    return switch (code) {
      case 11, 115 -> "envelope address too long for qq (#5.1.3)";
      case 31 -> "mail server permanently rejected message (#5.3.0)";
      case 51 -> "qq out of memory (#4.3.0)";
      case 52 -> "qq timeout (#4.3.0)";
      case 53 -> "qq write error or disk full (#4.3.0)";
      case 54 -> "qq read error (#4.3.0)";
      case 55 -> "qq unable to read configuration (#4.3.0)";
      case 56 -> "qq trouble making network connection (#4.3.0)";
      case 61 -> "qq trouble in home directory (#4.3.0)";
      case 62, 63, 64, 65, 66 -> "qq trouble creating files in queue (#4.3.0)";
      case 71 -> "mail server temporarily rejected message (#4.3.0)";
      case 72 -> "connection to mail server timed out (#4.4.1)";
      case 73 -> "connection to mail server rejected (#4.4.1)";
      case 74 -> "communication with mail server failed (#4.4.2)";
      case 81, 91 -> "qq internal bug (#4.3.0)";
      case 120 -> "unable to exec qq (#4.3.0)";
      default -> other(code);
    };
  }

  private static String other(int code) {
    if (code > BEFORE_SIGNALS && code <= LAST_SIGNAL) {
      return "qq crashed (#4.3.0)";
    }
    return code >= 11 && code <= 40
        ? "qq permanent problem (#5.3.0)"
        : "qq temporary problem (#4.3.0)";
  }
}
