package org.quoin.shell;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the connections of {@code bin/quoin}; each is a {@link Conversation} of its own. */
@Component(service = ShellServer.class, immediate = true)
public final class ShellServer {
  private static final Logger LOG = LoggerFactory.getLogger(ShellServer.class);
  private static final int MAX_CONVERSATIONS = 32;
  private static final int SILENCE_SECONDS = 10;

  private final CommandProcessor gogo;
  private final CommandList commands;
  private final SocketPlace place;
  private final ServerSocketChannel door;
  private final Semaphore room = new Semaphore(MAX_CONVERSATIONS);
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  @Activate
  public ShellServer(BundleContext context, @Reference CommandProcessor gogo) throws IOException {
    this.gogo = gogo;
    this.commands = new CommandList(context);
    Path base = Path.of(Objects.requireNonNull(context.getProperty("quoin.base"), "quoin.base"));
    this.place = SocketPlace.in(base);
    this.door = place.open();
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
        return;
      }
    }
  }

  private void welcome(SocketChannel channel) throws IOException {
    if (room.tryAcquire()) {
      open.add(channel);
      Thread.ofVirtual().name("quoin-shell-conversation").start(() -> serve(channel));
    } else {
      try (channel) {
        LOG.warn("more than {} shells at once; one was turned away", MAX_CONVERSATIONS);
      }
    }
  }

  private void serve(SocketChannel channel) {
    CountDownLatch asked = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> hangUpUnless(asked, channel));
    try (channel) {
      FrameSender answers = new FrameSender(Channels.newOutputStream(channel));
      Bench bench = new GogoBench(gogo, answers, commands);
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      new Conversation(in, answers, bench, asked::countDown).hold();
    } catch (IOException e) {
      LOG.debug("a shell went away: {}", e.getMessage());
    } finally {
      asked.countDown();
      open.remove(channel);
      room.release();
    }
  }

  /** A client that asks nothing must not keep its place from others. */
  private static void hangUpUnless(CountDownLatch asked, SocketChannel channel) {
    try {
      if (!asked.await(SILENCE_SECONDS, TimeUnit.SECONDS)) {
        channel.close();
      }
    } catch (InterruptedException | IOException e) {
      LOG.debug("a silent shell: {}", e.getMessage());
    }
  }
}
