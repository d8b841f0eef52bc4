package org.quoin.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
      while (true) {
        String line = reader.readLine("quoin> ").strip();
        if (line.equals("exit") || line.equals("quit")) {
          return 0;
        }
        if (!line.isEmpty()) {
          terminal.flush();
          link.line(line, Output.standard());
        }
      }
    } catch (UserInterruptException | EndOfFileException e) {
      return 0;
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
        .variable(LineReader.HISTORY_SIZE, 1000)
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
