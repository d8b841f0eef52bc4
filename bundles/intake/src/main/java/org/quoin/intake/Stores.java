package org.quoin.intake;

import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.queue.QueueStore;

/** The stores that are here now, by name. One that is here may still refuse everything. */
@Component(service = Stores.class, immediate = true)
public final class Stores {
  /** The store of instances that name none. */
  static final String DEFAULT = "journal";

  /** A store calls nobody back, so nobody inside it is awaited when it goes. */
  private record Entry(Tag tag, Gate gate, QueueStore store) implements Board.Entry {}

  private final Board<Entry> board = new Board<>();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addStore(ServiceReference<QueueStore> reference, QueueStore store) {
    add(Tag.of(reference), store);
  }

  void removeStore(ServiceReference<QueueStore> reference) {
    remove(Tag.of(reference).serviceId());
  }

  void add(Tag tag, QueueStore store) {
    board.add(new Entry(tag, new Gate(), store));
  }

  void remove(long serviceId) {
    board.remove(serviceId);
  }

  boolean isEmpty() {
    return board.isEmpty();
  }

  Optional<QueueStore> find(String name) {
    return board.find(name).map(Entry::store);
  }
}
