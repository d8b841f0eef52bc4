package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/**
 * Delivery to local accounts and nothing else, beside Postfix: mail waits in the queue, then all of
 * it is let go, and the time counts until the last one has left the queue.
 */
final class LocalRate implements Part {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int FEWEST = 300;
  private static final int MOST = 10_000;

  private final Path folder;
  private final int rounds;
  private final double seconds;
  private final int warmUps;
  private int sent;

  LocalRate(Path folder, Options options) {
    this.folder = folder;
    this.rounds = options.rounds();
    this.seconds = options.brief() ? 1 : 3;
    this.warmUps = options.brief() ? 1 : 4;
  }

  @Override
  public void run(Report report) throws Exception {
    report.title("Local delivery: mail waits in the queue, then all of it is let go");
    Path place = Folders.make(folder, "local");
    LocalAccounts accounts = new LocalAccounts(LocalRows.all());
    Platform platform = QuoinServer.prepared(place.resolve("quoin"), MailServer.Mode.DELIVER);
    accounts.addTo(platform.base());
    String settings = accounts.addToPostfix(place);
    QuoinServer quoin = new QuoinServer(platform);
    try (Pair pair =
            new Pair(quoin, PostfixServer.start(report, place, MailServer.Mode.KEEP, settings));
        Held ours = new HeldQuoin(quoin)) {
      Optional<Held> theirs = pair.postfix().map(HeldPostfix::new);
      warmUp(ours, theirs);
      tables(report, ours, theirs);
    }
  }

  private void tables(Report report, Held ours, Optional<Held> theirs) throws Exception {
    List<LocalRounds> done = new ArrayList<>();
    report.header("mails/s");
    for (LocalRow row : LocalRows.COMPARED) {
      LocalRounds all = compare(row, ours, theirs);
      all.reportRate(report);
      done.add(all);
    }
    LocalRounds few = few(ours);
    few.reportRate(report);
    done.add(few);
    report.title("Processor time of a local delivery");
    report.header("ms/mail");
    for (LocalRounds all : done) {
      all.reportCpu(report);
    }
  }

  /** Until the compiler of the JVM has seen enough. */
  private void warmUp(Held ours, Optional<Held> theirs) throws Exception {
    for (int i = 0; i < warmUps; i++) {
      round(LocalRows.WARM_UP, ours, MOST / 2);
    }
    if (theirs.isPresent()) {
      round(LocalRows.WARM_UP, theirs.get(), FEWEST);
    }
  }

  /** The servers take turns, after rounds that are not counted. */
  private LocalRounds compare(LocalRow row, Held ours, Optional<Held> theirs) throws Exception {
    int many = calibrated(row, ours);
    int others = theirs.isPresent() ? calibrated(row, theirs.get()) : 0;
    LocalRounds all = LocalRounds.of(row);
    for (int i = 0; i < rounds; i++) {
      all.addQuoin(round(row, ours, many));
      if (theirs.isPresent()) {
        all.addPostfix(round(row, theirs.get(), others));
      }
    }
    return all;
  }

  /** So many mails as the server delivers in a round's time. */
  private int calibrated(LocalRow row, Held held) throws Exception {
    double first = round(row, held, FEWEST).rate();
    int mails = Math.clamp((int) (first * seconds), FEWEST, MOST);
    round(row, held, mails);
    return mails;
  }

  /** A JVM for each mail: few are enough, and Postfix has nothing like it. */
  private LocalRounds few(Held ours) throws Exception {
    LocalRounds all = LocalRounds.of(LocalRows.EXECUTABLE);
    for (int i = 0; i < rounds; i++) {
      all.addQuoin(round(LocalRows.EXECUTABLE, ours, Load.DELIVERIES));
    }
    return all;
  }

  private LocalRounds.Round round(LocalRow row, Held held, int mails) throws Exception {
    held.fill(row, sent, mails);
    sent += mails;
    MailServer server = held.server();
    long cpu = Idle.cpuMillis(server);
    long goal = held.ended() + (long) mails * row.messages();
    long start = System.nanoTime();
    held.release();
    if (!Await.within(LIMIT, () -> held.ended() >= goal)) {
      throw new IOException(server.name() + " has not delivered all within " + LIMIT);
    }
    double rate = mails / ((System.nanoTime() - start) / 1e9);
    return new LocalRounds.Round(rate, (double) (Idle.cpuMillis(server) - cpu) / mails);
  }
}
