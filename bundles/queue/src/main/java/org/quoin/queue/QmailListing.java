package org.quoin.queue;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.quoin.api.Address;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueEntry.Line;
import org.quoin.api.queue.QueueEntry.Status;
import org.quoin.queue.Routes.Answer;

/**
 * The queue in the words of qmail-qread(8) and qmail-qstat(8) (Z2, Z3), for tools that read them.
 */
final class QmailListing {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private QmailListing() {}

  /** Two lines; nothing here waits to be preprocessed. */
  static List<String> qstat(long messages) {
    return List.of(
        "messages in queue: " + messages, "messages in queue but not yet preprocessed: 0");
  }

  /**
   * One line per message, and one per recipient of each channel in which somebody waits.
   *
   * @param routes where a recipient would go now; unknown counts as remote
   */
  static List<String> qread(QueueEntry entry, Function<Address, Answer> routes) {
    boolean bouncing = entry.recipients().stream().anyMatch(l -> l.status() == Status.FAILED);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  #%d  %d  <%s> %s"
            .formatted(
                DATE.format(entry.birth()),
                entry.message(),
                entry.size(),
                printable(entry.sender().text()),
                bouncing ? " bouncing" : ""));
    List<Shown> all = entry.recipients().stream().map(line -> shown(line, routes)).toList();
    for (boolean local : new boolean[] {true, false}) {
      List<Shown> channel = all.stream().filter(shown -> shown.local() == local).toList();
      if (!channel.stream().allMatch(Shown::done)) {
        channel.forEach(shown -> lines.add(shown.text()));
      }
    }
    return lines;
  }

  /** A recipient under the address to which its mail goes. */
  private record Shown(boolean local, boolean done, Address address) {
    String text() {
      String channel = local ? "\tlocal\t" : "\tremote\t";
      return (done ? "  done" : "") + channel + printable(address.text());
    }
  }

  private static Shown shown(Line line, Function<Address, Answer> routes) {
    boolean done = line.status() == Status.DELIVERED || line.status() == Status.FAILED;
    return routes.apply(line.recipient()) instanceof Answer.Way way
        ? new Shown(Routed.isLocal(way.route()), done, way.route().recipient())
        : new Shown(false, done, line.recipient());
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append(c < ' ' || c > '~' ? '_' : (char) c));
    return out.toString();
  }
}
