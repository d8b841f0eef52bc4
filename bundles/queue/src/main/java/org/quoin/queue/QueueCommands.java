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
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueStore;

/**
 * The commands {@code queue:list}, {@code stat}, {@code show}, {@code flush}, {@code hold} and
 * {@code release}.
 */
@Component(service = QueueCommands.class)
@GogoCommand(
    scope = "queue",
    function = {"list", "stat", "show", "why", "top", "qread", "qstat", "check"})
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
      @Descriptor(Selection.SYNTAX) String... selection) {
    Selection wanted = Selection.of(selection);
    Instant now = Instant.now();
    List<QueueEntry> entries = new ArrayList<>();
    for (DurableQueue instance : instances.chosen(wanted.queue())) {
      entries.addAll(instance.select(wanted, now, limit));
    }
    print(session, Listing.messages(entries, now));
  }

  @Descriptor("says in one line for each recipient what it waits for")
  public void why(CommandSession session, @Descriptor("numbers of messages") String... messages) {
    for (String text : messages) {
      long number = Selection.number(text);
      List<String> lines =
          instances.chosen("").stream().flatMap(queue -> queue.why(number).stream()).toList();
      require(!lines.isEmpty(), number);
      print(session, lines);
    }
  }

  @Descriptor("shows which domains most waiting recipients have, or which senders (--by sender)")
  public void top(
      CommandSession session,
      @Descriptor("domain or sender") @Parameter(names = "--by", absentValue = "domain") String by,
      @Descriptor(Selection.SYNTAX) String... selection) {
    Top.By key = Top.By.of(by);
    Selection wanted = Selection.of(selection);
    Instant now = Instant.now();
    Top top = new Top(key);
    for (DurableQueue queue : instances.chosen(wanted.queue())) {
      queue.select(wanted, now, Integer.MAX_VALUE).forEach(top::add);
      queue.timeouts().stream()
          .filter(entry -> entry.backsOff(now))
          .forEach(entry -> top.note(entry.destination(), entry.text()));
    }
    print(session, top.lines(now));
  }

  @Descriptor("lists the queue as qmail-qread(8) does")
  public void qread(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue) {
    for (DurableQueue instance : instances.chosen(queue)) {
      for (QueueEntry entry : instance.entries(Integer.MAX_VALUE)) {
        print(session, QmailListing.qread(entry, instance::route));
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
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue) {
    print(session, instances.chosen(queue).stream().map(Listing::counts).toList());
    List<String> lines = new ArrayList<>();
    for (String name : stores.names()) {
      Optional<QueueStore> store = stores.find(name).map(Gate::target);
      store.ifPresent(s -> lines.add(Listing.store(name, s.statistics())));
    }
    print(session, lines);
  }

  @Descriptor("reads all that waits once more from the disk and says what cannot be read")
  public void check(CommandSession session) throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : stores.names()) {
      long read = 0;
      Optional<QueueStore> store = stores.find(name).map(Gate::target);
      if (store.isPresent()) {
        read = store.get().check(found::add);
      }
      print(session, List.of("store " + name + ": " + Listing.messages(read) + " read"));
    }
    print(session, found.stream().map(Listing::printable).toList());
    if (!found.isEmpty()) {
      throw new IllegalStateException("things found: " + found.size());
    }
  }

  @Descriptor("shows one message: envelope, where each recipient stands, header")
  public void show(
      CommandSession session,
      @Descriptor(QUEUE) @Parameter(names = "--queue", absentValue = "") String queue,
      @Descriptor("number of the message") long message)
      throws IOException {
    boolean found = false;
    for (DurableQueue instance : instances.chosen(queue)) {
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
