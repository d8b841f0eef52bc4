package org.quoin.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quoin.api.event.MailEvent;
import org.quoin.api.net.Protocol;
import org.quoin.codec.IpText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener's port: opened once its protocol is ready and then kept open, whatever becomes of
 * the protocol, until the address or number changes. Remembers why it is not open, and says so once
 * per reason.
 */
final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Duration RETRY_READY = Duration.ofSeconds(1);
  private static final Duration RETRY_BIND = Duration.ofSeconds(3);

  private final Consumer<MailEvent> events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ServerSocket socket;
  private Settings settings;
  private String reason = "starting";

  Door(Settings settings, Consumer<MailEvent> events) {
    this.settings = settings;
    this.events = events;
  }

  /** The open port, opened now if need and protocol be; empty after a pause if it cannot be. */
  Optional<ServerSocket> open(Settings now, Protocol protocol) throws InterruptedException {
    wanted(now);
    Optional<ServerSocket> open = present();
    if (open.isPresent()) {
      return open;
    }
    Optional<String> obstacle = obstacle(protocol);
    if (obstacle.isPresent()) {
      notOpen(obstacle.get());
      pause(RETRY_READY);
      return Optional.empty();
    }
    return bind(now.endpoint());
  }

  private static Optional<String> obstacle(Protocol protocol) {
    try {
      return protocol.notReady();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of("its protocol failed: " + e);
    }
  }

  private Optional<ServerSocket> bind(Settings.Endpoint where) throws InterruptedException {
    try {
      ServerSocket bound = new ServerSocket();
      try {
        InetAddress address = InetAddress.getByName(where.address());
        bound.bind(new InetSocketAddress(address, where.port()), where.backlog());
      } catch (IOException e) {
        bound.close();
        throw e;
      }
      return Optional.of(opened(bound));
    } catch (IOException e) {
      String why = e instanceof UnknownHostException ? "unknown address" : e.getMessage();
      notOpen("cannot open " + where + ": " + why);
      pause(RETRY_BIND);
      return Optional.empty();
    }
  }

  private ServerSocket opened(ServerSocket bound) {
    lock.lock();
    try {
      socket = bound;
      reason = "";
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    LOG.info("listener {}: open on {}", name(), where(bound));
    return bound;
  }

  /** Closes the port if it is not the wanted one, and ends a pause. */
  void wanted(Settings now) {
    lock.lock();
    try {
      if (!now.endpoint().samePort(settings.endpoint())) {
        close("moving to " + now.endpoint());
      }
      if (!settings.equals(now)) {
        settings = now;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void close(String why) {
    lock.lock();
    try {
      if (socket != null) {
        socket.close();
        LOG.info("listener {}: closed {}: {}", settings.name(), where(socket), why);
      }
      reason = why;
    } catch (IOException e) {
      LOG.warn("listener {}: {}", settings.name(), e.toString());
    } finally {
      socket = null;
      lock.unlock();
    }
  }

  /** Notes why the port is not open; does nothing if it is. */
  void notOpen(String why) {
    lock.lock();
    try {
      if (socket != null || why.equals(reason)) {
        return;
      }
      reason = why;
    } finally {
      lock.unlock();
    }
    LOG.warn("listener {}: not open: {}", name(), why);
    events.accept(new MailEvent.Alert("net", "listener " + name() + " is not open: " + why));
  }

  private Optional<ServerSocket> present() {
    lock.lock();
    try {
      return Optional.ofNullable(socket);
    } finally {
      lock.unlock();
    }
  }

  private String name() {
    lock.lock();
    try {
      return settings.name();
    } finally {
      lock.unlock();
    }
  }

  /** Waits this long, or until the settings change. */
  void pause(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Settings before = settings;
      long rest = time.toNanos();
      while (settings.equals(before) && rest > 0) {
        rest = changed.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the port is open, at most this long; whether it is. */
  boolean awaitOpen(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long rest = time.toNanos();
      while (socket == null && rest > 0) {
        rest = changed.awaitNanos(rest);
      }
      return socket != null;
    } finally {
      lock.unlock();
    }
  }

  Status status(int connections) {
    lock.lock();
    try {
      String where = socket == null ? settings.endpoint().toString() : where(socket);
      return new Status(settings.name(), where, socket != null, reason, connections);
    } finally {
      lock.unlock();
    }
  }

  private static String where(ServerSocket socket) {
    return IpText.withPort(IpText.of(socket.getInetAddress()), socket.getLocalPort());
  }
}
