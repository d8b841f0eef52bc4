package org.quoin.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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

  private final Surroundings around;
  private final Door door;
  private final Seats seats;
  private final Crowd crowd = new Crowd();
  private final AtomicLong count = new AtomicLong();
  private final Threads threads;
  private final Thread thread;
  private Instant lastFull = Instant.EPOCH;
  private volatile Settings settings;
  private volatile boolean closed;

  Doorman(Settings settings, Surroundings around) {
    this.settings = settings;
    this.around = around;
    this.door = new Door(settings, around.events());
    this.seats = new Seats(settings.limits());
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
    Optional<ServerSocket> open = door.open(now, gate.get().protocol());
    if (open.isPresent() && now.endpoint().equals(settings.endpoint()) && !closed) {
      admit(open.get());
    }
  }

  private void admit(ServerSocket open) throws InterruptedException {
    if (seats.full()) {
      sayFull();
    }
    seats.take();
    boolean seated = false;
    try {
      seated = seat(open.accept());
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

  private boolean seat(Socket socket) throws IOException {
    InetAddress address = socket.getInetAddress();
    if (!seats.admit(address)) {
      socket.close();
      String ip = Conversation.text(address);
      String reason = "too many connections from this address";
      around.events().accept(new MailEvent.Turned(settings.name(), ip, reason));
      return false;
    }
    String id = settings.name() + "-" + count.incrementAndGet();
    threads.execute(() -> converse(id, socket, address));
    return true;
  }

  private void converse(String id, Socket socket, InetAddress address) {
    try (socket) {
      Conversation conversation = new Conversation(id, settings, socket, around);
      if (crowd.enter(conversation)) {
        try {
          conversation.run();
        } finally {
          crowd.leave(conversation);
        }
      }
    } catch (IOException e) {
      LOG.debug("{}: {}", id, e.toString());
    } finally {
      seats.release(address);
    }
  }

  /** A port closed by ourselves is no trouble; anything else, such as too many open files, is. */
  private void trouble(ServerSocket open, IOException e) throws InterruptedException {
    if (!open.isClosed()) {
      LOG.warn("listener {}: {}", settings.name(), e.toString());
      door.pause(AFTER_TROUBLE);
    }
  }
}
