package org.quoin.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueStore;
import org.quoin.queue.ClassicWriter.Leg;
import org.quoin.queue.Routes.Answer;

/**
 * Writes an instance's mail as a classic queue. While it is open the instance is attached to it, so
 * nothing of it is delivered. Mail that comes in meanwhile stays where it is.
 */
final class Export implements AutoCloseable {
  private static final int REMOVED_AT_ONCE = 500;

  /**
   * What was done.
   *
   * @param leftOut mail that qmail could not be told about
   * @param remarks what the new queue lacks
   */
  record Summary(int written, List<LeftOut> leftOut, List<String> remarks) {}

  private final QueueStore store;
  private final String queue;
  private final Routes routes;
  private final List<String> routers;
  private final Queue<History> found = new ConcurrentLinkedQueue<>();
  private final QueueStore.Attachment attachment;
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<Removed> written = new ArrayList<>();

  /**
   * @throws IllegalStateException if the instance is at work
   */
  Export(QueueStore store, String queue, Routes routes, List<String> routers) throws IOException {
    this.store = store;
    this.queue = queue;
    this.routes = routes;
    this.routers = List.copyOf(routers);
    this.attachment = store.attach(queue, this::found);
  }

  private void found(Accepted accepted, List<Mark> marks, boolean suspect) {
    found.add(History.of(accepted, marks, suspect));
  }

  /**
   * Writes all that is known now; it is on the disk on return.
   *
   * @param root a folder that does not exist, or is empty
   */
  Summary write(Path root, Instant now) throws IOException {
    ClassicOwners owners = new ClassicOwners();
    ClassicLayout layout = new ClassicLayout(root, owners);
    layout.create(now);
    ClassicWriter writer = new ClassicWriter(layout, owners, now);
    List<History> known = List.copyOf(found);
    for (History message : known) {
      write(message, writer);
    }
    layout.sync();
    List<String> remarks = new ArrayList<>(layout.missing());
    owners.problem().ifPresent(remarks::add);
    return new Summary(written.size(), List.copyOf(leftOut), List.copyOf(remarks));
  }

  /** Forgets here what was written there. */
  void remove() throws IOException {
    for (int i = 0; i < written.size(); i += REMOVED_AT_ONCE) {
      store.append(written.subList(i, Math.min(i + REMOVED_AT_ONCE, written.size())));
    }
  }

  @Override
  public void close() {
    attachment.close();
  }

  private void write(History message, ClassicWriter writer) throws IOException {
    if (message.held()) {
      leaveOut(message, "is held; release or remove it first");
      return;
    }
    List<Leg> legs = new ArrayList<>();
    for (History.Line recipient : message.lines()) {
      Answer answer = routes.ask(routers, recipient.address());
      if (recipient.standing().isOpen() && !(answer instanceof Answer.Way)) {
        leaveOut(message, recipient.address() + ": local or remote? " + why(answer));
        return;
      }
      legs.add(leg(recipient, answer));
    }
    try {
      writer.write(message, legs);
      written.add(new Removed(queue, message.number()));
    } catch (UnreadableException e) {
      leaveOut(message, "its text cannot be read: " + e.getMessage());
    }
  }

  /** Who is done may be in any channel. */
  private static Leg leg(History.Line recipient, Answer answer) {
    return answer instanceof Answer.Way way
        ? new Leg(recipient, Routed.isLocal(way.route()), way.route().recipient())
        : new Leg(recipient, false, recipient.address());
  }

  private static String why(Answer answer) {
    return switch (answer) {
      case Answer.Way way -> way.route().rule();
      case Answer.Absent absent -> "router not installed: " + absent.router();
      case Answer.Unsure unsure -> unsure.text().strip();
    };
  }

  private void leaveOut(History message, String reason) {
    leftOut.add(new LeftOut("message " + message.number(), reason));
  }
}
