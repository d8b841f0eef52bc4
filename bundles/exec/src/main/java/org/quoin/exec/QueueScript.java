package org.quoin.exec;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.quoin.codec.ShellWords;

/**
 * Starts a program with a pipe on descriptor 0, the envelope on 1, and a file for its words on 6: a
 * shell does it, for Java cannot open 1 for reading. The shell waits, in a session of its own where
 * there is a {@code setsid}, and ends as the program did.
 *
 * <p>A program that ends well but has left the message lying has not taken it: as in qmail that is
 * a read error. What a pipe holds may be left, for there qmail would not see it either.
 */
final class QueueScript {
  private static final int PIPE_BYTES = 65_536;

  /** Message, envelope, words, program, how much may be left. */
  private static final String SCRIPT =
      """
      umask 077
      command -p cat <"$1" | {
        ( trap 'exit 120' EXIT; exec "$4" ) 1<"$2" 6>"$3"
        code=$?
        left=$(command -p wc -c)
        [ "$code" -ne 0 ] || [ "$left" -le "$5" ] || code=54
        exit "$code"
      }
      """;

  private static final List<String> SESSION =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .filter(setsid -> Files.isExecutable(Path.of(setsid)))
          .limit(1)
          .toList();

  private final ProcessBuilder process = new ProcessBuilder();
  private final StringBuilder preamble = new StringBuilder();

  private QueueScript(Map<String, String> inherited) {
    process.environment().clear();
    process.environment().putAll(inherited);
  }

  /**
   * @param variables bytes as characters; they go before those inherited
   * @throws IOException if it cannot be started
   */
  static Process start(Path program, Map<String, String> variables, Papers papers, Place place)
      throws IOException {
    QueueScript script = new QueueScript(place.inherited());
    variables.forEach(script::export);
    return script
        .process
        .command(script.words(program, papers))
        .directory(place.base().toFile())
        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(papers.said().toFile())
        .start();
  }

  /** Java passes on what is text in the platform's character set; a shell spells out the rest. */
  private void export(String name, String value) {
    if (ShellWords.isAscii(value)) {
      process.environment().put(name, value);
    } else if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      preamble.append(name + "=" + ShellWords.of(value) + "; export " + name + "\n");
    } else {
      throw new IllegalArgumentException("a variable with such a name cannot be set: " + name);
    }
  }

  private List<String> words(Path program, Papers papers) throws IOException {
    List<String> words = new ArrayList<>(SESSION);
    words.addAll(List.of("/bin/sh", "-c", preamble + SCRIPT, "sh"));
    Stream.of(papers.message(), papers.envelope(), papers.words(), program)
        .map(Path::toString)
        .forEach(words::add);
    long left = Math.clamp(Files.size(papers.message()) - 1, 0, PIPE_BYTES);
    words.add(Long.toString(left));
    return words;
  }
}
