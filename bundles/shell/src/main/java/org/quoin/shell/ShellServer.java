package org.quoin.shell;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quoin.codec.ShellFrame;
import org.quoin.codec.ShellFrame.Kind;
import org.quoin.codec.SocketPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the connections of {@code bin/quoin}; each is a {@link Conversation} of its own. */
@Component(service = ShellServer.class, immediate = true)
public final class ShellServer {
  static final int MAX_CONVERSATIONS = 32;

  private static final Logger LOG = LoggerFactory.getLogger(ShellServer.class);
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final long PAUSE_NANOS = 200_000_000;

  private final SocketPlace place;
  private final Function<FrameSender, Bench> benches;
  private final Duration silence;
  private final ServerSocketChannel door;
  private final Semaphore room = new Semaphore(MAX_CONVERSATIONS);
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  @Activate
  public ShellServer(BundleContext context, @Reference CommandProcessor gogo) throws IOException {
    this(
        SocketPlace.in(Path.of(Objects.requireNonNull(context.getProperty("quoin.base"))), "shell"),
        answers -> new GogoBench(gogo, answers, new CommandList(context)),
        SILENCE);
  }

  /**
   * @param silence how long a client may take for its first request
   */
  ShellServer(SocketPlace place, Function<FrameSender, Bench> benches, Duration silence)
      throws IOException {
    this.place = place;
    this.benches = benches;
    this.silence = silence;
    this.door = place.open("rw-------");
    Thread.ofPlatform().name("quoin-shell").daemon().start(this::acceptAll);
  }

  @Deactivate
  void close() throws IOException {
    door.close();
    for (SocketChannel channel : open) {
      channel.close();
    }
    place.close();
  }

  private void acceptAll() {
    while (door.isOpen()) {
      try {
        welcome(door.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("cannot accept on {}: {}", place.socket(), e.getMessage());
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void welcome(SocketChannel channel) throws IOException {
    if (room.tryAcquire()) {
      open.add(channel);
      if (!door.isOpen()) {
        channel.close(); // who closed the door may not have seen it
      }
      Thread.ofVirtual().name("quoin-shell-conversation").start(() -> serve(channel));
      return;
    }
    try (channel) {
      FrameSender answers = new FrameSender(Channels.newOutputStream(channel));
      answers.send(ShellFrame.of(Kind.ERR, "quoin: too many shells at once\n"));
      answers.send(ShellFrame.exit(1));
    }
  }

  private void serve(SocketChannel channel) {
    CountDownLatch asked = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> hangUpUnless(asked, channel));
    try (channel) {
      FrameSender answers = new FrameSender(Channels.newOutputStream(channel));
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      new Conversation(in, answers, benches.apply(answers), asked::countDown).hold();
    } catch (IOException e) {
      LOG.debug("a shell went away: {}", e.getMessage());
    } finally {
      asked.countDown();
      open.remove(channel);
      room.release();
    }
  }

  /** A client that asks nothing must not keep its place from others. */
  private void hangUpUnless(CountDownLatch asked, SocketChannel channel) {
    try {
      if (!asked.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
        channel.close();
      }
    } catch (InterruptedException | IOException e) {
      LOG.debug("a silent shell: {}", e.getMessage());
    }
  }
}
