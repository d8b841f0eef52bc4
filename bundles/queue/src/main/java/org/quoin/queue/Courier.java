package org.quoin.queue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Caller;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Transport;
import org.quoin.api.queue.QueueRecord.Accepted;

/** Carries one recipient's mail to its transport. Whatever goes wrong there means "later". */
final class Courier {
  private final Plugins<Transport> transports;
  private final Archive archive;
  private final Supplier<Caller> caller;

  /**
   * @param caller how the instance appears to hosts now
   */
  Courier(Plugins<Transport> transports, Archive archive, Supplier<Caller> caller) {
    this.transports = transports;
    this.archive = archive;
    this.caller = caller;
  }

  /** What a recipient waits for if its transport is not here. */
  static String missing(String transport) {
    return "transport not installed: " + transport;
  }

  Outcome deliver(Recipient recipient, Route route, boolean again) {
    Optional<Gate<Transport>> gate = transports.find(route.transport());
    if (gate.isEmpty()) {
      return new Outcome.Later(Cause.MISSING_PLUGIN, missing(route.transport()));
    }
    try {
      Delivery delivery = delivery(recipient, route, again);
      Optional<List<Outcome>> outcomes = gate.get().call(t -> t.deliver(delivery));
      return outcomes
          .map(list -> only(list, route))
          .orElse(new Outcome.Later(Cause.MISSING_PLUGIN, missing(route.transport())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return trouble(route, "was interrupted");
    } catch (Throwable e) { // foreign code: even an error in it must not lose the recipient
      return trouble(route, "failed: " + e);
    }
  }

  private Delivery delivery(Recipient recipient, Route route, boolean again) throws IOException {
    Accepted message = archive.message(recipient.message().number());
    Address to = route.recipient();
    Sender sender = Verp.filledIn(message.envelope().sender(), to);
    String key =
        archive.storeId()
            + "."
            + message.queue()
            + "."
            + message.message()
            + "."
            + recipient.index();
    return new Delivery(
        new DeliveryKey(key, again),
        message.queue(),
        message.message(),
        message.birth(),
        sender,
        route,
        List.of(to),
        message.content(),
        caller.get(),
        message.envelope().parameters(),
        List.of(message.envelope().parameters(recipient.index())));
  }

  private static Outcome only(List<Outcome> outcomes, Route route) {
    return outcomes.size() == 1 && outcomes.getFirst() != null
        ? outcomes.getFirst()
        : trouble(route, "gave " + outcomes.size() + " outcomes for one recipient");
  }

  private static Outcome trouble(Route route, String what) {
    return new Outcome.Later(
        Cause.LOCAL_TROUBLE, "Transport " + route.transport() + " " + what + "\n");
  }
}
