package org.quoin.queue;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.json.stream.JsonGenerator;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueStore;

/** The commands of scope {@code queue} that look and change nothing. */
@Component(service = QueueCommands.class)
@GogoCommand(
    scope = "queue",
    function = {"list", "stat", "top", "qread", "qstat", "check"})
public final class QueueCommands {
  private static final String QUEUE = "id of the instance, such as 01; all if left out";

  private final Choice instances;
  private final Plugins<QueueStore> stores;

  @Activate
  public QueueCommands(@Reference Instances instances) {
    this(instances.fleet(), instances.stores());
  }

  QueueCommands(Fleet fleet, Plugins<QueueStore> stores) {
    this.instances = new Choice(fleet);
    this.stores = stores;
  }

  @Descriptor("lists messages, oldest first: all that wait, or those selected")
  public void list(
      CommandSession session,
      @Descriptor("messages per instance, at most")
          @Parameter(names = "--limit", absentValue = "1000")
          int limit,
      @Descriptor(JsonPage.OPTION)
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(Selection.SYNTAX) String... selection) {
    Selection wanted = Selection.of(selection);
    Instant now = Instant.now();
    List<QueueEntry> entries = new ArrayList<>();
    boolean complete = true;
    for (DurableQueue instance : instances.chosen(wanted.queue())) {
      List<QueueEntry> first = instance.select(wanted, now, limit);
      complete &= first.size() < limit || instance.numbers(wanted, now).size() == first.size();
      entries.addAll(instance.told(first));
    }
    if (json) {
      boolean all = complete;
      JsonPage.print(session.getConsole(), page -> list(page, entries, all));
      return;
    }
    print(session, Listing.messages(entries, now));
    if (!complete) {
      print(session, List.of("... and more; --limit N lists more than " + limit + " per instance"));
    }
  }

  private static void list(JsonGenerator page, List<QueueEntry> entries, boolean complete) {
    page.writeStartObject();
    JsonPage.objects(page, "messages", entries, entry -> JsonListing.message(page, entry));
    page.write("complete", complete);
    page.writeEnd();
  }

  @Descriptor("shows which domains most waiting recipients have, or which senders (--by sender)")
  public void top(
      CommandSession session,
      @Descriptor("domain or sender") @Parameter(names = "--by", absentValue = "domain") String by,
      @Descriptor(JsonPage.OPTION)
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(Selection.SYNTAX) String... selection) {
    Top.By key = Top.By.of(by);
    Selection wanted = Selection.of(selection);
    Instant now = Instant.now();
    Top top = new Top(key);
    for (DurableQueue queue : instances.chosen(wanted.queue())) {
      queue.each(wanted, now, top::add);
      queue.timeouts().stream()
          .filter(entry -> entry.backsOff(now))
          .forEach(entry -> top.note(entry.destination(), entry.text()));
    }
    if (json) {
      JsonPage.print(session.getConsole(), page -> top(page, by, top));
    } else {
      print(session, top.lines(now));
    }
  }

  private static void top(JsonGenerator page, String by, Top top) {
    page.writeStartObject();
    page.write("by", by);
    JsonPage.objects(page, "top", top.longest(), sum -> JsonListing.top(page, sum));
    page.writeEnd();
  }

  @Descriptor("lists the queue as qmail-qread(8) does")
  public void qread(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue) {
    for (DurableQueue instance : instances.chosen(queue)) {
      for (long number : instance.numbers()) {
        instance
            .entry(number)
            .ifPresent(entry -> print(session, QmailListing.qread(entry, instance::route)));
      }
    }
  }

  @Descriptor("counts the queue as qmail-qstat(8) does")
  public void qstat(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue) {
    print(
        session,
        QmailListing.qstat(instances.chosen(queue).stream().mapToLong(MailQueue::size).sum()));
  }

  @Descriptor("counts messages, recipients and attempts per instance, and the store's syncs")
  public void stat(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue,
      @Descriptor(JsonPage.OPTION)
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json) {
    List<DurableQueue> chosen = instances.chosen(queue);
    Map<String, QueueStore.Statistics> statistics = new LinkedHashMap<>();
    for (String name : stores.names()) {
      Optional<QueueStore> store = stores.find(name).map(Gate::target);
      store.ifPresent(s -> statistics.put(name, s.statistics()));
    }
    if (json) {
      JsonPage.print(session.getConsole(), page -> stat(page, chosen, statistics));
      return;
    }
    print(session, chosen.stream().map(Listing::counts).toList());
    statistics.forEach((name, s) -> print(session, List.of(Listing.store(name, s))));
  }

  private static void stat(
      JsonGenerator page,
      List<DurableQueue> queues,
      Map<String, QueueStore.Statistics> statistics) {
    page.writeStartObject();
    JsonPage.objects(
        page,
        "queues",
        queues,
        queue -> {
          page.write("id", queue.id());
          page.write("alias", queue.alias());
          JsonListing.counts(page, queue);
        });
    JsonPage.objects(
        page,
        "stores",
        List.copyOf(statistics.entrySet()),
        store -> JsonListing.store(page, store.getKey(), store.getValue()));
    page.writeEnd();
  }

  @Descriptor("reads all that waits once more from the disk and says what cannot be read")
  public void check(
      CommandSession session,
      @Descriptor(JsonPage.OPTION)
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json)
      throws IOException {
    List<String> found = new ArrayList<>();
    Map<String, Long> read = new LinkedHashMap<>();
    for (String name : stores.names()) {
      Optional<QueueStore> store = stores.find(name).map(Gate::target);
      long messages = store.isPresent() ? check(name, store.get(), found) : 0;
      read.put(name, messages);
      if (!json) {
        print(session, List.of("store " + name + ": " + Listing.messages(messages) + " read"));
      }
    }
    if (json) {
      JsonPage.print(session.getConsole(), page -> check(page, read, found));
    } else {
      print(session, found.stream().map(Listing::printable).toList());
    }
    if (!found.isEmpty()) {
      throw new IllegalStateException("things found: " + found.size());
    }
  }

  private static void check(JsonGenerator page, Map<String, Long> read, List<String> found) {
    page.writeStartObject();
    JsonPage.objects(
        page,
        "stores",
        List.copyOf(read.entrySet()),
        store -> {
          page.write("name", store.getKey());
          page.write("messages", store.getValue());
        });
    JsonPage.strings(page, "found", found);
    page.writeEnd();
  }

  /** One store that cannot be read says nothing about the others. */
  private static long check(String name, QueueStore store, List<String> found) {
    try {
      return store.check(found::add);
    } catch (IOException e) {
      found.add("store " + name + ": " + e.getMessage());
      return 0;
    }
  }

  private static void print(CommandSession session, List<String> lines) {
    PrintStream out = session.getConsole();
    lines.forEach(out::println);
  }
}
