package org.quoin.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.quoin.kit.Answer;
import org.quoin.kit.SmtpClient;
import org.quoin.kit.Watch;

/**
 * Hands over mail as fast as a server takes it, each to a recipient of its own, which {@code
 * smtp-source} cannot.
 *
 * @param connections at the same time
 * @param perConnection mails before QUIT
 * @param bytes size of a mail
 * @param manner how it speaks
 */
record Feeder(int port, int connections, int perConnection, int bytes, Manner manner) {
  static final String SENDER = "sue@bench.test";

  /** Connections that may wait for their greeting at once; OpenSMTPD's backlog holds no more. */
  private static final int CONNECTING = 5;

  /** After so long without a mail that is taken it is given up; perhaps after twice as long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How a client speaks. */
  enum Manner {
    /** Commands are sent together (RFC 2920). */
    PIPELINED(true, false),
    /** Each command waits for its answer, since not every server can pipeline. */
    STEPWISE(false, false),
    /** The same, encrypted (STARTTLS). */
    ENCRYPTED(false, true),
    /** As mail servers send to each other today. */
    ENCRYPTED_PIPELINED(true, true);

    private final boolean together;
    private final boolean tls;

    Manner(boolean together, boolean tls) {
      this.together = together;
      this.tls = tls;
    }

    boolean tls() {
      return tls;
    }
  }

  /** One that pipelines. */
  Feeder(int port, int connections, int perConnection, int bytes) {
    this(port, connections, perConnection, bytes, Manner.PIPELINED);
  }

  /** Twenty connections that are kept, mails of the usual size. */
  static Feeder kept(int port) {
    return new Feeder(port, 20, Integer.MAX_VALUE, Load.BYTES);
  }

  /**
   * @param recipient of mail number n, from 0
   * @return how many seconds it took
   * @throws IOException if one was not accepted
   */
  double send(int mails, IntFunction<String> recipient) throws IOException, InterruptedException {
    long start = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    Watch watch = new Watch(PATIENCE, next::get);
    Semaphore door = new Semaphore(manner.together ? connections : CONNECTING);
    List<Future<?>> ends = new ArrayList<>();
    ThreadFactory threads = Thread.ofPlatform().name("feeder-", 1).factory(); // the cheapest wait
    try (watch;
        ExecutorService pool = Executors.newThreadPerTaskExecutor(threads)) {
      for (int i = 0; i < connections; i++) {
        ends.add(pool.submit(() -> work(next, mails, recipient, door, watch)));
      }
    }
    for (Future<?> end : ends) {
      try {
        end.get();
      } catch (ExecutionException e) {
        throw new IOException("mail was not accepted: " + e.getCause(), e);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** The answer only makes it a task that may throw. */
  private int work(
      AtomicInteger next, int mails, IntFunction<String> recipient, Semaphore door, Watch watch)
      throws IOException, InterruptedException {
    int number = next.getAndIncrement();
    while (number < mails) {
      try (SmtpClient client = connect(door, watch)) {
        greet(client, manner.tls());
        for (int sent = 0; sent < perConnection && number < mails; sent++) {
          send(client, recipient.apply(number));
          number = next.getAndIncrement();
        }
        client.command("QUIT");
      } catch (IOException e) {
        next.set(mails);
        throw e;
      }
    }
    return number;
  }

  private SmtpClient connect(Semaphore door, Watch watch) throws IOException, InterruptedException {
    door.acquire();
    try {
      return new SmtpClient(port, watch);
    } finally {
      door.release();
    }
  }

  /** What every client begins with. */
  static void greet(SmtpClient client, boolean tls) throws IOException {
    require(client.greeting());
    require(client.command("EHLO bench.test"));
    if (tls) {
      require(client.startTls().command("EHLO bench.test"));
    }
  }

  private void send(SmtpClient client, String recipient) throws IOException {
    List<String> commands =
        List.of("MAIL FROM:<" + SENDER + ">", "RCPT TO:<" + recipient + ">", "DATA");
    if (manner.together) {
      client.write(String.join("\r\n", commands) + "\r\n");
      for (int i = 0; i < commands.size(); i++) {
        require(client.answer());
      }
    } else {
      for (String command : commands) {
        require(client.command(command));
      }
    }
    require(client.command(text(recipient) + "."));
  }

  private String text(String recipient) {
    String top = "From: <" + SENDER + ">\r\nTo: <" + recipient + ">\r\nSubject: bench\r\n\r\n";
    String line = "x".repeat(70) + "\r\n";
    return top + line.repeat(Math.max(1, (bytes - top.length()) / line.length()));
  }

  private static void require(Answer answer) throws IOException {
    if (!answer.positive()) {
      throw new IOException(answer.toString());
    }
  }
}
