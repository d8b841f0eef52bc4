package org.quoin.smtpd;

import java.util.Optional;
import org.quoin.api.Reply;

/**
 * What qmail's clients make of qmail-queue's end (Q2, Q3).
 *
 * @param code exit code
 * @param text what it wrote to descriptor 6
 * @param read whether it read the message
 */
record QueueExit(int code, String text, boolean read) {
  private static final int TEXT_BYTES = 255;

  /** Empty if the message was queued. */
  Optional<Reply> refusal() {
    if (code == 0) {
      return read ? Optional.empty() : Optional.of(Reply.temporary("qq read error (#4.3.0)"));
    }
    if (code == 82 && text.length() > 2) {
      String own = text.substring(1, Math.min(text.length(), TEXT_BYTES));
      return Optional.of(text.startsWith("D") ? Reply.permanent(own) : Reply.temporary(own));
    }
    return Optional.of(permanent().orElseGet(() -> Reply.temporary(temporary())));
  }

  private Optional<Reply> permanent() {
    return switch (code) {
      case 11, 115 -> Optional.of(Reply.permanent("envelope address too long for qq (#5.1.3)"));
      case 31 -> Optional.of(Reply.permanent("mail server permanently rejected message (#5.3.0)"));
      default ->
          code > 11 && code <= 40
              ? Optional.of(Reply.permanent("qq permanent problem (#5.3.0)"))
              : Optional.empty();
    };
  }

  private String temporary() {
    return switch (code) {
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
      default -> "qq temporary problem (#4.3.0)";
    };
  }
}
