package org.quoin.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueEntry.Line;
import org.quoin.api.queue.QueueEntry.Status;

/** Who makes the queue long: recipients that are not settled, by their domain or by sender. */
final class Top {
  private static final int LINES = 20;
  private static final Set<Status> SETTLED = Set.of(Status.DELIVERED, Status.FAILED);

  enum By {
    DOMAIN,
    SENDER;

    static By of(String text) {
      return switch (text) {
        case "domain" -> DOMAIN;
        case "sender" -> SENDER;
        default -> throw new IllegalArgumentException("\"" + text + "\" is not domain or sender");
      };
    }
  }

  /**
   * @param oldest birth of the oldest message
   */
  record Sum(String key, long recipients, Instant oldest) {
    Sum plus(Sum other) {
      Instant first = oldest.isBefore(other.oldest) ? oldest : other.oldest;
      return new Sum(key, recipients + other.recipients, first);
    }
  }

  private final By by;
  private final Map<String, Sum> sums = new HashMap<>();
  private final Map<String, String> notes = new HashMap<>();

  Top(By by) {
    this.by = by;
  }

  void add(QueueEntry entry) {
    for (Line line : entry.recipients()) {
      if (!SETTLED.contains(line.status())) {
        Sum sum = new Sum(key(entry, line), 1, entry.birth());
        sums.merge(sum.key(), sum, Sum::plus);
      }
    }
  }

  private String key(QueueEntry entry, Line line) {
    return switch (by) {
      case DOMAIN -> line.recipient().domain().toLowerCase(Locale.ROOT);
      case SENDER -> entry.sender().text();
    };
  }

  /** Something that is known of a domain. */
  void note(String domain, String text) {
    if (by == By.DOMAIN) {
      notes.put(domain.toLowerCase(Locale.ROOT), text);
    }
  }

  /** The longest first; empty if nobody waits. */
  List<String> lines(Instant now) {
    List<String> lines = new ArrayList<>();
    if (!sums.isEmpty()) {
      lines.add(
          "%10s %7s  %s".formatted("recipients", "oldest", by.name().toLowerCase(Locale.ROOT)));
    }
    longest().stream().map(sum -> line(sum, now)).forEach(lines::add);
    return lines;
  }

  /** The same, to be told in other words. */
  List<Sum> longest() {
    return sums.values().stream()
        .sorted(Comparator.comparingLong(Sum::recipients).reversed().thenComparing(Sum::key))
        .limit(LINES)
        .toList();
  }

  private String line(Sum sum, Instant now) {
    String age = Listing.span(sum.oldest(), now);
    String note = notes.containsKey(sum.key()) ? "  (" + notes.get(sum.key()) + ")" : "";
    return "%10d %7s  %s".formatted(sum.recipients(), age, shown(sum)) + note;
  }

  private String shown(Sum sum) {
    String key = Listing.printable(sum.key());
    return by == By.SENDER ? "<" + key + ">" : key;
  }
}
