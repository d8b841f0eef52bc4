package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueEntry.Line;
import org.quoin.api.queue.QueueEntry.Status;
import org.quoin.api.queue.QueueStore;

/** What the commands print. Nothing that came in by mail reaches a terminal as a control byte. */
final class Listing {
  private Listing() {}

  /** One line per message and one per recipient; empty if there is no message. */
  static List<String> messages(List<QueueEntry> entries, Instant now) {
    List<String> lines = new ArrayList<>();
    if (!entries.isEmpty()) {
      lines.add("%-5s %-10s %5s %10s  %s".formatted("queue", "message", "age", "bytes", "sender"));
    }
    for (QueueEntry entry : entries) {
      lines.add(
          "%-5s %-10d %5s %10d  <%s>"
              .formatted(
                  entry.queue(),
                  entry.message(),
                  span(entry.birth(), now),
                  entry.size(),
                  printable(entry.sender().text())));
      entry.recipients().forEach(line -> lines.add(recipient(line, now)));
    }
    return lines;
  }

  /** One message with everything known about it. */
  static List<String> message(QueueEntry entry, List<String> header, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add("queue    " + entry.queue());
    lines.add("message  " + entry.message());
    lines.add("accepted " + entry.birth() + " (" + span(entry.birth(), now) + " ago)");
    lines.add("bytes    " + entry.size());
    lines.add("sender   <" + printable(entry.sender().text()) + ">");
    entry.recipients().forEach(line -> lines.add(recipient(line, now)));
    lines.add("");
    header.forEach(line -> lines.add(printable(line)));
    return lines;
  }

  /** An instance's numbers. */
  static String counts(DurableQueue queue) {
    Snapshot.Counts counts = queue.counts();
    Limits.Concurrency limits = queue.limits();
    return "%s:%s  messages %d  waiting %d  parked %d  held %d  local %d/%d  remote %d/%d"
        .formatted(
            queue.id(),
            queue.alias(),
            counts.messages(),
            counts.waiting(),
            counts.parked(),
            counts.held(),
            counts.local(),
            limits.local(),
            counts.remote(),
            limits.remote());
  }

  /** So many of them, in words. */
  static String messages(long count) {
    return count + (count == 1 ? " message" : " messages");
  }

  static String store(String name, QueueStore.Statistics s) {
    return "store %s  appends %d  syncs %d  bytes %d  body files %d"
        .formatted(name, s.appends(), s.syncs(), s.bytes(), s.bodyFiles());
  }

  /** All instances, and mail that lies where none of them looks. */
  static List<String> instances(List<Fleet.View> views, List<Stray> strays) {
    List<String> lines = new ArrayList<>();
    lines.add(row("id", "alias", "state", "messages", "domains"));
    views.stream().map(view -> instance(view, views)).sorted().forEach(lines::add);
    for (Stray stray : strays) {
      String count = Long.toString(stray.messages());
      lines.add(row(stray.queue(), "-", "none", count, stray.reason()));
    }
    return lines;
  }

  /** What an operator should know about an instance: why it is not up, where mail cannot go. */
  static List<String> problems(Fleet.View view, List<Fleet.View> views) {
    List<String> problems = new ArrayList<>();
    if (!view.problem().isEmpty()) {
      problems.add(view.problem());
    }
    for (Signpost signpost : Signpost.ALL) {
      view.settings().flatMap(own -> signpost.obstacle(own, views)).ifPresent(problems::add);
    }
    view.queue().flatMap(queue -> queue.full(false)).map(Listing::reached).ifPresent(problems::add);
    return problems;
  }

  private static String reached(MailQueue.Limit limit) {
    return "limit." + limit.name().toLowerCase(Locale.ROOT) + " is reached";
  }

  private static String instance(Fleet.View view, List<Fleet.View> views) {
    if (view.settings().isEmpty()) {
      return row("?", "-", "refused", "-", view.pid() + ": " + view.problem());
    }
    Settings settings = view.settings().get();
    String domains = settings.domains().toString();
    StringBuilder rest =
        new StringBuilder(
            domains.isEmpty() && settings.isMain() ? "(what no other claims)" : domains);
    settings
        .door()
        .redirect()
        .ifPresent(id -> rest.append("  (redirected to ").append(id).append(')'));
    problems(view, views).forEach(text -> rest.append("  [").append(text).append(']'));
    return row(
        settings.id(),
        settings.name().alias(),
        view.queue().isPresent() ? settings.state().word() : "not up",
        view.queue().map(q -> Integer.toString(q.size())).orElse("-"),
        rest.toString());
  }

  private static String row(String id, String alias, String state, String count, String rest) {
    return "%-5s %-16s %-7s %8s  %s".formatted(id, alias, state, count, rest);
  }

  private static String recipient(Line line, Instant now) {
    StringBuilder out = new StringBuilder();
    out.append("      %-10s ".formatted(line.status().name().toLowerCase(Locale.ROOT)));
    out.append(printable(line.recipient().text()));
    if (line.status() == Status.WAITING && line.due().isAfter(now)) {
      out.append("  next try in ").append(span(now, line.due()));
    }
    if (!line.reason().isEmpty()) {
      out.append("  ").append(printable(line.reason()));
    }
    return out.toString();
  }

  /** A time span in its largest unit. */
  static String span(Instant from, Instant to) {
    long seconds = Math.max(0, Duration.between(from, to).toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 7200) {
      return seconds / 60 + "m";
    }
    return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** Line ends become {@code /}, all else that is not printable ASCII {@code ?}. */
  static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> out.append(c == '\n' ? '/' : c < ' ' || c > 126 ? '?' : (char) c));
    return out.toString();
  }
}
