package org.quoin.shell;

import java.util.stream.Collectors;
import org.slf4j.Logger;

/** What the operator is told when a command fails: one plain sentence. */
final class Complaint {
  private Complaint() {}

  /** Failures that no command means to have go to the log as well, in full. */
  static String about(Throwable failure, Logger log) {
    String message = failure.getMessage();
    boolean meant =
        failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException
            || !(failure instanceof RuntimeException || failure instanceof Error);
    if (!meant) {
      log.warn("a command failed", failure);
    }
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : plain(message);
  }

  /**
   * One line without control characters, which a file's name or a mail may have brought in; and
   * Gogo's words for what operators do wrong most often in ours.
   */
  static String plain(String message) {
    String line =
        message
            .lines()
            .map(String::stripLeading)
            .collect(Collectors.joining(" / "))
            .replaceAll("[\\p{Cntrl}\\x80-\\x9f]", "?");
    return line.startsWith("Cannot coerce")
        ? "wrong arguments; the command with --help says which it takes"
        : line.replaceFirst("^Command not found: ", "no such command: ");
  }
}
