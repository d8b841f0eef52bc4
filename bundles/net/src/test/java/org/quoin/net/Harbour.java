package org.quoin.net;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.osgi.framework.ServiceReference;
import org.quoin.api.event.MailEvent;
import org.quoin.api.net.Protocol;

/** Protocols, timer and listeners without a framework; closes all of them. */
final class Harbour implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  final Protocols protocols = new Protocols();
  final FakeControl control = new FakeControl();
  final AccessRules rules = new AccessRules(control, null, Duration.ZERO);
  final Denials denials = new Denials();
  final Entrance entrance = new Entrance(rules, denials);
  final Certificates certificates;
  final Deadlines deadlines = new Deadlines();
  final BlockingQueue<MailEvent> events = new LinkedBlockingQueue<>();
  private final AtomicLong seconds = new AtomicLong();
  private final List<Doorman> doormen = new ArrayList<>();

  Harbour() {
    this(Path.of("no-such-base"));
  }

  /**
   * @param base with certificates
   */
  Harbour(Path base) {
    certificates = new Certificates(base, control, this::now);
  }

  /** Each question is a second later, so that every change is seen at once. */
  private Instant now() {
    return Instant.ofEpochSecond(seconds.incrementAndGet());
  }

  ServiceReference<Protocol> install(Protocol protocol, int ranking) {
    FakeReference reference = new FakeReference("echo", ranking);
    protocols.addProtocol(reference, protocol);
    return reference;
  }

  static Settings.Limits limits(int connections, int perAddress) {
    return new Settings.Limits(connections, perAddress, 0, PATIENCE, PATIENCE);
  }

  static Settings settings(int port, Settings.Limits limits) {
    return settings("127.0.0.1", port, limits);
  }

  static Settings settings(String address, int port, Settings.Limits limits) {
    Settings.Endpoint endpoint = new Settings.Endpoint(address, port, 50);
    return new Settings("test", "echo", endpoint, limits, Admission.OPEN, Tls.OFF);
  }

  Doorman start(Settings settings) {
    return start(settings, events::add);
  }

  Doorman start(Settings settings, Consumer<MailEvent> listener) {
    Surroundings around =
        new Surroundings(
            protocols, entrance, certificates, deadlines, listener, InstantSource.system());
    Doorman doorman = new Doorman(settings, around);
    doormen.add(doorman);
    doorman.start();
    return doorman;
  }

  Doorman start(Settings.Limits limits) {
    return start(settings(0, limits));
  }

  /** The port, once it is open. */
  static int port(Doorman doorman) throws InterruptedException {
    if (!doorman.awaitOpen(PATIENCE)) {
      throw new AssertionError("not open: " + doorman.status());
    }
    String where = doorman.status().where();
    return Integer.parseInt(where.substring(where.lastIndexOf(':') + 1));
  }

  /** Waits for an event of this kind. */
  <T extends MailEvent> T event(Class<T> kind) throws InterruptedException {
    while (true) {
      MailEvent event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no " + kind.getSimpleName());
      }
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }

  @Override
  public void close() {
    doormen.forEach(Doorman::close);
    deadlines.close();
    doormen.forEach(
        doorman -> {
          if (doorman.isAlive()) {
            throw new AssertionError("a thread is left");
          }
        });
  }
}
