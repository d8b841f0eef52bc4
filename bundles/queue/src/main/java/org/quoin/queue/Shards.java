package org.quoin.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.quoin.codec.ControlSyntax;

/**
 * IndiMail's equal queues (D1, D2), of which any takes any mail: from a folder of variables, a file
 * each, or a command line of svctool. They are one instance here, for there are several only to
 * share the load of their disks, which group commit does for one.
 */
final class Shards {
  private static final int MAX_COUNT = 1000;

  /** The variable that says how many there are. */
  static final String COUNT = "QUEUE_COUNT";

  private static final Map<String, String> NAMES =
      Map.of("--qbase", "QUEUE_BASE", "--qcount", COUNT, "--qstart", "QUEUE_START");
  private static final Map<String, String> HINTS =
      Map.of(
          "--maxdaemons", "max.connections of the listener",
          "--maxperip", "max.per.address of the listener",
          "--localip", "address of the listener",
          "--min-free", "min.free of the store",
          "MIN_FREE", "min.free of the store",
          "--memory", "QUOIN_JAVA_OPTS");
  private static final Set<String> ALWAYS = Set.of("--fsync", "--syncdir", "USE_FSYNC");

  private final Findings findings;
  private final Map<String, String> values = new HashMap<>();

  Shards(Findings findings) {
    this.findings = findings;
  }

  /** Whether these files are such queues, and not instances for domains (T14). */
  static boolean areHere(Map<String, String> files) {
    return files.containsKey(COUNT)
        || files.values().stream().anyMatch(t -> t.contains("--qcount"));
  }

  /**
   * The one configuration.
   *
   * @param id of the instance
   */
  List<Map<String, String>> read(Map<String, String> files, String id) {
    new TreeMap<>(files)
        .forEach(
            (name, text) -> {
              if (text.contains("--qcount")) {
                joined(words(text)).forEach(this::readWord);
              } else {
                variable(name, ControlSyntax.firstLine(text));
              }
            });
    String count = values.getOrDefault(COUNT, "");
    if (!count.matches("[0-9]{1,4}")
        || Integer.parseInt(count) > MAX_COUNT
        || count.matches("0+")) {
      findings.refuse("the number of queues is \"" + count + "\", not 1 to " + MAX_COUNT);
      return List.of();
    }
    findings.note(
        ("%s equal queues at %s, from number %s on, become one instance %s: there were several to"
                + " share the load of their disks, which group commit does for one")
            .formatted(
                count,
                values.getOrDefault("QUEUE_BASE", "?"),
                values.getOrDefault("QUEUE_START", "1"),
                id));
    findings.note(
        "each of them had its own limits: set concurrency.local and concurrency.remote for all "
            + count
            + " together");
    return List.of(Map.of("id", id, "alias", "indimail", "domains", "*"));
  }

  private void readWord(String word) {
    int equals = word.indexOf('=');
    String key = equals < 0 ? word : word.substring(0, equals);
    if (NAMES.containsKey(key)) {
      variable(NAMES.getOrDefault(key, key), equals < 0 ? "" : word.substring(equals + 1));
    } else if (key.startsWith("-")) {
      notTaken(key, word);
    } else if (!key.endsWith("svctool") && !key.equals("sudo")) {
      findings.note("\"" + word + "\" is not understood");
    }
  }

  private void variable(String name, String value) {
    if (!NAMES.containsValue(name)) {
      notTaken(name, name + "=" + value);
      return;
    }
    String before = values.putIfAbsent(name, value);
    if (before != null && !before.equals(value)) {
      findings.refuse(
          name + " is " + before + " and " + value + ": import one set of queues at a time");
    }
  }

  private void notTaken(String key, String whole) {
    String hint = ALWAYS.contains(key) ? "always so here" : HINTS.getOrDefault(key, "");
    String why = hint.isEmpty() ? "" : ": " + hint;
    findings.note(whole + " is not taken over" + why);
  }

  /** An option and its value as one word, as if there had been no blank between them. */
  private static List<String> joined(List<String> words) {
    List<String> joined = new ArrayList<>();
    boolean wantsValue = false;
    for (String word : words) {
      if (wantsValue && !word.startsWith("-")) {
        joined.add(joined.removeLast() + "=" + word);
        wantsValue = false;
      } else {
        joined.add(word);
        wantsValue = word.matches("--[^=]+") && !ALWAYS.contains(word);
      }
    }
    return joined;
  }

  /** The words of command lines; a backslash at the end goes on, comments are left out. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String line : text.replace("\\\n", " ").split("\n", -1)) {
      String uncommented = line.strip().startsWith("#") ? "" : line;
      for (String word : uncommented.strip().split("\\s+", -1)) {
        if (!word.isEmpty() && !word.equals("\\")) {
          words.add(word.replace("\"", "").replace("'", ""));
        }
      }
    }
    return words;
  }
}
