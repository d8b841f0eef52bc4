package org.quoin.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.quoin.api.queue.NoRoomException;

/**
 * The one thread that writes the log. It takes whatever waits, writes it with one write, syncs
 * once, and then answers everybody: while it syncs, the next batch gathers. So batches grow by
 * themselves when the disk is slow, and there is no timer.
 *
 * <p>If writing or syncing the log fails, all ends here. A sync is never tried again: after a
 * failed one nobody knows what is on the disk, and a second one may succeed without having written
 * anything.
 */
final class Committer implements Runnable {
  private static final int BATCH = 1 << 20;
  private static final int STEP = 256 << 10;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Each byte that the cleaner reads wins back one, of which it writes at most half again. */
  private static final int CLEANING_PER_BYTE = 4;

  private final Inbox inbox;
  private final Log log;
  private final Index index;
  private final Cleaner cleaner;
  private final Watcher watcher;
  private final Deque<Ticket> waiting = new ArrayDeque<>();
  private final List<Placed> placed = new ArrayList<>();
  private boolean cleaning = true;

  /** Hears what became of it all, on the committer's thread. */
  interface Watcher {
    /** This frame is in the log, and durable if that was asked for. */
    void committed(Payload payload, long start);

    /** Nothing more will be written; nobody has been told yet. */
    void failed(IOException why);

    /** There was no room for so many notes until the end. */
    void forgotten(int notes);
  }

  private record Placed(Ticket ticket, long start) {}

  Committer(Inbox inbox, Log log, Index index, Cleaner cleaner, Watcher watcher) {
    this.inbox = inbox;
    this.log = log;
    this.index = index;
    this.cleaner = cleaner;
    this.watcher = watcher;
  }

  @Override
  public void run() {
    try {
      while (!inbox.ended()) {
        round();
      }
      commitLast();
      cleaner.leave();
      log.close();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void round() throws IOException, InterruptedException {
    waiting.addAll(inbox.take(patienceNanos(), BATCH));
    long bytes = waiting.stream().mapToLong(Ticket::bytes).sum();
    commit();
    if (log.patienceNanos() <= 0) {
      log.sync();
    }
    cleaning = cleaner.step(Math.max(STEP, CLEANING_PER_BYTE * bytes));
  }

  /** Room may have come since the last attempt, and the one before this only asked for it. */
  private void commitLast() throws IOException {
    for (int i = 0; i < 2 && !waiting.isEmpty(); i++) {
      commit();
    }
    if (!waiting.isEmpty()) {
      watcher.forgotten(waiting.size());
    }
  }

  private long patienceNanos() {
    if (cleaning) {
      return 0;
    }
    return waiting.isEmpty() ? log.patienceNanos() : RETRY_NANOS;
  }

  private void commit() throws IOException {
    place();
    if (placed.stream().anyMatch(frame -> frame.ticket().forced())) {
      log.sync();
    } else {
      log.flush();
    }
    placed.forEach(frame -> index.apply(frame.ticket().payload(), frame.start()));
    inbox.done(placed.stream().mapToLong(frame -> frame.ticket().bytes()).sum());
    placed.forEach(frame -> frame.ticket().complete());
    placed.forEach(frame -> watcher.committed(frame.ticket().payload(), frame.start()));
    placed.clear();
  }

  /** Without room for another segment appends are refused; notes are promised, so they wait. */
  private void place() throws IOException {
    try {
      while (!waiting.isEmpty()) {
        Ticket ticket = waiting.element();
        Payload payload = ticket.payload();
        placed.add(new Placed(ticket, payload.length() == 0 ? 0 : log.append(payload)));
        waiting.remove();
      }
    } catch (NoRoomException e) {
      waiting.stream().filter(Ticket::forced).forEach(ticket -> refuse(ticket, e));
      waiting.removeIf(Ticket::forced);
    }
  }

  private void refuse(Ticket ticket, IOException why) {
    inbox.done(ticket.bytes());
    ticket.fail(why);
  }

  private void fail(Throwable cause) {
    IOException why =
        new IOException("the store has failed and must be opened again: " + cause, cause);
    try {
      watcher.failed(why);
    } finally {
      refuseAll(why);
    }
  }

  private void refuseAll(IOException why) {
    inbox.close(why);
    placed.forEach(frame -> refuse(frame.ticket(), why));
    waiting.forEach(ticket -> refuse(ticket, why));
    try {
      while (!inbox.ended()) {
        inbox.take(0, BATCH).forEach(ticket -> refuse(ticket, why));
      }
      log.abandon();
    } catch (IOException | InterruptedException e) {
      why.addSuppressed(e);
    }
  }
}
