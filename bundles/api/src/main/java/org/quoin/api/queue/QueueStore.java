package org.quoin.api.queue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Durable bodies and a log of facts, shared by any number of queue instances.
 *
 * <p>Once it has failed to write or sync, a store refuses everything until it is opened anew; what
 * it answered before stays true.
 */
@ProviderType
public interface QueueStore {

  /** A short random name that this store keeps for life: part of unique file names. */
  String id();

  /**
   * Starts a body.
   *
   * @throws NoRoomException if the store takes no new mail before there is more room
   * @throws IOException if the store has failed
   */
  BodyWriter create() throws IOException;

  /**
   * Like {@link #create}, for mail of the platform's own making: bounces, forwards, moves. It may
   * use a reserve of room that strangers' mail may not, so that a full store can still empty
   * itself.
   *
   * @throws IOException if even the reserve is used up or the store has failed
   */
  BodyWriter createFromReserve() throws IOException;

  /**
   * Writes these facts as one atomic unit, also across instances: after a crash all of them are
   * there or none. Returns when they, and all that the caller has noted before, are durable; no
   * records at all wait for just that. Concurrent appends share one sync.
   *
   * @throws NoRoomException if they found no room
   * @throws IOException if they could not be made durable; none of them counts
   * @throws IllegalArgumentException if the unit is larger than the store can write at once
   */
  void append(List<? extends QueueRecord> records) throws IOException;

  /**
   * Refuses what {@link #append} would surely refuse now, and writes nothing: for those who append
   * to several stores, and had better not begin.
   *
   * @throws IOException if the store has failed
   * @throws IllegalArgumentException if the unit is larger than the store can write at once
   */
  default void requireFit(List<? extends QueueRecord> records) throws IOException {}

  /**
   * Writes marks and removals in order without waiting for the disk: they ride along with the next
   * sync, at the latest after one second. A power loss may forget the newest ones, which repeats a
   * delivery and never loses one.
   *
   * @throws IOException if the store has failed
   */
  void note(List<? extends QueueRecord> records) throws IOException;

  /**
   * Gives {@code listener} every live message of this instance, in order of acceptance, and from
   * then on each newly accepted one once it is durable, exactly once each. Returns after the
   * existing ones.
   *
   * @throws IOException if the store has failed or cannot read what it holds
   * @throws IllegalStateException if the instance is attached already
   */
  Attachment attach(String queue, Listener listener) throws IOException;

  /**
   * One live message as it is now. What was noted a moment ago may not be in it yet; an {@link
   * #append} in between makes sure of it.
   *
   * @return empty if there is no such message
   * @throws IOException if it cannot be read
   */
  Optional<Stored> find(String queue, long message) throws IOException;

  /**
   * How one live message came in, without what became of it; otherwise like {@link #find}, and
   * cheap however many recipients it has.
   */
  default Optional<QueueRecord.Accepted> accepted(String queue, long message) throws IOException {
    return find(queue, message).map(Stored::accepted);
  }

  /**
   * Reads every live message and its body once more from the disk; changes nothing.
   *
   * @param told hears of each message that cannot be read as it was written, or that is suspect, in
   *     a line for people
   * @return how many messages were read
   * @throws IOException if the store is not open
   */
  long check(Consumer<String> told) throws IOException;

  /** Live messages by instance id, attached or not. */
  Map<String, Long> counts();

  /** How much was written and synced since the store was opened. */
  Statistics statistics();

  /** What a queue instance learns from its store. Called in order, by one thread at a time. */
  @ConsumerType
  interface Listener {
    /**
     * A message is durably here. Must return quickly and never call the store.
     *
     * @param marks the marks that still count, oldest first; empty for new mail, but not for mail
     *     that was moved or imported: its marks came with it in one append
     * @param suspect true if damaged records may have settled recipients of this message: hold it
     */
    void accepted(QueueRecord.Accepted message, List<QueueRecord.Mark> marks, boolean suspect);
  }

  /**
   * A message and what became of it so far.
   *
   * @param marks the marks that still count, oldest first
   * @param suspect true if damaged records may have settled recipients of this message
   */
  record Stored(QueueRecord.Accepted accepted, List<QueueRecord.Mark> marks, boolean suspect) {
    public Stored {
      marks = List.copyOf(marks);
    }
  }

  /** Ends an attachment: after {@code close} the listener is not called again. */
  @ProviderType
  interface Attachment extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param appends durable appends answered
   * @param syncs syncs of the log; appends per sync is the gain of group commit
   * @param bytes bytes written to the log
   * @param bodyFiles bodies written to files of their own
   */
  record Statistics(long appends, long syncs, long bytes, long bodyFiles) {}
}
