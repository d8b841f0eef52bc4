package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/**
 * A queue in which very many mails wait: for a transport that is not installed, each for a
 * recipient of its own. What they take of the heap, how long a restart takes, and how fast fresh
 * mail is in the same instance, beside another platform whose queue is empty; the two take turns.
 */
final class Million implements Part {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int DOMAINS = 1000;
  private static final Load LOAD = new Load(20, true);

  /** Mails before the heap is measured, for what is made once only. */
  private static final int FIRST = 2_000;

  /** More than they need, so that it is not the size of the heap that is measured. */
  private static final long HEAP_PER_MAIL = 3 << 10;

  private static final long HEAP_MIB = 768;

  private final Path folder;
  private final int waiting;
  private final int warmUp;
  private final int mails;
  private final int rounds;

  Million(Path folder, Options options) {
    this.folder = folder;
    this.waiting = options.waiting();
    this.warmUp = options.brief() ? 5_000 : 25_000;
    this.mails = options.brief() ? 2_000 : 6_000;
    this.rounds = options.rounds();
  }

  @Override
  public void run(Report report) throws Exception {
    report.title("A queue with %,d waiting mails".formatted(waiting));
    Path place = Folders.make(folder, "million");
    try (QuoinServer full = new QuoinServer(prepared(place.resolve("full")))) {
      report.line("| | |\n|---|---:|");
      memory(report, full);
      restart(report, full.platform());
      rates(report, full, place.resolve("empty"));
    }
  }

  private Platform prepared(Path base) throws Exception {
    return QuoinServer.prepared(base, MailServer.Mode.DELIVER)
        .javaOptions("-Xmx%dm".formatted(HEAP_MIB + waiting * HEAP_PER_MAIL / (1 << 20)))
        .with("etc/org.quoin.store.cfg", "max.messages = " + (waiting + 300_000) + "\n")
        .with("control/rcpthosts", "localhost\n.waiting.test\n");
  }

  private void memory(Report report, QuoinServer full) throws Exception {
    LOAD.deliver(full, FIRST);
    Platform platform = full.platform();
    JavaHeap before = JavaHeap.of(platform.pid());
    double seconds = Feeder.kept(full.port()).send(waiting, Million::recipient);
    line(report, "taken in", "%.0f s, %.0f mails/s".formatted(seconds, waiting / seconds));
    line(
        report,
        "until all were found to lack a transport",
        "%.0f s more".formatted(settle(platform)));
    JavaHeap after = JavaHeap.of(platform.pid());
    double each = (double) (after.bytes() - before.bytes()) / waiting - addressBytes();
    line(report, "heap per waiting mail beyond its addresses", "%.0f bytes".formatted(each));
    line(report, "resident memory", "%.0f MiB".formatted(platform.residentKib() / 1024.0));
    report.note("New bytes per waiting mail, by class: " + after.growth(before, waiting, 10) + ".");
    report.goal("bytes of heap per waiting mail", Goal.Aim.AT_MOST, 400, each);
  }

  private void restart(Report report, Platform platform) throws Exception {
    long start = System.nanoTime();
    if (platform.stop(LIMIT).isEmpty()) {
      throw new IOException("it did not stop within " + LIMIT);
    }
    line(report, "stop", "%.1f s".formatted(secondsSince(start)));
    start = System.nanoTime();
    platform.launch();
    until("the listeners are open", Duration.ofMillis(50), platform::listening);
    line(report, "start until it listens", "%.1f s".formatted(secondsSince(start)));
    until("all are known", LOOK.dividedBy(4), () -> counts(platform).messages() >= waiting);
    double known = secondsSince(start);
    line(report, "start until all mails are known", "%.1f s".formatted(known));
    line(report, "until all were looked at again", "%.0f s more".formatted(settle(platform)));
    report.goal("s from start until all are known", Goal.Aim.AT_MOST, 30, known);
  }

  private void rates(Report report, QuoinServer full, Path base) throws Exception {
    try (QuoinServer empty = new QuoinServer(prepared(base))) {
      LOAD.deliver(empty, FIRST + warmUp);
      LOAD.deliver(full, warmUp);
      line(report, "processor time while idle", "%.1f %%".formatted(idlePercent(full)));
      report.line(
          "\n| | empty, mails/s | full, mails/s | ratio | rounds |\n|---|---:|---:|---:|---|");
      double deliver = compare(report, "into Maildirs", Load::deliver, empty, full);
      hold(empty);
      hold(full);
      double accept = compare(report, "accept", Load::accept, empty, full);
      report.goal("accept with a full queue: part of empty", Goal.Aim.AT_LEAST, 0.8, accept);
      report.goal(
          "into Maildirs with a full queue: part of empty", Goal.Aim.AT_LEAST, 0.8, deliver);
    }
  }

  private interface Measure {
    double rate(Load load, MailServer server, int mails) throws Exception;
  }

  private double compare(
      Report report, String what, Measure measure, QuoinServer empty, QuoinServer full)
      throws Exception {
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      without.add(measure.rate(LOAD, empty, mails));
      with.add(measure.rate(LOAD, full, mails));
    }
    double ratio = Report.middle(with) / Report.middle(without);
    report.line(
        "| %s | %.0f | %.0f | %.2f | %s / %s |"
            .formatted(
                what,
                Report.middle(without),
                Report.middle(with),
                ratio,
                Report.all("%.0f", without),
                Report.all("%.0f", with)));
    return ratio;
  }

  private static void hold(QuoinServer server) throws IOException {
    server.platform().mustSay("qmq:set", "00", "concurrency.local=0");
  }

  /** Waits until nothing more happens by itself; returns the seconds. */
  private double settle(Platform platform) throws Exception {
    long start = System.nanoTime();
    until("all wait for a transport", LOOK, () -> counts(platform).parked() >= waiting);
    return secondsSince(start);
  }

  private static double idlePercent(QuoinServer server) throws Exception {
    long before = server.cpuMillis();
    long start = System.nanoTime();
    Await.within(LOOK.multipliedBy(3), LOOK, () -> false);
    return (server.cpuMillis() - before) / secondsSince(start) / 10;
  }

  private static QueueCounts counts(Platform platform) throws IOException {
    return QueueCounts.of(platform);
  }

  private static void until(String what, Duration pause, Await.Check check) throws Exception {
    if (!Await.within(LIMIT, pause, check)) {
      throw new IOException("not within " + LIMIT + ": " + what);
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void line(Report report, String what, String value) {
    report.line("| " + what + " | " + value + " |");
  }

  private static String recipient(int number) {
    return "user%d@d%d.waiting.test".formatted(number, number % DOMAINS);
  }

  private double addressBytes() {
    long bytes = 0;
    for (int number = 0; number < waiting; number++) {
      bytes += Feeder.SENDER.length() + recipient(number).length();
    }
    return (double) bytes / waiting;
  }
}
