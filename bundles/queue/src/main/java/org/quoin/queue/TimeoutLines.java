package org.quoin.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.quoin.queue.Timeouts.Entry;

/**
 * How timeouts are kept: the line {@value #HEAD}, then one for each destination,
 *
 * <pre>{@code COUNT LAST UNTIL DESTINATION}</pre>
 *
 * with times in seconds since 1970. A destination that is no plain word is not kept.
 */
final class TimeoutLines {
  static final String HEAD = "quoin timeouts 1";

  private static final Pattern WORD = Pattern.compile("[!-~]{1,1000}");
  private static final Pattern LINE =
      Pattern.compile("([0-9]{1,2}) ([0-9]{1,11}) ([0-9]{1,11}) ([!-~]{1,1000})");

  /**
   * What was read.
   *
   * @param bad how many lines mean nothing
   */
  record Read(List<Entry> entries, int bad) {}

  private TimeoutLines() {}

  static List<String> write(List<Entry> entries) {
    List<String> lines =
        entries.stream()
            .filter(entry -> WORD.matcher(entry.destination()).matches())
            .map(TimeoutLines::line)
            .toList();
    return lines.isEmpty() ? List.of() : Stream.concat(Stream.of(HEAD), lines.stream()).toList();
  }

  private static String line(Entry entry) {
    return "%d %d %d %s"
        .formatted(
            entry.count(),
            entry.last().getEpochSecond(),
            entry.until().getEpochSecond(),
            entry.destination());
  }

  /** Reads what it can; of lines for the same destination the last one counts. */
  static Read read(List<String> lines) {
    if (lines.isEmpty()) {
      return new Read(List.of(), 0);
    }
    if (!lines.getFirst().equals(HEAD)) {
      return new Read(List.of(), lines.size());
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      entry(line).ifPresent(entries::add);
    }
    return new Read(entries, lines.size() - 1 - entries.size());
  }

  private static Optional<Entry> entry(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Entry entry =
        new Entry(
            matcher.group(4),
            Integer.parseInt(matcher.group(1)),
            Instant.ofEpochSecond(Long.parseLong(matcher.group(2))),
            Instant.ofEpochSecond(Long.parseLong(matcher.group(3))));
    return Optional.of(entry).filter(Entry::isPossible);
  }
}
