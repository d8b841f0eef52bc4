package org.quoin.queue;

import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Router;

/** Asks an instance's routers, in the order its configuration names them, for the way out. */
final class Routes {

  /** What they say. */
  sealed interface Answer {
    /** That way. */
    record Way(Route route) implements Answer {}

    /** A named router is absent, so nobody may say "no way" in its place. */
    record Absent(String router) implements Answer {}

    /** A router cannot say now, or none has an opinion. */
    record Unsure(String text) implements Answer {}
  }

  private final Plugins<Router> routers;

  Routes(Plugins<Router> routers) {
    this.routers = routers;
  }

  Answer ask(List<String> names, Address recipient) {
    for (String name : names) {
      Optional<Gate<Router>> gate = routers.find(name);
      Optional<Answer> answer =
          gate.isEmpty() ? Optional.of(new Answer.Absent(name)) : ask(name, gate.get(), recipient);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return new Answer.Unsure("No router knows a way for this address.\n");
  }

  /** Empty if this one has no opinion. */
  private static Optional<Answer> ask(String name, Gate<Router> gate, Address recipient) {
    try {
      Optional<Optional<Route>> called = gate.call(router -> router.route(recipient));
      return called.isEmpty()
          ? Optional.of(new Answer.Absent(name))
          : called.get().map(Answer.Way::new);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(new Answer.Unsure("Router " + name + " was interrupted\n"));
    } catch (Throwable e) { // foreign code: even an error in it must not lose the recipient
      return Optional.of(new Answer.Unsure("Router " + name + " cannot say now: " + e + "\n"));
    }
  }
}
