package org.quoin.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** What an operator is told of a failure, on a terminal. */
class ComplaintTest {
  private static String about(String message) {
    return Complaint.about(new IOException(message), NOPLogger.NOP_LOGGER);
  }

  @Test
  void nothingReachesTheTerminalAsAControlCharacter() {
    assertEquals(
        "no such file: a?[2Jb?c?d?", about("no such file: a\u001b[2Jb\u0007c\u009bd\u007f"));
    assertEquals("grün", about("grün"));
  }

  @Test
  void itIsOneLine() {
    assertEquals("first / second", about("first\r\n  second\n"));
  }

  @Test
  void gogosOwnWordsAreOurs() {
    assertEquals("no such command: a:b", about("Command not found: a:b"));
    assertEquals(
        "wrong arguments; the command with --help says which it takes",
        about("Cannot coerce show(CommandSession)"));
    assertEquals("IOException", about(" "));
  }
}
