package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Router;
import org.quoin.api.delivery.Transport;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;
import org.quoin.api.intake.Intake;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueStore;

/** One instance with everything around it faked: addresses at here.test are local. */
final class Rig {
  static final String BODY = "Subject: hello\n\nbody\n";

  final ManualTime time = new ManualTime();
  final FakeControls controls = new FakeControls().with("me", "here.test\n");
  final FakeStore store = new FakeStore();
  final FakeIntake intake = new FakeIntake();
  final List<MailEvent> events = new ArrayList<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<String> broken = new ArrayList<>();
  final Plugins<Router> routers = new Plugins<>();
  final Plugins<Transport> transports = new Plugins<>();
  final Plugins<QueueStore> stores = new Plugins<>();
  final Map<String, String> settings = new HashMap<>(Map.of("id", "00"));
  List<Fleet.View> others = List.of();
  Memory memory = Memory.NONE;
  @Nullable Intake door = intake;
  MailEvents listener = events::add;
  private @Nullable DurableQueue queue;

  Rig() {
    routers.add(Rig::route, named("qmail"));
    stores.add(store, named("journal"));
  }

  static Map<String, Object> named(String name) {
    return Map.of(PluginName.PROPERTY, name);
  }

  static Optional<Route> route(Address address) {
    String transport = address.domain().equals("here.test") ? "local" : "smtp";
    String key = address.domain();
    return Optional.of(new Route(transport, address, Optional.empty(), key, "test"));
  }

  Tools tools() {
    return new Tools(time, time, time, controls, memory);
  }

  Neighbours neighbours() {
    return new Neighbours(routers, transports, () -> door, () -> listener, () -> others);
  }

  /** A transport of this name that answers so. */
  Transport transport(String name, Function<Delivery, Outcome> answer) {
    Transport transport =
        delivery -> {
          deliveries.add(delivery);
          return List.of(answer.apply(delivery));
        };
    transports.add(transport, named(name));
    if (queue != null) {
      queue.board().arrived(Parking.transport(name).plugin());
    }
    return transport;
  }

  void local(Function<Delivery, Outcome> answer) {
    transport("local", answer);
  }

  Rig open() throws IOException {
    queue = new DurableQueue(Settings.of(settings), tools(), neighbours(), store, broken::add);
    queue.start();
    time.run();
    return this;
  }

  DurableQueue queue() {
    if (queue == null) {
      throw new IllegalStateException("not open");
    }
    return queue;
  }

  void close() {
    queue().close(Duration.ofSeconds(1));
    queue = null;
  }

  void reopen() throws IOException {
    close();
    open();
  }

  /** New settings for the running instance. */
  void set(String key, String value) {
    settings.put(key, value);
    queue().settings(Settings.of(settings));
    time.run();
  }

  long accept(String sender, String... recipients) throws IOException {
    return accept("00", sender, recipients);
  }

  long accept(String instance, String sender, String[] recipients) throws IOException {
    return store.accept(instance, time.instant(), sender, BODY, recipients);
  }

  /** Accepts one message and does what is to be done at once. */
  long send(String sender, String... recipients) throws IOException {
    long number = accept(sender, recipients);
    time.run();
    return number;
  }

  /** Accepts one message with this text and does what is to be done at once. */
  long sendText(String body, String sender, String... recipients) throws IOException {
    long number = store.accept("00", time.instant(), sender, body, recipients);
    time.run();
    return number;
  }

  /** Accepts one message with parameters and does what is to be done at once. */
  long send(Envelope envelope) throws IOException {
    long number = store.accept("00", time.instant(), envelope, BODY);
    time.run();
    return number;
  }

  /** The first recipient's line of the oldest message. */
  QueueEntry.Line line() {
    return queue().entries(1).getFirst().recipients().getFirst();
  }

  <E extends MailEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static Outcome delivered() {
    return new Outcome.Delivered("did 1+0+0\n");
  }
}
