package org.quoin.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.cm.ConfigurationEvent;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Route;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.queue.MailQueue;

/**
 * A whole intake among fakes: main is alive, {@code 01:one} takes one.test and .one.test, both in
 * the store journal; the store ssd2 has no instance yet.
 */
final class Scene implements AutoCloseable {
  static final Instant NOW = Instant.parse("2001-02-05T09:08:07Z");
  static final long JOURNAL = -10;
  static final long SSD2 = -11;
  static final Peer PEER =
      new Peer(
          "192.0.2.7", 4000, Optional.empty(), Optional.empty(), "192.0.2.1", 25, Optional.empty());

  final FakeEvents events = new FakeEvents();
  final FakeStore store = new FakeStore(100);
  final FakeStore ssd2 = new FakeStore(500);
  final Stores stores = new Stores();
  final FakeAdmin admin = new FakeAdmin();
  final Instances instances = new Instances(admin.service(), events);
  final Routing routing = new Routing(List.of("qmail"));
  final Placement placement = new Placement(routing, instances);
  final EnvelopeRoom room = new EnvelopeRoom(10_000, 25_000);
  final FilterHost filters;
  final FrontDoor door;
  final Map<String, FakeQueue> queues = new HashMap<>();
  private long serviceIds;

  Scene(String... required) {
    this(2, Duration.ofSeconds(30), required);
  }

  Scene(int threads, Duration timeout, String... required) {
    filters =
        new FilterHost(RequiredFilters.of(List.of(required), "none"), threads, timeout, events);
    Desk desk =
        new Desk(
            placement,
            new ReceivedLine("1000"),
            InstantSource.fixed(NOW),
            new Announcer(() -> events),
            room);
    door = new FrontDoor(filters, desk, stores);
    stores.add(new Tag("journal", 0, JOURNAL, "test"), store);
    stores.add(new Tag("ssd2", 0, SSD2, "test"), ssd2);
    routing.add(new Tag("qmail", 0, -1, "test"), Scene::route);
    configure("00", Map.of("id", "00"));
    configure("01", Map.of("id", "01", "alias", "one", "domains", "one.test, .one.test"));
    came("00");
    came("01");
  }

  /** {@code old.test} is another name of one.test; all else stays as it is. */
  private static Optional<Route> route(Address address) throws IOException {
    if (address.domain().equals("trouble.test")) {
      throw new IOException("virtualdomains cannot be read");
    }
    boolean old = address.domain().equals("old.test");
    Address rewritten = old ? new Address(address.localPart() + "@one.test") : address;
    String rule = (old ? "old: test gives " + rewritten + "; " : "") + "locals: test";
    return Optional.of(new Route("local", rewritten, Optional.empty(), rewritten.domain(), rule));
  }

  void configure(String name, Map<String, Object> properties) {
    admin.put(name, properties);
    changed();
  }

  /** A queue that runs by whatever configuration has its id. */
  FakeQueue came(String id) {
    return came(id, Stores.DEFAULT);
  }

  FakeQueue came(String id, String store) {
    FakeQueue queue = new FakeQueue(id);
    queues.put(id, queue);
    instances.addQueue(queue, Map.of(MailQueue.ID_PROPERTY, id, MailQueue.STORE_PROPERTY, store));
    return queue;
  }

  void went(String id) {
    FakeQueue queue = queues.remove(id);
    if (queue != null) {
      instances.removeQueue(queue, Map.of(MailQueue.ID_PROPERTY, id));
    }
  }

  /** The queue of this id now runs by this configuration, and these settings are in force. */
  void inForce(String id, String name, Map<String, String> settings) {
    Map<String, Object> properties = new HashMap<>();
    settings.forEach((key, value) -> properties.put(MailQueue.SETTING_PREFIX + key, value));
    properties.put(MailQueue.ID_PROPERTY, id);
    properties.put(MailQueue.CONFIGURATION_PROPERTY, name);
    instances.updatedQueue(Objects.requireNonNull(queues.get(id)), properties);
  }

  /** An instance of this id on the store ssd2, alive, for this domain. */
  void configureOnSsd2(String id, String domain) {
    configure(id, Map.of("id", id, "domains", domain, "store", "ssd2"));
    came(id, "ssd2");
  }

  void unconfigure(String name) {
    admin.remove(name);
    changed();
  }

  private void changed() {
    instances.configurationEvent(
        new ConfigurationEvent(
            new FakeReference<>(Map.of()),
            ConfigurationEvent.CM_UPDATED,
            MailQueue.PID,
            MailQueue.PID + "~x"));
  }

  /** Adds a filter that is called on other threads. */
  long add(String name, int ranking, MailFilter filter) {
    return add(name, ranking, false, filter);
  }

  long addInline(String name, int ranking, MailFilter filter) {
    return add(name, ranking, true, filter);
  }

  private long add(String name, int ranking, boolean inline, MailFilter filter) {
    long id = ++serviceIds;
    filters.add(
        new Filter(
            new Tag(name, ranking, id, "test"),
            new Calling(inline, Set.of()),
            filter,
            new Announcer(() -> events)));
    return id;
  }

  /** A peer that has just connected. */
  static Session newcomer() {
    return Session.network("s1", "smtp", PEER, Map.of());
  }

  /** A peer that every filter has passed. */
  Session stranger() {
    Session session = newcomer();
    Reception.admitted(session, filters.chain());
    return session;
  }

  /** A draft from {@code from@far.test} with these recipients, all of them accepted. */
  Draft draft(String... recipients) throws IOException {
    Draft draft = door.begin(stranger());
    draft.sender(new Sender("from@far.test"));
    for (String recipient : recipients) {
      draft.recipient(new Address(recipient));
    }
    return draft;
  }

  static void write(Draft draft, String text) throws IOException {
    draft.body().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() {
    filters.deactivate();
  }
}
