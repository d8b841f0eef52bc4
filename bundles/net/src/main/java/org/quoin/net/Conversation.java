package org.quoin.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Peer;
import org.quoin.api.event.MailEvent;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Encryption;
import org.quoin.codec.IpText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One accepted connection on its thread: finds its protocol, lets it speak, and hangs up. */
final class Conversation implements Connection, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** A peer that has been silent this long is not in the middle of anything. */
  private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final Duration PROTOCOL_WAIT = Duration.ofSeconds(1);

  /** How long a conversation that shall end may take for it. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  /** When a peer that says nothing more has been silent in any case. */
  private static final Duration LATER_LOOK = Duration.ofNanos(2 * SILENT_NANOS);

  /** The longest that agreeing on TLS may take. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(30);

  private final String id;
  private final Settings settings;
  private final Socket socket;
  private final Surroundings around;
  private final IdleWatch idle;

  private volatile Guest guest;

  /** What the protocol reads, writes and closes: the socket, or TLS over it. */
  private volatile Surface surface;

  private volatile boolean closing;
  private volatile Future<?> farewell = CompletableFuture.completedFuture(null);

  /** Guards {@link #thread}. */
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable Thread thread;

  Conversation(String id, Settings settings, Socket socket, Surroundings around, Guest guest)
      throws IOException {
    this.id = id;
    this.settings = settings;
    this.socket = socket;
    this.around = around;
    this.guest = guest;
    this.surface = Surface.of(socket);
    socket.setTcpNoDelay(true);
    this.idle = new IdleWatch(around.deadlines()::after, this::waitingNanos, this::expire);
  }

  private long waitingNanos() {
    return surface.in().waitingNanos();
  }

  @Override
  public void run() {
    runsOn(Thread.currentThread());
    long start = around.clock().millis();
    Future<?> end = around.deadlines().after(settings.limits().total(), this::cutOff);
    idle.limit(settings.limits().idle());
    around.events().accept(new MailEvent.Connected(listener(), id, peer()));
    try {
      if (settings.tls().mode() == Tls.Mode.IMPLICIT) {
        encrypt();
      }
      out().write(settings.admission().banner().getBytes(StandardCharsets.UTF_8));
      converse();
    } catch (IOException e) {
      LOG.debug("{}: {}", id, e.toString());
    } catch (InterruptedException e) {
      LOG.debug("{}: interrupted while waiting for protocol {}", id, settings.protocol());
    } finally {
      idle.stop();
      end.cancel(false);
      farewell.cancel(false);
      long millis = around.clock().millis() - start;
      runsOn(null);
      around.events().accept(new MailEvent.Disconnected(listener(), id, millis));
    }
  }

  private void runsOn(@Nullable Thread now) {
    lock.lock();
    try {
      thread = now;
    } finally {
      lock.unlock();
    }
  }

  private void converse() throws IOException, InterruptedException {
    while (!socket.isClosed()) {
      Optional<Gate> gate = around.protocols().find(settings.protocol(), PROTOCOL_WAIT);
      if (gate.isPresent() && gate.get().crowd().enter(this)) {
        speak(gate.get());
        return;
      }
    }
  }

  private void speak(Gate gate) throws IOException {
    try {
      gate.protocol().serve(this);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{}: protocol {} failed", id, settings.protocol(), e);
      String text = "protocol " + settings.protocol() + " failed: " + e;
      around.events().accept(new MailEvent.Warning("net", text));
    } finally {
      gate.crowd().leave(this);
    }
  }

  /** Closes the connection so that the peer reads our last words, within a bounded time. */
  void part() {
    Future<?> end = around.deadlines().after(FAREWELL, this::hangUp);
    try {
      if (!socket.isClosed()) {
        surface.part(socket);
      }
    } catch (IOException e) {
      LOG.trace("{}: {}", id, e.toString());
    } finally {
      end.cancel(false);
      hangUp();
    }
  }

  /** Asks for an end soon: {@link #closing} is true from now on. */
  void wantEnd() {
    closing = true;
  }

  /** Ends the wait of a protocol whose peer is silent: it finds the end of input. */
  void wakeIfSilent() {
    if (surface.in().silentNanos() >= SILENT_NANOS) {
      endInput();
    }
  }

  private void expire() {
    surface.in().expire();
    endInput();
  }

  /** Whoever waits for input reads its end. */
  private void endInput() {
    surface.in().end();
    try {
      socket.shutdownInput();
    } catch (IOException e) {
      LOG.trace("{}: {}", id, e.toString());
    }
  }

  /** Whoever speaks here, or waits for something else, finds that it is over. */
  private void cutOff() {
    wantEnd();
    hangUp();
  }

  /** Closes the socket under whoever uses it. */
  void hangUp() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.trace("{}: {}", id, e.toString());
    }
  }

  /** Interrupts the thread while it is this conversation's; later it is another's. */
  void interrupt() {
    lock.lock();
    try {
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String listener() {
    return settings.name();
  }

  @Override
  public Peer peer() {
    return guest.peer();
  }

  @Override
  public boolean speakFor(Peer other) {
    try {
      guest = around.entrance().admit(settings.admission(), Guest.canonical(other));
      return true;
    } catch (Entrance.TurnedException e) {
      String reason = String.valueOf(e.getMessage());
      String ip = Guest.canonical(other.remoteIp());
      around.events().accept(new MailEvent.Turned(listener(), ip, reason));
      return false;
    }
  }

  @Override
  public Map<String, String> variables() {
    return guest.variables();
  }

  @Override
  public Optional<Encryption> encryption() {
    return surface.encryption();
  }

  @Override
  public boolean canStartTls() {
    if (settings.tls().mode() != Tls.Mode.STARTTLS
        || encryption().isPresent()
        || TlsSocket.isForbidden(variables())) {
      return false;
    }
    try {
      around.certificates().credentials(settings.tls().files());
      return true;
    } catch (IOException e) {
      LOG.debug("{}: no TLS: {}", id, e.toString());
      return false;
    }
  }

  @Override
  public void startTls() throws IOException {
    if (!canStartTls()) {
      throw new IllegalStateException("TLS cannot be started here");
    }
    encrypt();
  }

  /** From here on TLS is between the socket and the protocol. */
  private void encrypt() throws IOException {
    Tls tls = settings.tls();
    Future<?> end = around.deadlines().after(HANDSHAKE, this::hangUp);
    try {
      Credentials ours = around.certificates().credentials(tls.files());
      surface = Surface.of(TlsSocket.over(socket, ours, tls, variables()));
    } catch (IOException e) {
      LOG.info("{} {}: TLS: {}", id, peer().remoteIp(), e.getMessage());
      throw e;
    } finally {
      end.cancel(false);
    }
  }

  @Override
  public boolean speaksWithin(Duration time) throws IOException {
    return surface.in().speaksWithin(time);
  }

  @Override
  public InputStream in() {
    return surface.in();
  }

  @Override
  public OutputStream out() {
    return surface.out();
  }

  @Override
  public void idle(Duration time) {
    Duration most = settings.limits().idle();
    idle.limit(time.compareTo(most) < 0 ? time : most);
  }

  @Override
  public void end() {
    wantEnd();
    wakeIfSilent();
    farewell = around.deadlines().after(LATER_LOOK, this::lookAgain);
  }

  /** The peer may have spoken just before this was to end. */
  private void lookAgain() {
    wakeIfSilent();
    farewell = around.deadlines().after(FAREWELL.minus(LATER_LOOK), this::hangUp);
  }

  @Override
  public boolean closing() {
    return closing;
  }

  /** For people. */
  @Override
  public String toString() {
    String tls = encryption().map(each -> " " + each.protocol()).orElse("");
    return id
        + " "
        + IpText.withPort(peer().remoteIp(), peer().remotePort())
        + tls
        + (closing ? " closing" : "");
  }
}
