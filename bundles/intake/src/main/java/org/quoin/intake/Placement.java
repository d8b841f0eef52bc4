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
    /** Into this instance, which is alive. */
    record In(Instance instance) implements Place {}

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
      return instances
          .table()
          .find(domain)
          .map(match -> open(match.instance()))
          .orElseGet(() -> new Place.Nowhere("no queue is configured, not even main"));
    } catch (IOException e) {
      return new Place.Nowhere("the queues' configurations cannot be read: " + e.getMessage());
    }
  }

  /** The instance that a filter has chosen. */
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
    return closed(instance).<Place>map(Place.Nowhere::new).orElseGet(() -> new Place.In(instance));
  }

  /** Why an instance takes no mail now, for the operator. */
  Optional<String> closed(Instance instance) {
    if (instance.trouble().isPresent()) {
      return Optional.of("queue " + instance.label() + ": " + instance.trouble().get());
    }
    if (!instances.isAlive(instance.id())) {
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
