package org.quoin.queue;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.json.stream.JsonGenerator;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.queue.QueueEntry;

/**
 * The commands of scope {@code queue} that tell all about messages: {@code show} and {@code why}.
 */
@Component(service = MessageQuestions.class)
@GogoCommand(
    scope = "queue",
    function = {"show", "why"})
public final class MessageQuestions {
  private static final String LIMIT = "messages, at most";
  private static final String MOST = "100";

  private final Choice instances;

  @Activate
  public MessageQuestions(@Reference Instances instances) {
    this(instances.fleet());
  }

  MessageQuestions(Fleet fleet) {
    this.instances = new Choice(fleet);
  }

  /** A message that is asked about. */
  private record Asked(DurableQueue queue, long message) {}

  @Descriptor("says in one line for each recipient what it waits for")
  public void why(
      CommandSession session,
      @Descriptor(LIMIT) @Parameter(names = "--limit", absentValue = MOST) int limit,
      @Descriptor(JsonPage.OPTION)
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(Selection.SYNTAX) String... selection) {
    List<Asked> asked = asked(selection);
    List<Explained> explained = new ArrayList<>();
    for (Asked one : first(asked, limit)) {
      explained.add(
          new Explained(one.queue().id(), one.message(), one.queue().reasons(one.message())));
    }
    if (json) {
      JsonPage.print(session.getConsole(), page -> explain(page, explained, asked.size()));
      return;
    }
    explained.forEach(one -> print(session, one.lines().stream().map(Why.Line::text).toList()));
    print(session, rest(asked, limit));
  }

  /** A message and what its recipients wait for. */
  private record Explained(String queue, long message, List<Why.Line> lines) {}

  private static void explain(JsonGenerator page, List<Explained> explained, int asked) {
    page.writeStartObject();
    JsonPage.objects(
        page,
        "messages",
        explained,
        one -> {
          page.write("queue", one.queue());
          page.write("message", one.message());
          JsonPage.objects(page, "recipients", one.lines(), line -> JsonListing.why(page, line));
        });
    page.write("complete", explained.size() == asked);
    page.writeEnd();
  }

  @Descriptor("shows messages: envelope, where each recipient stands, header")
  public void show(
      CommandSession session,
      @Descriptor(LIMIT) @Parameter(names = "--limit", absentValue = MOST) int limit,
      @Descriptor(JsonPage.OPTION)
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(Selection.SYNTAX) String... selection)
      throws IOException {
    List<Asked> asked = asked(selection);
    List<Shown> shown = new ArrayList<>();
    for (Asked one : first(asked, limit)) {
      Optional<QueueEntry> entry = one.queue().entry(one.message());
      if (entry.isPresent()) {
        List<String> header = HeaderLines.of(one.queue().content(one.message()));
        shown.add(new Shown(entry.get(), header));
      }
    }
    if (json) {
      JsonPage.print(session.getConsole(), page -> show(page, shown, asked.size() <= limit));
      return;
    }
    Instant now = Instant.now();
    shown.forEach(one -> print(session, Listing.message(one.entry(), one.header(), now)));
    print(session, rest(asked, limit));
  }

  private record Shown(QueueEntry entry, List<String> header) {}

  private static void show(JsonGenerator page, List<Shown> shown, boolean complete) {
    page.writeStartObject();
    JsonPage.objects(
        page,
        "messages",
        shown,
        one -> {
          JsonListing.message(page, one.entry());
          List<String> header = one.header().stream().map(TextBytes::readable).toList();
          JsonPage.strings(page, "header", header);
        });
    page.write("complete", complete);
    page.writeEnd();
  }

  /**
   * The messages that are selected, oldest first within each instance.
   *
   * @throws IllegalArgumentException if nothing narrows it down, or a number is of no message
   */
  private List<Asked> asked(String... selection) {
    Selection wanted = Selection.of(selection);
    if (wanted.wide()) {
      throw new IllegalArgumentException(
          "which message? queue:list has their numbers; or select by " + Selection.SYNTAX);
    }
    Instant now = Instant.now();
    List<Asked> asked = new ArrayList<>();
    for (DurableQueue queue : instances.chosen(wanted.queue())) {
      queue.numbers(wanted, now).forEach(number -> asked.add(new Asked(queue, number)));
    }
    requireAll(wanted, asked);
    return asked;
  }

  private static void requireAll(Selection wanted, List<Asked> asked) {
    TreeSet<Long> missing = new TreeSet<>(wanted.numbers());
    asked.forEach(one -> missing.remove(one.message()));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("there is no message " + missing.first());
    }
  }

  private static List<Asked> first(List<Asked> asked, int limit) {
    return asked.subList(0, Math.max(0, Math.min(limit, asked.size())));
  }

  private static List<String> rest(List<Asked> asked, int limit) {
    int left = asked.size() - first(asked, limit).size();
    return left == 0
        ? List.of()
        : List.of("... and " + left + " more; --limit N tells of more than " + limit);
  }

  private static void print(CommandSession session, List<String> lines) {
    PrintStream out = session.getConsole();
    lines.forEach(out::println);
  }
}
