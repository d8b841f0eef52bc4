package org.quoin.policy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who has waited long enough (RFC 6647). Triplets that wait and those that have passed are
 * kept apart, so that a flood of strangers makes nobody forgotten who has passed; of too many the
 * ones unseen for longest are. Guarded by its owner's lock.
 */
final class GreyTable {
  /** A sighting is told only when this part of the retention is over. */
  private static final int SIGHTINGS = 32;

  /**
   * @param delay how long a new triplet has to wait
   * @param window how long after its first try it may come again
   * @param retention how long one that has passed is remembered unseen
   * @param trusted triplets that pass until their client's network need not wait; 0 = it always
   *     must
   * @param most entries that wait, and most that have passed, of all tables together
   */
  record Terms(Duration delay, Duration window, Duration retention, int trusted, int most) {}

  private final Terms terms;
  private final IntSupplier room;
  private final BiConsumer<GreyKey, GreyEntry> changes;
  private final SequencedMap<GreyKey, GreyEntry> waiting = new LinkedHashMap<>();
  private final SequencedMap<GreyKey, GreyEntry> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param room of this table: entries that wait, and as many that have passed
   * @param changes hears what is to be remembered
   */
  GreyTable(Terms terms, IntSupplier room, BiConsumer<GreyKey, GreyEntry> changes) {
    this.terms = terms;
    this.room = room;
    this.changes = changes;
  }

  /** Whether this triplet of this client's network may pass now. */
  boolean admits(GreyKey triplet, GreyKey client, long now) {
    GreyEntry network = fresh(client, now);
    if (terms.trusted() > 0 && network != null && network.passes() >= terms.trusted()) {
      see(client, network, now);
      return true;
    }
    GreyEntry passed = fresh(triplet, now);
    if (passed != null) {
      see(triplet, passed, now);
      return true;
    }
    GreyEntry first = waiting.get(triplet);
    if (first == null || first.first() > now || now - first.first() > terms.window().toSeconds()) {
      put(triplet, GreyEntry.waiting(now));
      return terms.delay().isZero();
    }
    if (now - first.first() < terms.delay().toSeconds()) {
      return false;
    }
    put(triplet, first.passed(now));
    put(client, (network == null ? GreyEntry.waiting(now) : network).passed(now));
    return true;
  }

  /** The same, but nothing is learnt from the question. */
  boolean wouldAdmit(GreyKey triplet, GreyKey client, long now) {
    GreyEntry network = fresh(client, now);
    boolean trusted = terms.trusted() > 0 && network != null && network.passes() >= terms.trusted();
    if (trusted || terms.delay().isZero() || fresh(triplet, now) != null) {
      return true;
    }
    GreyEntry first = waiting.get(triplet);
    long age = first == null ? -1 : now - first.first();
    return age >= terms.delay().toSeconds() && age <= terms.window().toSeconds();
  }

  /** What has passed and is not forgotten. */
  private @Nullable GreyEntry fresh(GreyKey key, long now) {
    GreyEntry entry = known.get(key);
    return entry != null && now - entry.last() <= terms.retention().toSeconds() ? entry : null;
  }

  private void see(GreyKey key, GreyEntry entry, long now) {
    if (now - entry.last() >= Math.max(1, terms.retention().toSeconds() / SIGHTINGS)) {
      put(key, entry.seen(now));
    }
  }

  private void put(GreyKey key, GreyEntry entry) {
    recall(key, entry);
    changes.accept(key, entry);
  }

  /** Takes up what an earlier life has told; later ones count. */
  void recall(GreyKey key, GreyEntry entry) {
    boolean waits = entry.passes() == 0;
    (waits ? known : waiting).remove(key);
    SequencedMap<GreyKey, GreyEntry> table = waits ? waiting : known;
    table.remove(key);
    table.put(key, entry);
    int most = room.getAsInt();
    while (table.size() > most) {
      table.pollFirstEntry();
    }
  }

  /** Hands out all that is worth remembering. */
  void entries(long now, BiConsumer<GreyKey, GreyEntry> taker) {
    for (Map.Entry<GreyKey, GreyEntry> each : waiting.entrySet()) {
      if (now - each.getValue().first() <= terms.window().toSeconds()) {
        taker.accept(each.getKey(), each.getValue());
      }
    }
    for (Map.Entry<GreyKey, GreyEntry> each : known.entrySet()) {
      if (now - each.getValue().last() <= terms.retention().toSeconds()) {
        taker.accept(each.getKey(), each.getValue());
      }
    }
  }
}
