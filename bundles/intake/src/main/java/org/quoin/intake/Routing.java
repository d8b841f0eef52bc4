package org.quoin.intake;

import java.util.List;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.Address;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Router;

/**
 * Asks the routers that the configuration names, in that order, since a recipient belongs to the
 * instance of its rewritten domain. A named router that is absent cannot be passed over: what it
 * would have said is not known.
 */
@Component(service = Routing.class, immediate = true, configurationPid = FilterHost.PID)
public final class Routing {

  /** Settings for routers. */
  @interface Config {
    /** Names of the routers to ask; an element may name several, with commas. */
    String[] routers() default {"qmail"};
  }

  /** What the routers say. */
  sealed interface Answer {
    /** The first router with an opinion. */
    record Routed(String router, Route route) implements Answer {}

    /** None has an opinion: the recipient stays as it is. */
    record Unrouted() implements Answer {}

    /** One that must be asked cannot say now. */
    record Unknown(String router, String reason) implements Answer {}
  }

  /** A router behind its gate. */
  record Entry(Tag tag, Router router, Gate gate) implements Board.Entry {}

  private final List<String> names;
  private final Board<Entry> board = new Board<>();

  @Activate
  public Routing(Config config) {
    this(FilterHost.names(config.routers()));
  }

  Routing(List<String> names) {
    this.names = names;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addRouter(ServiceReference<Router> reference, Router router) {
    add(Tag.of(reference), router);
  }

  void removeRouter(ServiceReference<Router> reference) {
    remove(Tag.of(reference).serviceId());
  }

  void add(Tag tag, Router router) {
    board.add(new Entry(tag, router, new Gate()));
  }

  void remove(long serviceId) {
    board.remove(serviceId).ifPresent(entry -> entry.gate().awaitEmpty(Board.FAREWELL));
  }

  /** The routers that are asked, in this order. */
  List<String> names() {
    return names;
  }

  Answer ask(Address recipient) {
    for (String name : names) {
      Optional<Entry> entry = board.find(name);
      Optional<Answer> answer =
          entry.isEmpty() ? Optional.of(absent(name)) : ask(entry.get(), recipient);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return new Answer.Unrouted();
  }

  /** Empty if this router has no opinion. */
  private static Optional<Answer> ask(Entry entry, Address recipient) {
    String name = entry.tag().name();
    if (!entry.gate().enter()) {
      return Optional.of(absent(name));
    }
    try {
      return entry.router().route(recipient).map(route -> new Answer.Routed(name, route));
    } catch (Exception | LinkageError e) {
      return Optional.of(new Answer.Unknown(name, "cannot say now: " + e));
    } finally {
      entry.gate().leave();
    }
  }

  private static Answer absent(String name) {
    return new Answer.Unknown(name, "is not installed");
  }
}
