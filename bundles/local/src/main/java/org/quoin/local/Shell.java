package org.quoin.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.quoin.codec.ShellWords;

/**
 * How a program is started: {@code /bin/sh -c} in the home, with umask 077 and, where there is a
 * {@code setsid}, in a session of its own.
 *
 * <p>Java writes command line and environment in the character set of the platform, and cannot
 * write bytes that are no text in it. So only ASCII goes that way. Everything else is spelled out
 * by a shell that comes before ({@link ShellWords}).
 */
final class Shell {
  private static final String SH = "/bin/sh";
  private static final List<String> SESSION =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .filter(setsid -> Files.isExecutable(Path.of(setsid)))
          .limit(1)
          .toList();

  /** Stands in the first line of the command, so that the shell counts its lines rightly. */
  private static final String UMASK = "umask 077; ";

  private static final String RUN = UMASK + "exec /bin/sh -c \"$1\"";

  private final StringBuilder preamble = new StringBuilder();
  private final ProcessBuilder process = new ProcessBuilder();

  private Shell(Map<String, String> inherited) {
    process.environment().clear();
    process.environment().putAll(inherited);
  }

  /**
   * @param command bytes as characters, without NUL
   * @param variables bytes as characters, without NUL; they go before those inherited
   * @param inherited environment of the platform that is passed on
   */
  static ProcessBuilder start(
      String command, Path home, Map<String, String> variables, Map<String, String> inherited) {
    Shell shell = new Shell(inherited);
    variables.forEach(shell::export);
    List<String> words = new ArrayList<>(SESSION);
    words.addAll(shell.words(command));
    return shell.process.command(words).directory(new File(home.toString()));
  }

  private void export(String name, String value) {
    if (ShellWords.isAscii(value)) {
      process.environment().put(name, value);
    } else {
      preamble.append(name + "=" + ShellWords.of(value) + "; export " + name + "\n");
    }
  }

  private List<String> words(String command) {
    if (!ShellWords.isAscii(command)) {
      return List.of(SH, "-c", preamble + "set -- " + ShellWords.of(command) + "\n" + RUN);
    }
    return preamble.isEmpty()
        ? List.of(SH, "-c", UMASK + command)
        : List.of(SH, "-c", preamble + RUN, SH, command);
  }
}
