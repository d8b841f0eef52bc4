package org.quoin.programs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The text that setforward compiles (F2): {@code target: command, command;}. Blanks and line ends
 * count nowhere, a backslash takes the meaning from any byte, and {@code #} begins a comment up to
 * the end of the line, also in the middle of a word.
 */
final class AliasSource {
  private final InputStream in;
  private final AliasWriter table;
  private final StringBuilder target = new StringBuilder();
  private final StringBuilder command = new StringBuilder();
  private final StringBuilder commands = new StringBuilder();

  /** Whether the colon behind the target has been read. */
  private boolean inCommands;

  private AliasSource(InputStream in, AliasWriter table) {
    this.in = new BufferedInputStream(in);
    this.table = table;
  }

  /**
   * @throws IOException if the table cannot be written
   * @throws Fatal if the text cannot be read or is wrong
   */
  static void compile(InputStream text, AliasWriter table) throws IOException, Fatal {
    new AliasSource(text, table).compile();
  }

  private void compile() throws IOException, Fatal {
    int c = read();
    while (c >= 0) {
      take(c);
      c = read();
    }
    if (inCommands || !target.isEmpty()) {
      throw Fatal.failed("final instruction must end with semicolon");
    }
  }

  private void take(int c) throws IOException, Fatal {
    switch (c) {
      case '#' -> skipComment();
      case ' ', '\t', '\n' -> {}
      case ':' -> beginCommands();
      case ',' -> endCommand();
      case ';' -> endInstruction();
      case '\\' -> add(read());
      default -> add(c);
    }
  }

  private void skipComment() throws Fatal {
    int c = read();
    while (c >= 0 && c != '\n') {
      c = read();
    }
  }

  private void beginCommands() throws Fatal {
    if (inCommands) {
      throw Fatal.failed("double colons are not permitted");
    }
    inCommands = true;
  }

  private void endCommand() throws IOException, Fatal {
    if (!inCommands) {
      throw Fatal.failed("commas are not permitted before colons");
    }
    if (!command.isEmpty()) {
      addCommand();
      command.setLength(0);
    }
  }

  private void addCommand() throws IOException, Fatal {
    switch (command.charAt(0)) {
      case '?' -> {
        table.owner(target.toString(), command.substring(1));
        return;
      }
      case '|', '!', '.', '/' -> {}
      default -> {
        if (command.length() > AliasWriter.ADDRESS_BYTES) {
          throw Fatal.failed("addresses over 800 bytes are not permitted");
        }
        if (command.charAt(0) != '&') {
          commands.append('&');
        }
      }
    }
    commands.append(command).append('\0');
    requireRoom(commands);
  }

  private void endInstruction() throws IOException, Fatal {
    endCommand();
    if (!commands.isEmpty()) {
      table.commands(target.toString(), commands.toString());
    }
    target.setLength(0);
    commands.setLength(0);
    inCommands = false;
  }

  /**
   * @param c a byte without meaning, or -1 at the end
   */
  private void add(int c) throws Fatal {
    if (c == 0) {
      throw Fatal.failed("NUL bytes are not permitted");
    }
    if (c > 0) {
      StringBuilder text = inCommands ? command : target;
      text.append((char) c);
      requireRoom(text);
    }
  }

  private static void requireRoom(StringBuilder text) throws Fatal {
    if (text.length() >= AliasWriter.LIMIT_BYTES) {
      throw Fatal.failed("a target cannot have more than 64 megabytes");
    }
  }

  private int read() throws Fatal {
    try {
      return in.read();
    } catch (IOException e) {
      throw Fatal.later("unable to read input: " + ErrorWords.of(e));
    }
  }
}
