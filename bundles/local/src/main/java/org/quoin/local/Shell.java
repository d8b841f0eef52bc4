package org.quoin.local;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.quoin.codec.ShellWords;

/**
 * How a program is started: {@code /bin/sh -c} in the home, with umask 077 and, where there is a
 * {@code setsid}, in a session of its own.
 *
 * <p>Java writes command line and environment in the character set of the platform, and cannot
 * write bytes that are no text in it. So only ASCII goes that way. Everything else is spelled out
 * in a few lines of shell that stand before the command ({@link ShellWords}).
 */
final class Shell {
  private static final String SH = "/bin/sh";
  private static final String RUN =
      """
      umask 077
      command -v setsid >/dev/null 2>&1 && exec setsid /bin/sh -c "$1"
      exec /bin/sh -c "$1"
      """;

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
    String argument = shell.argument(command);
    return shell
        .process
        .command(List.of(SH, "-c", shell.preamble + RUN, SH, argument))
        .directory(new File(home.toString()));
  }

  private void export(String name, String value) {
    if (ShellWords.isAscii(value)) {
      process.environment().put(name, value);
    } else {
      preamble.append(name + "=" + ShellWords.of(value) + "; export " + name + "\n");
    }
  }

  private String argument(String command) {
    if (ShellWords.isAscii(command)) {
      return command;
    }
    preamble.append("set -- " + ShellWords.of(command) + "\n");
    return "";
  }
}
