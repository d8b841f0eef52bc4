package org.quoin.shell;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.Pipe;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The scope {@code text:}: the few tools that make a pipe in the shell worth typing. */
@Component(service = TextCommands.class)
@GogoCommand(
    scope = "text",
    function = {"grep", "head", "count"})
public final class TextCommands {

  @Activate
  public TextCommands() {}

  /**
   * @throws IllegalStateException if no line matches, as grep exits 1
   */
  @Descriptor("Prints the lines of its input in which a regular expression is found")
  public void grep(CommandSession session, @Descriptor("java.util.regex") String pattern) {
    Pattern compiled = compiled(pattern);
    long found =
        input()
            .filter(line -> compiled.matcher(line).find())
            .peek(session.getConsole()::println)
            .count();
    if (found == 0) {
      throw new IllegalStateException("nothing found: " + pattern);
    }
  }

  @Descriptor("Prints the first lines of its input")
  public void head(CommandSession session, @Descriptor("how many") int lines) {
    input().limit(lines).forEach(session.getConsole()::println);
  }

  @Descriptor("Prints how many lines its input has")
  public void count(CommandSession session) {
    session.getConsole().println(input().count());
  }

  private static Pattern compiled(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression: " + pattern, e);
    }
  }

  private static Stream<String> input() {
    Pipe stage = Pipe.getCurrentPipe();
    return stage == null
        ? Stream.empty()
        : new BufferedReader(new InputStreamReader(stage.in(), StandardCharsets.UTF_8)).lines();
  }
}
