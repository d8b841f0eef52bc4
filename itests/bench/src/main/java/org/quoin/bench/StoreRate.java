package org.quoin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The store of a running platform without SMTP and queue, beside the plainest program that writes
 * as many bytes per sync to the same disk. They take turns.
 */
final class StoreRate implements Part {
  private static final int THREADS = 64;

  private final Path folder;
  private final int rounds;
  private final Duration moment;

  StoreRate(Path folder, int rounds, Duration moment) {
    this.folder = folder;
    this.rounds = rounds;
    this.moment = moment;
  }

  @Override
  public void run(Report report) throws Exception {
    report.title("The store alone, fed by " + THREADS + " threads with bodies of 4 KiB");
    Path place = Folders.make(folder, "store");
    DiskRate disk = new DiskRate(place, moment);
    List<Double> store = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<Double> batches = new ArrayList<>();
    try (QuoinServer quoin = new QuoinServer(place, MailServer.Mode.KEEP)) {
      Probe probe = Probe.into(quoin.platform());
      probe.append(THREADS, Duration.ofSeconds(rounds > 1 ? 10 : 3), Load.BYTES);
      for (int round = 0; round < rounds; round++) {
        Probe.Appends appends = probe.append(THREADS, moment, Load.BYTES);
        store.add(appends.perSecond());
        batches.add(appends.perSync());
        bare.add(disk.batches(appends.bytesPerSync()) * appends.perSync());
      }
    }
    double ratio = Report.middle(store) / Report.middle(bare);
    report.line("| | mails/s | mails per sync | rounds |\n|---|---:|---:|---|");
    String row = "| %s | %.0f | %.1f | %s |";
    double batch = Report.middle(batches);
    report.line(row.formatted("store", Report.middle(store), batch, Report.all("%.0f", store)));
    report.line(
        row.formatted(
            "append and sync, nothing else", Report.middle(bare), batch, Report.all("%.0f", bare)));
    report.line("\nRatio: %.2f".formatted(ratio));
    report.goal("the store alone: part of bare append and sync", Goal.Aim.AT_LEAST, 0.5, ratio);
  }
}
