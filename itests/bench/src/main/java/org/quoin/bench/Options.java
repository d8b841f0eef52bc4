package org.quoin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param parent where the benchmarks make their folder
 * @param brief fewer and shorter rounds
 * @param waiting mails in the queue of the part {@code million}
 * @param hang how long a host that never answers is waited for, by either server
 * @param parts names; empty = all
 */
record Options(Path parent, boolean brief, int waiting, Duration hang, List<String> parts) {
  /** A real disk, unlike the folder for temporary files on many machines, and open to Postfix. */
  private static final String WORK = "/var/tmp";

  /** What Postfix is shipped with, and how long its and our windows are at most. */
  private static final String HANG_SECONDS = "300";

  Options {
    parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException if they make no sense; the message is for people
   */
  static Options parse(List<String> args) {
    List<String> rest = new ArrayList<>(args);
    boolean brief = rest.remove("--short");
    Path parent = Path.of(value(rest, "--folder", WORK));
    int waiting = number(rest, "--waiting", brief ? "50000" : "1000000");
    int hang = number(rest, "--hang", HANG_SECONDS);
    rest.stream()
        .filter(word -> word.startsWith("-"))
        .findFirst()
        .ifPresent(
            word -> {
              throw new IllegalArgumentException("no such option: " + word);
            });
    return new Options(parent, brief, waiting, Duration.ofSeconds(hang), rest);
  }

  /** How often each figure is measured. */
  int rounds() {
    return brief ? 1 : 3;
  }

  private static int number(List<String> args, String name, String absent) {
    String text = value(args, name, absent);
    if (!text.matches("[1-9][0-9]{0,7}")) {
      throw new IllegalArgumentException(name + " is a number from 1 to 99999999, not " + text);
    }
    return Integer.parseInt(text);
  }

  private static String value(List<String> args, String name, String absent) {
    int at = args.indexOf(name);
    if (at < 0) {
      return absent;
    }
    if (at + 1 == args.size()) {
      throw new IllegalArgumentException(name + " what?");
    }
    args.remove(at);
    return args.remove(at);
  }
}
