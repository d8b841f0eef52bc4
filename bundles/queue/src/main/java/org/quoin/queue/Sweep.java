package org.quoin.queue;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.quoin.api.queue.QueueEntry;

/** Does one thing to each selected message, or shows to which it would, and says how it went. */
final class Sweep {
  /** Messages that a dry run shows, per instance. */
  private static final int SHOWN = 1000;

  private final Choice instances;
  private final PrintStream out;
  private final Instant now = Instant.now();
  private final Tally tally = new Tally();

  Sweep(Choice instances, PrintStream out) {
    this.instances = instances;
    this.out = out;
  }

  /**
   * @param participle what has become of the messages then
   * @throws IllegalStateException if it could not be done to some, which are named
   */
  void run(String participle, Deed deed, String... words) throws IOException {
    Selection selection = Selection.of(words).requireNarrow();
    for (long number : selection.numbers()) {
      instances.holding(number, selection.queue());
    }
    List<DurableQueue> concerned =
        instances.chosen(selection.queue()).stream().filter(deed::concerns).toList();
    for (DurableQueue queue : concerned) {
      sweep(queue, deed, selection);
    }
    conclude();
    out.println(
        Listing.messages(tally.done()) + (selection.dryRun() ? " would be " : " ") + participle);
  }

  private void sweep(DurableQueue queue, Deed deed, Selection selection) throws IOException {
    List<Long> numbers = queue.numbers(selection, now);
    if (selection.dryRun()) {
      show(queue, selection, numbers.size());
      return;
    }
    for (long number : numbers) {
      try {
        tally.count(deed.to(queue, number), number);
      } catch (IOException e) {
        throw new IOException(tally.done() + " done; message " + number + ": " + e.getMessage(), e);
      }
    }
  }

  private void show(DurableQueue queue, Selection selection, int count) {
    List<QueueEntry> shown = queue.told(queue.select(selection, now, SHOWN));
    Listing.messages(shown, now).forEach(out::println);
    if (count > shown.size()) {
      out.println("... and " + (count - shown.size()) + " more");
    }
    tally.add(count);
  }

  private void conclude() {
    List<String> left = tally.left();
    if (!left.isEmpty()) {
      throw new IllegalStateException(tally.done() + " done; " + String.join("; ", left));
    }
  }
}
