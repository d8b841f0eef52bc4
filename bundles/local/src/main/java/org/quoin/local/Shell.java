package org.quoin.local;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a program is started: {@code /bin/sh -c} in the home, with umask 077 and, where there is a
 * {@code setsid}, in a session of its own.
 *
 * <p>Java writes command line and environment in the character set of the platform, and cannot
 * write bytes that are no text in it. So only ASCII goes that way. Everything else is spelled out
 * in octal, in a few lines of shell that stand before the command and make it what it was, byte by
 * byte: {@code X=$(printf %b '\0374.'); X=${X%.}; export X}. The dot saves line ends, which {@code
 * $()} would take away.
 */
final class Shell {
  private static final String SH = "/bin/sh";
  private static final String DECODED = "$(printf %b 'OCTAL.')";
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
    if (isAscii(value)) {
      process.environment().put(name, value);
    } else {
      preamble
          .append(name + "=" + octal(value) + "\n")
          .append(name + "=${" + name + "%.}; export " + name + "\n");
    }
  }

  private String argument(String command) {
    if (isAscii(command)) {
      return command;
    }
    preamble.append("set -- \"" + octal(command) + "\"\n").append("set -- \"${1%.}\"\n");
    return "";
  }

  /** A word of shell that yields the value and a dot. */
  private static String octal(String value) {
    StringBuilder digits = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.ISO_8859_1)) {
      digits.append("\\0%03o".formatted(b & 0xFF));
    }
    return DECODED.replace("OCTAL", digits);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
