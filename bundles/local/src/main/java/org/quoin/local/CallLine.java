package org.quoin.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A command that is nothing but the call of a program, so that it can be understood without a
 * shell: a name and words that are plain, quoted, or name variables inside double quotes (POSIX XCU
 * 2.2). Everything else that a shell knows makes it no such line.
 */
final class CallLine {
  private static final String SPECIAL = "|&;<>()$`*?[]{}#~!=\n\r\0";
  private static final String ESCAPED_IN_QUOTES = "$`\"\\";

  private final String command;
  private final Function<String, Optional<String>> variables;
  private final List<String> words = new ArrayList<>();
  private @Nullable StringBuilder word;
  private int at;

  private CallLine(String command, Function<String, Optional<String>> variables) {
    this.command = command;
    this.variables = variables;
  }

  /**
   * The words of a call, the program's name first; empty if only a shell knows what it means.
   *
   * @param variables what their names stand for; of others only a shell knows
   */
  static Optional<List<String>> words(
      String command, Function<String, Optional<String>> variables) {
    CallLine line = new CallLine(command, variables);
    return line.read() && !line.words.isEmpty() ? Optional.of(line.words) : Optional.empty();
  }

  /** Whether all of it is understood. */
  private boolean read() {
    while (at < command.length()) {
      char c = command.charAt(at++);
      boolean understood =
          switch (c) {
            case ' ', '\t' -> endWord();
            case '\'' -> single();
            case '"' -> doubled();
            case '\\' -> escaped();
            default -> SPECIAL.indexOf(c) < 0 && add(c);
          };
      if (!understood) {
        return false;
      }
    }
    return endWord();
  }

  private boolean endWord() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
    return true;
  }

  private StringBuilder word() {
    StringBuilder current = word == null ? new StringBuilder() : word;
    word = current;
    return current;
  }

  private boolean add(char c) {
    word().append(c);
    return true;
  }

  private boolean single() {
    int end = command.indexOf('\'', at);
    if (end < 0) {
      return false;
    }
    word().append(command, at, end);
    at = end + 1;
    return true;
  }

  private boolean doubled() {
    word(); // "" is a word
    while (at < command.length()) {
      char c = command.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (!inQuotes(c)) {
        return false;
      }
    }
    return false;
  }

  private boolean inQuotes(char c) {
    return switch (c) {
      case '$' -> variable();
      case '`' -> false;
      case '\\' -> escapedInQuotes();
      default -> add(c);
    };
  }

  /** {@code \x}; a line's end behind it would join two lines, and there is only one. */
  private boolean escaped() {
    return at < command.length() && command.charAt(at) != '\n' && add(command.charAt(at++));
  }

  private boolean escapedInQuotes() {
    boolean special = at < command.length() && ESCAPED_IN_QUOTES.indexOf(command.charAt(at)) >= 0;
    return add(special ? command.charAt(at++) : '\\');
  }

  /** {@code $NAME} or {@code ${NAME}}; the other things that follow a dollar are the shell's. */
  private boolean variable() {
    boolean braces = at < command.length() && command.charAt(at) == '{';
    int start = braces ? at + 1 : at;
    int end = nameEnd(start);
    if (end == start || (braces && (end == command.length() || command.charAt(end) != '}'))) {
      return false;
    }
    Optional<String> value = variables.apply(command.substring(start, end));
    word().append(value.orElse(""));
    at = braces ? end + 1 : end;
    return value.isPresent();
  }

  private int nameEnd(int start) {
    int end = start;
    while (end < command.length() && isName(command.charAt(end), end > start)) {
      end++;
    }
    return end;
  }

  private static boolean isName(char c, boolean digits) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '_'
        || (digits && c >= '0' && c <= '9');
  }
}
