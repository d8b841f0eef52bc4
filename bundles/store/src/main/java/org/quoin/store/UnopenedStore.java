package org.quoin.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;

/**
 * Stands in for a store that cannot be opened and says why, so that mail waits with its senders.
 */
final class UnopenedStore implements QueueStore {
  private final Exception reason;

  UnopenedStore(Exception reason) {
    this.reason = reason;
  }

  /**
   * Some exceptions of the file system have a path for a message and say the rest by their name.
   */
  String reason() {
    String kind =
        reason instanceof FileSystemException ? reason.getClass().getSimpleName() + ": " : "";
    return "the store cannot be opened: " + kind + reason.getMessage();
  }

  /** Whether it may go better the next time, though nobody changes the settings or the program. */
  boolean mayPass() {
    return !(reason instanceof IllegalArgumentException
        || reason instanceof UnsupportedFormatException);
  }

  private IOException refusal() {
    return new IOException(reason(), reason);
  }

  @Override
  public String id() {
    return "unopened";
  }

  @Override
  public BodyWriter create() throws IOException {
    throw refusal();
  }

  @Override
  public BodyWriter createFromReserve() throws IOException {
    throw refusal();
  }

  @Override
  public void append(List<? extends QueueRecord> records) throws IOException {
    throw refusal();
  }

  @Override
  public void requireFit(List<? extends QueueRecord> records) throws IOException {
    throw refusal();
  }

  @Override
  public void note(List<? extends QueueRecord> records) throws IOException {
    throw refusal();
  }

  @Override
  public Attachment attach(String queue, Listener listener) throws IOException {
    throw refusal();
  }

  @Override
  public Optional<Stored> find(String queue, long message) throws IOException {
    throw refusal();
  }

  @Override
  public long check(Consumer<String> told) throws IOException {
    throw refusal();
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of();
  }

  @Override
  public Statistics statistics() {
    return new Statistics(0, 0, 0, 0);
  }
}
