package org.quoin.inject;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Session;
import org.quoin.codec.SocketPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket {@code var/queue} behind qmail-queue(8); each connection is one message. */
@Component(service = QueueDoor.class, immediate = true, configurationPid = "org.quoin.inject")
public final class QueueDoor {
  private static final Logger LOG = LoggerFactory.getLogger(QueueDoor.class);
  private static final long PAUSE_NANOS = 200_000_000;
  private static final int GRACE_SECONDS = 5;
  private static final Submission.Answer AWAY = new Submission.Answer(71, "");

  private final SocketPlace place;
  private final ServerSocketChannel door;
  private final int most;
  private final Semaphore room;
  private final long totalSeconds;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong sessions = new AtomicLong();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Intake intake;

  /** PID {@code org.quoin.inject}. */
  @interface Config {
    /** Who may hand mail in, as the mode of the socket: {@code rw-rw-rw-} for every user. */
    String mode() default "rw-------";

    /** Messages that may come in at a time; more wait. */
    int max_connections() default 40;

    /** How long one message may take, as qmail-queue has it. */
    int total_seconds() default 86_400;
  }

  @Activate
  public QueueDoor(BundleContext context, Config config) throws IOException {
    this(Path.of(Objects.requireNonNull(context.getProperty("quoin.base"))), config);
  }

  QueueDoor(Path base, Config config) throws IOException {
    most = config.max_connections();
    if (most < 1 || most > 10_000) {
      throw new IllegalArgumentException("\"max.connections\" must be from 1 to 10000");
    }
    totalSeconds = config.total_seconds();
    if (totalSeconds < 1) {
      throw new IllegalArgumentException("\"total.seconds\" must be at least 1");
    }
    room = new Semaphore(most);
    place = SocketPlace.in(base, "queue");
    door = place.open(config.mode());
    Thread.ofPlatform().name("quoin-inject").daemon().start(this::acceptAll);
  }

  /** Who has said all gets the answer; who has not is hung up on. */
  @Deactivate
  void close() throws IOException {
    door.close();
    for (SocketChannel channel : open) {
      shutInput(channel);
    }
    awaitEnd();
    for (SocketChannel channel : open) {
      channel.close();
    }
    place.close();
  }

  private static void shutInput(SocketChannel channel) {
    try {
      channel.shutdownInput();
    } catch (IOException e) {
      LOG.debug("has gone already: {}", e.getMessage());
    }
  }

  private void awaitEnd() {
    try {
      if (room.tryAcquire(most, GRACE_SECONDS, TimeUnit.SECONDS)) {
        room.release(most);
      } else {
        LOG.warn("not all mail that came by qmail-queue is decided; its senders try again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** While all places are taken the kernel holds those who come. */
  private void acceptAll() {
    while (door.isOpen()) {
      room.acquireUninterruptibly();
      try {
        SocketChannel channel = door.accept();
        open.add(channel);
        if (!door.isOpen()) {
          channel.close(); // who closed the door may not have seen it
        }
        Thread.ofVirtual().name("quoin-inject-message").start(() -> serve(channel));
      } catch (ClosedChannelException e) {
        room.release();
        return;
      } catch (IOException e) {
        room.release();
        LOG.warn("cannot accept on {}: {}", place.socket(), e.getMessage());
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void serve(SocketChannel channel) {
    CountDownLatch over = new CountDownLatch(1);
    Thread.startVirtualThread(() -> hangUpUnless(over, channel));
    try (channel) {
      String id = "inject-" + sessions.incrementAndGet();
      Submission submission = new Submission(Session.local(id, LocalUser.of(channel)));
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel), Frames.LIMIT);
      Intake present = intake;
      answer(
          present == null ? Submission.refused(in, AWAY) : submission.take(in, present),
          Channels.newOutputStream(channel));
    } catch (IOException e) {
      LOG.debug("a qmail-queue went away: {}", e.getMessage());
    } finally {
      over.countDown();
      open.remove(channel);
      room.release();
    }
  }

  private void hangUpUnless(CountDownLatch over, SocketChannel channel) {
    try {
      if (!over.await(totalSeconds, TimeUnit.SECONDS)) {
        channel.close();
      }
    } catch (InterruptedException | IOException e) {
      LOG.debug("a slow qmail-queue: {}", e.getMessage());
    }
  }

  private static void answer(Submission.Answer answer, OutputStream out) throws IOException {
    byte[] text = answer.text().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[1 + text.length];
    all[0] = (byte) answer.exit();
    System.arraycopy(text, 0, all, 1, text.length);
    out.write(all);
  }
}
