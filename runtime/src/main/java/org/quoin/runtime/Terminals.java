package org.quoin.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** {@code quoin shell}: lines from a person at a terminal, or from a pipe. */
final class Terminals {
  private static final String PROMPT = "quoin> ";
  private static final Set<String> END = Set.of("exit", "quit");
  private static final int HISTORY_LINES = 1000;

  /** Lines that hold a secret, {@code user:password}, are not written to the history. */
  static final String NO_HISTORY = "*password *";

  private Terminals() {}

  /** Lines from a pipe. Returns 0 if all went well, else the status of the first that did not. */
  static int script(Base base) throws IOException {
    try (Link link = Link.to(base)) {
      return lines(link);
    }
  }

  /** A person at a terminal, until they leave. */
  static int talk(Base base) throws IOException {
    try (Link link = Link.to(base)) {
      return person(base, link);
    }
  }

  private static int lines(Link link) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Output output = Output.standard();
    int failed = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int status = line.isBlank() ? 0 : link.line(line, output);
      failed = failed == 0 ? status : failed;
    }
    return failed;
  }

  private static int person(Base base, Link link) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      LineReader reader = reader(base, link, terminal);
      for (String line = next(reader); !END.contains(line); line = next(reader)) {
        if (!line.isEmpty()) {
          link.line(line, Output.standard());
        }
      }
      return 0;
    }
  }

  /** The next line; empty if it was given up with ^C, {@code exit} at ^D. */
  private static String next(LineReader reader) {
    try {
      return reader.readLine(PROMPT).strip();
    } catch (UserInterruptException e) {
      return "";
    } catch (EndOfFileException e) {
      return "exit";
    }
  }

  private static LineReader reader(Base base, Link link, Terminal terminal) {
    DefaultParser parser = new DefaultParser();
    parser.setEscapeChars(null);
    parser.setQuoteChars(new char[0]);
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .parser(parser)
        .variable(LineReader.HISTORY_FILE, base.var("history"))
        .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
        .variable(LineReader.HISTORY_IGNORE, NO_HISTORY)
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .completer(
            (asking, line, candidates) -> {
              for (String choice : choices(link, line.line().substring(0, line.cursor()))) {
                candidates.add(new Candidate(choice));
              }
            })
        .build();
  }

  private static List<String> choices(Link link, String line) {
    try {
      return link.choices(line);
    } catch (IOException e) {
      return List.of();
    }
  }
}
