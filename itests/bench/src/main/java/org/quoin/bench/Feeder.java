package org.quoin.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.quoin.kit.Answer;
import org.quoin.kit.SmtpClient;

/**
 * Hands over mail as fast as a server takes it, each to a recipient of its own, which {@code
 * smtp-source} cannot; commands are pipelined (RFC 2920).
 *
 * @param connections at the same time
 * @param perConnection mails before QUIT
 * @param bytes size of a mail
 */
record Feeder(int port, int connections, int perConnection, int bytes) {
  static final String SENDER = "sue@bench.test";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    List<Future<?>> ends = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < connections; i++) {
        ends.add(pool.submit(() -> work(next, mails, recipient)));
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
  private int work(AtomicInteger next, int mails, IntFunction<String> recipient)
      throws IOException {
    int number = next.getAndIncrement();
    while (number < mails) {
      try (SmtpClient client = new SmtpClient(port, PATIENCE)) {
        require(client.greeting());
        require(client.command("EHLO bench.test"));
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

  private void send(SmtpClient client, String recipient) throws IOException {
    client.write("MAIL FROM:<" + SENDER + ">\r\nRCPT TO:<" + recipient + ">\r\nDATA\r\n");
    require(client.answer());
    require(client.answer());
    require(client.answer());
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
