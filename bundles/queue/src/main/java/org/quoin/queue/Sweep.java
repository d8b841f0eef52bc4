package org.quoin.queue;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.quoin.api.queue.QueueEntry;

/** Does one thing to each selected message, or shows to which it would, and says how it went. */
final class Sweep {
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
    for (DurableQueue queue : instances.chosen(selection.queue())) {
      if (deed.concerns(queue)) {
        sweep(queue, deed, selection);
      }
    }
    conclude();
    out.println(
        Listing.messages(tally.done()) + (selection.dryRun() ? " would be " : " ") + participle);
  }

  private void sweep(DurableQueue queue, Deed deed, Selection selection) throws IOException {
    List<QueueEntry> selected = queue.select(selection, now, Integer.MAX_VALUE);
    if (selection.dryRun()) {
      Listing.messages(queue.told(selected), now).forEach(out::println);
      tally.add(selected.size());
      return;
    }
    for (QueueEntry entry : selected) {
      tally.count(deed.to(queue, entry.message()), entry.message());
    }
  }

  private void conclude() {
    List<String> left = tally.left();
    if (!left.isEmpty()) {
      throw new IllegalStateException(tally.done() + " done; " + String.join("; ", left));
    }
  }
}
