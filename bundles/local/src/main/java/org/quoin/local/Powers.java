package org.quoin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * As whom a process runs and what it may do.
 *
 * @param status as the kernel says it, proc(5)
 */
record Powers(List<String> status) {
  private static final Path OWN = Path.of("/proc/self/status");
  private static final List<String> CAPABILITIES = List.of("CapInh", "CapPrm", "CapEff", "CapAmb");

  /** CAP_SETGID and CAP_SETUID. */
  private static final long SWITCHING = 1L << 6 | 1L << 7;

  /** Those of this one; a system that does not say it has no capabilities. */
  static Powers ofThisProcess() throws IOException {
    return new Powers(Files.exists(OWN) ? Files.readAllLines(OWN) : List.of());
  }

  /** The line that is not as it must be for a worker of this identity; empty if all are. */
  String wrong(Identity identity) {
    if (status.isEmpty()) {
      return "no /proc";
    }
    for (String line : status) {
      if (!isRight(words(line), identity)) {
        return line.replace('\t', ' ').strip();
      }
    }
    return "";
  }

  private static String[] words(String line) {
    return line.split("[:\\s]+");
  }

  private static boolean isRight(String[] words, Identity identity) {
    return switch (words[0]) {
      case "Uid" -> all(words, Long.toString(identity.uid()));
      case "Gid", "Groups" -> all(words, Long.toString(identity.gid()));
      default -> !CAPABILITIES.contains(words[0]) || all(words, "0000000000000000");
    };
  }

  private static boolean all(String[] words, String value) {
    return List.of(words).subList(1, words.length).stream().allMatch(value::equals);
  }

  /** Whether whatever it starts inherits the right to become somebody else. */
  boolean areInherited() {
    return status.stream()
        .map(Powers::words)
        .filter(words -> words[0].equals("CapAmb") && words.length == 2)
        .anyMatch(words -> (Long.parseUnsignedLong(words[1], 16) & SWITCHING) != 0);
  }
}
