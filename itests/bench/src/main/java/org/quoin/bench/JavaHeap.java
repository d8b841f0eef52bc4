package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

/**
 * What lives on the heap of another JVM of this machine: the objects that are left after a full
 * collection. (Its own JVM stands still while it is counted, and could not read the answer.)
 *
 * @param classes bytes by the name of the class, as the JVM writes it
 */
record JavaHeap(long bytes, Map<String, Long> classes) {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

  /** What the collector writes over dead objects instead of closing the gap. */
  private static final Pattern FILLER = Pattern.compile(".*jdk\\.internal\\.vm\\.Filler\\w+;?");

  private static final Pattern LINE = Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)");

  JavaHeap {
    classes = Map.copyOf(classes);
  }

  /** Collects its garbage and counts the rest. */
  static JavaHeap of(long pid) throws IOException {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Result result =
        Programs.run(new ProcessBuilder(program, "" + pid, "GC.class_histogram"), "", LIMIT);
    if (!result.good()) {
      throw new IOException("jcmd counts no heap: " + result.text());
    }
    return parse(result.out());
  }

  /**
   * @throws IOException if this is no whole histogram of jcmd
   */
  static JavaHeap parse(String histogram) throws IOException {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("not a histogram of a heap: " + histogram);
    }
    Map<String, Long> classes = new HashMap<>();
    long dead = 0;
    Matcher line = LINE.matcher(histogram);
    while (line.find()) {
      long bytes = Long.parseLong(line.group(1));
      if (FILLER.matcher(line.group(2)).matches()) {
        dead += bytes;
      } else {
        classes.merge(line.group(2), bytes, Long::sum);
      }
    }
    return new JavaHeap(Long.parseLong(total.group(1)) - dead, classes);
  }

  /** The classes that have grown most, each with its new bytes per mail. */
  String growth(JavaHeap before, int mails, int count) {
    List<Map.Entry<String, Long>> grown = new ArrayList<>();
    classes.forEach(
        (name, now) -> grown.add(Map.entry(name, now - before.classes.getOrDefault(name, 0L))));
    grown.sort(
        Comparator.comparingLong((Map.Entry<String, Long> one) -> one.getValue()).reversed());
    return String.join(
        ", ",
        grown.stream()
            .limit(count)
            .map(one -> "%s %.0f".formatted(one.getKey(), (double) one.getValue() / mails))
            .toList());
  }
}
