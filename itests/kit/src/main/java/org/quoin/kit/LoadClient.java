package org.quoin.kit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends mail over many connections and keeps a record of every answer. It never gives up: after a
 * 4xx, a lost or a refused connection it tries again with the next token, until as many mails were
 * accepted as planned or it is stopped.
 */
public final class LoadClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LoadPlan plan;
  private final Ledger ledger = new Ledger();
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger names = new AtomicInteger();
  private final AtomicInteger open;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean encrypts;
  private volatile Duration rest = Duration.ZERO;
  private volatile boolean stopped;

  public LoadClient(LoadPlan plan) {
    this.plan = plan;
    this.open = new AtomicInteger(plan.mails());
  }

  /** Sends over connections that STARTTLS encrypts, from the next one on. */
  public LoadClient encrypted() {
    encrypts = true;
    return this;
  }

  /** Rests on each connection after each mail, so that others find time on the machine, too. */
  public LoadClient resting(Duration time) {
    rest = time;
    return this;
  }

  /** Starts to send; returns at once. */
  public void start() {
    for (int i = 0; i < plan.connections(); i++) {
      threads.add(Thread.ofVirtual().name("load-" + i).start(this::work));
    }
  }

  public Ledger ledger() {
    return ledger;
  }

  /** Tells it to stop after the mails that are on their way. */
  public void stop() {
    stopped = true;
  }

  /** Waits until all connections have ended; whether they have. */
  public boolean ended(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads) {
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      if (!thread.join(left)) {
        return false;
      }
    }
    return true;
  }

  /** Breaks off what is still running. */
  @Override
  public void close() {
    stop();
    threads.forEach(Thread::interrupt);
    try {
      ended(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (!stopped && open.get() > 0) {
      try (SmtpClient client = connect()) {
        converse(client);
      } catch (IOException e) {
        ledger.noteBroken();
        Await.pause();
      }
    }
  }

  /** Waits for a server that greets. */
  private SmtpClient connect() throws IOException {
    while (true) {
      try {
        return new SmtpClient(plan.port(), PATIENCE);
      } catch (IOException e) {
        ledger.noteRefused();
        if (stopped) {
          throw e;
        }
        Await.pause();
      }
    }
  }

  private void converse(SmtpClient client) throws IOException {
    if (!positive(client.greeting()) || !hello(client)) {
      Await.pause();
      return;
    }
    for (int i = 0; i < plan.perConnection() && !stopped && reserve(); i++) {
      boolean taken = false;
      try {
        taken = send(client);
      } finally {
        if (!taken) {
          giveBack();
        }
      }
      if (!taken) {
        Await.pause();
        client.command("RSET");
      }
      LockSupport.parkNanos(rest.toNanos());
    }
    client.command("QUIT");
  }

  private boolean hello(SmtpClient client) throws IOException {
    String hello = "EHLO load.test";
    boolean greeted = positive(client.command(hello));
    return greeted && (!encrypts || positive(client.startTls().command(hello)));
  }

  private boolean send(SmtpClient client) throws IOException {
    int number = names.incrementAndGet();
    String token = run + "-" + number;
    String recipient = plan.recipients().get(number % plan.recipients().size());
    if (!positive(client.envelope("load@load.test", List.of(recipient)))) {
      return false;
    }
    ledger.noteSending(token);
    boolean taken = positive(client.command(text(token, recipient) + "."));
    ledger.noteSent(token, taken);
    return taken;
  }

  private String text(String token, String recipient) {
    String top =
        Maildirs.TOKEN + token + "\r\nFrom: <load@load.test>\r\nTo: <" + recipient + ">\r\n";
    String line = "x".repeat(70) + "\r\n";
    return top + "\r\n" + line.repeat(Math.max(1, (plan.bytes() - top.length()) / line.length()));
  }

  private boolean positive(Answer answer) {
    ledger.noteAnswer(answer);
    return answer.positive();
  }

  private boolean reserve() {
    return plan.mails() == LoadPlan.ENDLESS || open.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  private void giveBack() {
    if (plan.mails() != LoadPlan.ENDLESS) {
      open.incrementAndGet();
    }
  }
}
