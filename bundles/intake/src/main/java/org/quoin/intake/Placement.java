package org.quoin.intake;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.queue.MailQueue;

/** Finds the queue instance of a recipient: rewritten by the routers, then matched by domain. */
@Component(service = Placement.class)
public final class Placement {
  private final Routing routing;
  private final Instances instances;

  /** Where a recipient belongs. */
  sealed interface Place {
    /** Into this instance, which is alive and works on this store. */
    record In(Instance instance, String store) implements Place {}

    /**
     * Nowhere just now.
     *
     * @param reason for the operator
     */
    record Nowhere(String reason) implements Place {}
  }

  @Activate
  public Placement(@Reference Routing routing, @Reference Instances instances) {
    this.routing = routing;
    this.instances = instances;
  }

  Place of(Address recipient) {
    return switch (routing.ask(recipient)) {
      case Routing.Answer.Routed routed -> byDomain(routed.route().recipient().domain());
      case Routing.Answer.Unrouted unrouted -> byDomain(recipient.domain());
      case Routing.Answer.Unknown unknown ->
          new Place.Nowhere("router " + unknown.router() + " " + unknown.reason());
    };
  }

  private Place byDomain(String domain) {
    try {
      InstanceTable table = instances.table();
      return table
          .find(domain)
          .map(match -> redirected(match.instance(), table))
          .orElseGet(() -> new Place.Nowhere("no queue is configured, not even main"));
    } catch (IOException e) {
      return new Place.Nowhere("the queues' configurations cannot be read: " + e.getMessage());
    }
  }

  /** An instance whose mail goes to another one need not be there itself. */
  private Place redirected(Instance instance, InstanceTable table) {
    return switch (table.redirected(instance)) {
      case InstanceTable.End.Found found -> open(found.instance());
      case InstanceTable.End.Lost lost -> new Place.Nowhere(lost.reason());
    };
  }

  /** The instance that a filter has chosen; no redirect counts. */
  Place named(String id) {
    try {
      return instances
          .table()
          .byId(id)
          .map(this::open)
          .orElseGet(() -> new Place.Nowhere("queue " + id + " is not configured"));
    } catch (IOException e) {
      return new Place.Nowhere("the queues' configurations cannot be read: " + e.getMessage());
    }
  }

  private Place open(Instance instance) {
    Optional<String> store = instances.storeOf(instance.id());
    Optional<String> closed = closed(instance, store);
    return closed.isEmpty() && store.isPresent()
        ? new Place.In(instance, store.get())
        : new Place.Nowhere(closed.orElse(""));
  }

  /** Whether an instance is alive and works on this store. */
  boolean isOn(Instance instance, String store) {
    return instances.storeOf(instance.id()).equals(Optional.of(store));
  }

  /** Why an instance takes no mail now, for the operator. */
  Optional<String> closed(Instance instance) {
    return closed(instance, instances.storeOf(instance.id()));
  }

  private static Optional<String> closed(Instance instance, Optional<String> store) {
    if (instance.trouble().isPresent()) {
      return Optional.of("queue " + instance.label() + ": " + instance.trouble().get());
    }
    if (store.isEmpty()) {
      return Optional.of("queue " + instance.label() + " is configured but not running");
    }
    return Optional.empty();
  }

  /** The instance's queue, while it is alive. */
  Optional<MailQueue> queue(Instance instance) {
    return instances.queue(instance.id());
  }

  /** Names of the filters that some instance names for its own mail. */
  Set<String> filters() {
    return instances.filters();
  }
}
