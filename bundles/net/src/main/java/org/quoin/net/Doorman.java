package org.quoin.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.api.event.MailEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread behind one listener: opens the port when its protocol can serve, then accepts
 * connections within the limits. Without a protocol it accepts nothing, and the peers wait in the
 * kernel's backlog.
 */
final class Doorman implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);
  private static final Duration PROTOCOL_WAIT = Duration.ofSeconds(1);
  private static final Duration AFTER_TROUBLE = Duration.ofMillis(200);
  private static final Duration FAREWELL = Duration.ofSeconds(3);
  private static final Duration FULL_REMARK = Duration.ofMinutes(1);
  private static final String TOO_MANY = "too many connections from this address";

  private static final String TOO_FAST = "too many new connections from this address";

  /** The variable of access rules that limits connections from one address (IndiMail, V2). */
  private static final String MOST = "MAXPERIP";

  private final Surroundings around;
  private final Door door;
  private final Seats seats;
  private final Crowd crowd = new Crowd();
  private final Pace pace;
  private final Threads threads;
  private final Thread thread;
  private Instant lastFull = Instant.EPOCH;
  private Tls provided = Tls.OFF;
  private volatile Settings settings;
  private volatile boolean closed;

  Doorman(Settings settings, Surroundings around) {
    this.settings = settings;
    this.around = around;
    this.door = new Door(settings, around.events());
    this.seats = new Seats(settings.limits());
    this.pace = new Pace(around.clock());
    this.threads = new Threads(settings.name());
    this.thread = Thread.ofPlatform().daemon().name("net-" + settings.name()).unstarted(this);
  }

  void start() {
    thread.start();
  }

  /** Takes new settings; the port stays open if its address and number are unchanged. */
  void settings(Settings now) {
    settings = now;
    seats.limits(now.limits());
    door.wanted(now);
  }

  /** Closes the port and ends all conversations, within a bounded time. */
  void close() {
    closed = true;
    door.close("stopped");
    thread.interrupt();
    crowd.dismiss(FAREWELL);
    threads.close();
    try {
      thread.join(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the port is open, perhaps after a wait. */
  boolean awaitOpen(Duration time) throws InterruptedException {
    return door.awaitOpen(time);
  }

  /** Whether it still does anything. */
  boolean isAlive() {
    return thread.isAlive() || crowd.size() > 0;
  }

  Status status() {
    return door.status(crowd.size());
  }

  List<Conversation> conversations() {
    return crowd.inside();
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        roundOrPause();
      } catch (InterruptedException e) {
        LOG.debug("listener {}: interrupted", settings.name());
      }
    }
    door.close("stopped");
  }

  /**
   * Whatever fails, be it a class of a bundle that is just being swapped, the port stays served.
   */
  private void roundOrPause() throws InterruptedException {
    try {
      round();
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      LOG.error("listener {}: unexpected trouble", settings.name(), e);
      door.pause(AFTER_TROUBLE);
    }
  }

  private void round() throws InterruptedException {
    Settings now = settings;
    Optional<Gate> gate = around.protocols().find(now.protocol(), PROTOCOL_WAIT);
    if (gate.isEmpty()) {
      door.notOpen("protocol " + now.protocol() + " is not installed");
      return;
    }
    provideFor(now.tls());
    Optional<ServerSocket> open = door.open(now, gate.get().protocol());
    if (open.isPresent() && now.endpoint().equals(settings.endpoint()) && !closed) {
      admit(open.get());
    }
  }

  /** Once, and when other files are named; later a file that is away is being renewed. */
  private void provideFor(Tls tls) {
    if (!tls.equals(provided)) {
      provided = tls;
      around.certificates().provide(tls);
    }
  }

  private void admit(ServerSocket open) throws InterruptedException {
    if (seats.full()) {
      sayFull();
    }
    seats.take();
    boolean seated = false;
    try {
      seat(open.accept());
      seated = true;
    } catch (IOException e) {
      trouble(open, e);
    } finally {
      if (!seated) {
        seats.release();
      }
    }
  }

  /** Said at most once a minute. */
  private void sayFull() {
    Instant now = around.clock().instant();
    if (now.isAfter(lastFull.plus(FULL_REMARK))) {
      lastFull = now;
      String text = "listener " + settings.name() + ": all seats are taken, others wait";
      LOG.warn(text);
      around.events().accept(new MailEvent.Warning("net", text));
    }
  }

  private void seat(Socket socket) {
    String id = settings.name() + "-" + around.entrance().number();
    threads.execute(() -> converse(id, socket));
  }

  /** Whoever hears that we have hung up may come again: the seat is free by then. */
  private void converse(String id, Socket socket) {
    try (socket) {
      try {
        introduce(id, settings, socket);
      } finally {
        seats.release();
      }
    } catch (IOException e) {
      LOG.debug("{}: {}", id, e.toString());
    }
  }

  private void introduce(String id, Settings now, Socket socket) throws IOException {
    Peer there = Guest.peer(socket, now.admission().localName());
    try {
      there = Introduction.peer(socket, now.admission(), around.deadlines());
      converse(id, now, socket, there);
    } catch (Entrance.TurnedException e) {
      turned(there.remoteIp(), String.valueOf(e.getMessage()));
    }
  }

  private void converse(String id, Settings now, Socket socket, Peer peer) throws IOException {
    InetAddress address =
        Network.literal(peer.remoteIp()).map(Guest::network).orElse(socket.getInetAddress());
    int ordinal = ordinal(now, address);
    Runnable parting = () -> {};
    try {
      Guest guest = around.entrance().admit(now.admission(), peer);
      requireWithin(guest, ordinal);
      Conversation conversation = new Conversation(id, now, socket, around, guest);
      converse(conversation);
      parting = conversation::part;
    } finally {
      seats.leave(address);
      parting.run();
    }
  }

  private void converse(Conversation conversation) {
    if (crowd.enter(conversation)) {
      try {
        conversation.run();
      } finally {
        crowd.leave(conversation);
      }
    }
  }

  /**
   * What the access rules say about a visitor.
   *
   * @throws IOException if they cannot say it now
   */
  AccessRules.Finding finding(Visitor visitor) throws IOException {
    return around.entrance().finding(settings.admission().rules(), visitor);
  }

  /** Lets a peer in, as if it had connected. */
  Guest admit(String ip) throws Entrance.TurnedException {
    Settings now = settings;
    Admission admission = now.admission();
    Settings.Endpoint here = now.endpoint();
    Optional<String> localName = Optional.of(admission.localName()).filter(name -> !name.isEmpty());
    Peer peer =
        new Peer(ip, 0, Optional.empty(), Optional.empty(), here.address(), here.port(), localName);
    return around.entrance().admit(admission, peer);
  }

  /** The how manieth connection of its address this is. {@link Seats#leave} must follow. */
  private int ordinal(Settings now, InetAddress address) throws Entrance.TurnedException {
    if (!pace.admits(address, now.limits().perMinute())) {
      throw new Entrance.TurnedException(TOO_FAST);
    }
    int ordinal = seats.admit(address);
    if (ordinal == 0) {
      throw new Entrance.TurnedException(TOO_MANY);
    }
    return ordinal;
  }

  /** MAXPERIP in a rule can only be less than what holds for all. */
  private static void requireWithin(Guest guest, int ordinal) throws Entrance.TurnedException {
    String limit = guest.variables().getOrDefault(MOST, "");
    if (limit.matches("\\d{1,9}") && ordinal > Integer.parseInt(limit)) {
      throw new Entrance.TurnedException(TOO_MANY);
    }
  }

  private void turned(String ip, String reason) {
    around.events().accept(new MailEvent.Turned(settings.name(), ip, reason));
  }

  /** A port closed by ourselves is no trouble; anything else, such as too many open files, is. */
  private void trouble(ServerSocket open, IOException e) throws InterruptedException {
    if (!open.isClosed()) {
      LOG.warn("listener {}: {}", settings.name(), e.toString());
      door.pause(AFTER_TROUBLE);
    }
  }
}
