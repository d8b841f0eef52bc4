package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;

/** Where an instance writes what became of its mail. Once closed it writes nothing any more. */
final class Ledger {
  private final Gate<QueueStore> gate;

  Ledger(QueueStore store) {
    this.gate = new Gate<>(store);
  }

  /**
   * Notes facts.
   *
   * @return false if the ledger is closed: the facts are not noted, and a replay will not know them
   * @throws IOException if the store has failed
   */
  boolean note(List<? extends QueueRecord> records) throws IOException {
    return write(store -> store.note(records));
  }

  /** Like {@link #note}, and returns only when the facts are durable. */
  boolean append(List<? extends QueueRecord> records) throws IOException {
    return write(store -> store.append(records));
  }

  private interface Writing {
    void on(QueueStore store) throws IOException;
  }

  private boolean write(Writing writing) throws IOException {
    try {
      Optional<Boolean> written =
          gate.call(
              store -> {
                writing.on(store);
                return true;
              });
      return written.isPresent();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** After this nothing is written. */
  void close(Duration limit) {
    gate.close(limit);
  }
}
