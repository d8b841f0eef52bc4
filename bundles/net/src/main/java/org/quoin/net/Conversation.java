package org.quoin.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Peer;
import org.quoin.api.event.MailEvent;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Encryption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One accepted connection on its thread: finds its protocol, lets it speak, and hangs up. */
final class Conversation implements Connection, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** A peer that has been silent this long is not in the middle of anything. */
  private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final Duration PROTOCOL_WAIT = Duration.ofSeconds(1);
  private static final int LAST_WORDS_MILLIS = 1000;
  private static final int LAST_WORDS_READS = 32;

  private final String id;
  private final Settings settings;
  private final Socket socket;
  private final Surroundings around;
  private final Peer peer;
  private final Map<String, String> variables;
  private final WatchedInput in;
  private final OutputStream out;
  private final IdleWatch idle;
  private volatile boolean closing;

  /** Guards {@link #thread}. */
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable Thread thread;

  Conversation(String id, Settings settings, Socket socket, Surroundings around, Access access)
      throws IOException {
    this.id = id;
    this.settings = settings;
    this.socket = socket;
    this.around = around;
    this.peer = peer(socket, settings.localName());
    this.variables = access.variables();
    this.in = new WatchedInput(socket.getInputStream());
    this.out = socket.getOutputStream();
    socket.setTcpNoDelay(true);
    this.idle = new IdleWatch(around.deadlines()::after, in::waitingNanos, this::expire);
  }

  static Peer peer(Socket socket, String localName) {
    return new Peer(
        text(socket.getInetAddress()),
        socket.getPort(),
        Optional.empty(),
        Optional.empty(),
        text(socket.getLocalAddress()),
        socket.getLocalPort(),
        Optional.of(localName).filter(name -> !name.isEmpty()));
  }

  /** The address without the name of the interface that IPv6 may carry. */
  static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  @Override
  public void run() {
    runsOn(Thread.currentThread());
    long start = around.clock().millis();
    Future<?> end = around.deadlines().after(settings.limits().total(), this::hangUp);
    idle.limit(settings.limits().idle());
    around.events().accept(new MailEvent.Connected(listener(), id, peer));
    try {
      converse();
    } catch (IOException e) {
      LOG.debug("{}: {}", id, e.toString());
    } catch (InterruptedException e) {
      LOG.debug("{}: interrupted while waiting for protocol {}", id, settings.protocol());
    } finally {
      idle.stop();
      parting();
      end.cancel(false);
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

  /**
   * Closes the socket. While the peer is still sending, closing would reset the connection and
   * erase our last answer before the peer reads it (RFC 1122, 4.2.2.13): so let it read that first.
   */
  private void parting() {
    try {
      if (!socket.isClosed() && in.available() > 0) {
        socket.shutdownOutput();
        socket.setSoTimeout(LAST_WORDS_MILLIS);
        byte[] unwanted = new byte[32 * 1024];
        for (int reads = 0; reads < LAST_WORDS_READS && in.read(unwanted) >= 0; reads++) {}
      }
    } catch (IOException e) {
      LOG.trace("{}: {}", id, e.toString());
    } finally {
      hangUp();
    }
  }

  /** Asks for an end soon: {@link #closing} is true from now on. */
  void wantEnd() {
    closing = true;
  }

  /** Ends the wait of a protocol whose peer is silent: it reads the end of input. */
  void wakeIfSilent() {
    if (in.waitingNanos() >= SILENT_NANOS) {
      endInput();
    }
  }

  private void expire() {
    in.expire();
    endInput();
  }

  /** Whoever waits for input reads its end. */
  private void endInput() {
    try {
      socket.shutdownInput();
    } catch (IOException e) {
      LOG.trace("{}: {}", id, e.toString());
    }
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
    return peer;
  }

  @Override
  public Map<String, String> variables() {
    return variables;
  }

  @Override
  public Optional<Encryption> encryption() {
    return Optional.empty();
  }

  @Override
  public boolean canStartTls() {
    return false;
  }

  @Override
  public void startTls() {
    throw new IllegalStateException("there is no certificate");
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public void idle(Duration time) {
    Duration most = settings.limits().idle();
    idle.limit(time.compareTo(most) < 0 ? time : most);
  }

  @Override
  public boolean closing() {
    return closing;
  }

  /** For people. */
  @Override
  public String toString() {
    return id + " " + peer.remoteIp() + ":" + peer.remotePort() + (closing ? " closing" : "");
  }
}
