package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.quoin.kit.Await;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

/**
 * Mail of 4 KiB from Postfix's {@code smtp-source}, or from a {@link Feeder} where that is not
 * installed.
 *
 * @param sessions at the same time
 * @param reuse several mails per connection ({@code -d}), or one
 */
record Load(int sessions, boolean reuse) {
  static final String USER = "alice";
  static final String RECIPIENT = USER + "@localhost";
  static final int BYTES = 4096;

  /** Deliveries at the same time, in either server. */
  static final int DELIVERIES = 20;

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Each look takes processor time from the server that is being looked at. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private static final List<Path> PROGRAM =
      List.of(Path.of("/usr/sbin/smtp-source"), Path.of("/usr/bin/smtp-source"));

  /** Where Postfix's sender is. */
  static Optional<Path> program() {
    return PROGRAM.stream().filter(Files::isExecutable).findFirst();
  }

  /** Hands over so many mails; mails per second. */
  double accept(MailServer server, int mails) throws Exception {
    long start = System.nanoTime();
    send(server, mails);
    return mails / seconds(start);
  }

  /** Hands over so many mails and waits until all of them are in a Maildir; mails per second. */
  double deliver(MailServer server, int mails) throws Exception {
    Maildirs maildirs = server.maildirs();
    int goal = maildirs.count() + mails;
    long start = System.nanoTime();
    send(server, mails);
    if (!Await.within(LIMIT, BETWEEN_LOOKS, () -> maildirs.count() >= goal)) {
      throw new IOException(server.name() + " has not delivered all within " + LIMIT);
    }
    return mails / seconds(start);
  }

  /** Processor milliseconds of the server for each mail that it accepts. */
  double acceptCpu(MailServer server, int mails) throws Exception {
    return cpu(server, mails, () -> accept(server, mails));
  }

  /** Processor milliseconds of the server for each mail from the network to a Maildir. */
  double deliverCpu(MailServer server, int mails) throws Exception {
    return cpu(server, mails, () -> deliver(server, mails));
  }

  /** What the server does after its last answer counts, too. */
  private static double cpu(MailServer server, int mails, Callable<Double> round) throws Exception {
    long before = server.cpuMillis();
    round.call();
    return (double) (Idle.cpuMillis(server) - before) / mails;
  }

  private void send(MailServer server, int mails) throws Exception {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      new Feeder(server.port(), sessions, reuse ? Integer.MAX_VALUE : 1, BYTES)
          .send(mails, number -> RECIPIENT);
      return;
    }
    List<String> command = new ArrayList<>(List.of(program.get().toString()));
    if (reuse) {
      command.add("-d");
    }
    command.addAll(List.of("-s", "" + sessions, "-m", "" + mails, "-l", "" + BYTES));
    command.addAll(List.of("-M", "bench.test", "-f", Feeder.SENDER, "-t", RECIPIENT));
    command.add("127.0.0.1:" + server.port());
    Result result = Programs.run(new ProcessBuilder(command), "", LIMIT);
    if (!result.good() || !result.text().isBlank()) {
      throw new IOException(server.name() + ": smtp-source: " + result.text());
    }
  }

  @Override
  public String toString() {
    return "%d session%s, %s"
        .formatted(sessions, sessions == 1 ? "" : "s", reuse ? "many mails each" : "one mail each");
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
