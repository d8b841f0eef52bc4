package org.quoin.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One configuration, and the store that runs by it. For the worker of {@link Stores} only. */
final class Slot {
  private final String file;
  private @Nullable Named wanted;
  private @Nullable JournalStore store;
  private Runnable unpublish = () -> {};
  private String objection = "";

  /**
   * @param file what people know the configuration by
   */
  Slot(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  /** Good settings take the place of the ones before; whether they can come into force is open. */
  void wanted(Named settings) {
    wanted = settings;
  }

  Optional<Named> wanted() {
    return Optional.ofNullable(wanted);
  }

  Optional<JournalStore> store() {
    return Optional.ofNullable(store);
  }

  /** The settings that are in force, whether or not its disk is there. */
  Optional<Named> inForce() {
    return store().map(JournalStore::named);
  }

  boolean isAsWanted() {
    return inForce().equals(wanted());
  }

  void begun(JournalStore begun) {
    store = begun;
  }

  void published(Runnable undo) {
    unpublish = undo;
  }

  /** Takes the store back from those who use it, and forgets it; the caller closes it. */
  Optional<JournalStore> withdraw() {
    unpublish.run();
    unpublish = () -> {};
    Optional<JournalStore> last = store();
    store = null;
    return last;
  }

  /**
   * @return whether this is another objection than the last time
   */
  boolean object(String reason) {
    boolean isNew = !objection.equals(reason);
    objection = reason;
    return isNew;
  }
}
