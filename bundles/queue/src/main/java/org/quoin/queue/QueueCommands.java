package org.quoin.queue;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueStore;

/**
 * The commands {@code queue:list}, {@code stat}, {@code show}, {@code flush}, {@code hold} and
 * {@code release}.
 */
@Component(service = QueueCommands.class)
@GogoCommand(
    scope = "queue",
    function = {"list", "stat", "show", "flush", "hold", "release"})
public final class QueueCommands {
  private static final String QUEUE = "id of the instance, such as 01; all if left out";

  private final Fleet fleet;
  private final Plugins<QueueStore> stores;

  @Activate
  public QueueCommands(@Reference Instances instances) {
    this(instances.fleet(), instances.stores());
  }

  QueueCommands(Fleet fleet, Plugins<QueueStore> stores) {
    this.fleet = fleet;
    this.stores = stores;
  }

  @Descriptor("lists the messages that wait, oldest first; prints nothing if there is none")
  public void list(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue,
      @Descriptor("messages per instance, at most")
          @Parameter(names = "--limit", absentValue = "1000")
          int limit) {
    List<QueueEntry> entries = new ArrayList<>();
    chosen(queue).forEach(instance -> entries.addAll(instance.entries(limit)));
    print(session, Listing.messages(entries, Instant.now()));
  }

  @Descriptor("counts messages, recipients and attempts per instance, and the store's syncs")
  public void stat(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue) {
    print(session, chosen(queue).stream().map(Listing::counts).toList());
    List<String> lines = new ArrayList<>();
    for (String name : stores.names()) {
      Optional<QueueStore> store = stores.find(name).map(Gate::target);
      store.ifPresent(s -> lines.add(Listing.store(name, s.statistics())));
    }
    print(session, lines);
  }

  @Descriptor("shows one message: envelope, where each recipient stands, header")
  public void show(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue,
      @Descriptor("number of the message") long message)
      throws IOException {
    boolean found = false;
    for (DurableQueue instance : chosen(queue)) {
      Optional<QueueEntry> entry = instance.entry(message);
      Optional<Message> mail = instance.message(message);
      if (entry.isPresent() && mail.isPresent()) {
        found = true;
        List<String> header = HeaderLines.of(mail.get().accepted().content());
        print(session, Listing.message(entry.get(), header, Instant.now()));
      }
    }
    require(found, message);
  }

  @Descriptor("makes mail due now: all that is not held, or the messages named, also if held")
  public void flush(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue,
      @Descriptor("numbers of messages") String... messages)
      throws IOException {
    if (messages.length == 0) {
      chosen(queue).forEach(DurableQueue::flush);
    }
    each(queue, messages, DurableQueue::flush);
  }

  @Descriptor("holds messages: they are not tried until they are released, also after a restart")
  public void hold(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue,
      @Descriptor("numbers of messages") String... messages)
      throws IOException {
    each(queue, messages, DurableQueue::hold);
  }

  @Descriptor("releases messages that are held, by an operator or as suspect; they are due now")
  public void release(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue,
      @Descriptor("numbers of messages") String... messages)
      throws IOException {
    each(queue, messages, DurableQueue::release);
  }

  /** What is done to a message where it is; false where it is not. */
  private interface Deed {
    boolean to(DurableQueue queue, long message) throws IOException;
  }

  private void each(String queue, String[] messages, Deed deed) throws IOException {
    List<DurableQueue> instances = chosen(queue);
    for (String text : messages) {
      long number = number(text);
      boolean found = false;
      for (DurableQueue instance : instances) {
        found |= deed.to(instance, number);
      }
      require(found, number);
    }
  }

  private List<DurableQueue> chosen(String id) {
    if (id.isEmpty()) {
      return fleet.views().stream().flatMap(view -> view.queue().stream()).toList();
    }
    Fleet.View view =
        fleet.find(id).orElseThrow(() -> new IllegalArgumentException("there is no queue " + id));
    return List.of(
        view.queue()
            .orElseThrow(
                () -> new IllegalStateException("queue " + id + " is not up: " + view.problem())));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no number of a message", e);
    }
  }

  private static void require(boolean found, long message) {
    if (!found) {
      throw new IllegalArgumentException("there is no message " + message);
    }
  }

  private static void print(CommandSession session, List<String> lines) {
    PrintStream out = session.getConsole();
    lines.forEach(out::println);
  }
}
