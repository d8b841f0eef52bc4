package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the benchmarks that are named, or all, and prints their tables. */
public final class Main {
  private static final List<String> ALL = List.of("disk", "accept", "deliver", "isolation");
  private static final int[] SESSIONS = {1, 20, 100};

  /** A real disk, unlike the folder for temporary files on many machines, and open to Postfix. */
  private static final String WORK = "/var/tmp";

  private final Path folder;
  private final boolean brief;
  private final Report report = new Report(System.out);

  private Main(Path folder, boolean brief) {
    this.folder = folder;
    this.brief = brief;
  }

  /**
   * @param args names of benchmarks; {@code --short} for fewer and shorter rounds, {@code --folder
   *     DIR} for another disk
   */
  public static void main(String[] args) throws Exception {
    List<String> names = new ArrayList<>(List.of(args));
    boolean brief = names.remove("--short");
    Path parent = Path.of(option(names, "--folder", WORK));
    if (!ALL.containsAll(names)) {
      System.err.println(
          "usage: run [--short] [--folder DIR] [disk] [accept] [deliver] [isolation]");
      System.exit(2);
    }
    Path folder = Folders.make(parent, "quoin-bench-");
    try {
      new Main(folder, brief).run(names.isEmpty() ? ALL : names);
    } finally {
      Folders.delete(folder);
    }
  }

  private static String option(List<String> args, String name, String absent) {
    int at = args.indexOf(name);
    if (at < 0 || at + 1 == args.size()) {
      return absent;
    }
    args.remove(at);
    return args.remove(at);
  }

  private void run(List<String> names) throws Exception {
    report.line(new Machine(folder).text());
    for (String name : names) {
      switch (name) {
        case "disk" -> disk();
        case "accept" -> accept();
        case "deliver" -> deliver();
        default -> isolation();
      }
    }
  }

  private void disk() throws IOException, InterruptedException {
    report.title("What the disk can do (4 KiB writes, fdatasync)");
    DiskRate disk = new DiskRate(folder, Duration.ofSeconds(brief ? 1 : 3));
    report.line("| writers | durable writes/s |\n|---:|---:|");
    report.line("| 1, a sync each | %.0f |".formatted(disk.alone()));
    for (int writers : new int[] {20, 100}) {
      report.line("| %d, group commit | %.0f |".formatted(writers, disk.together(writers)));
    }
  }

  private void accept() throws Exception {
    report.title("Accepted and durable (queue kept, nothing delivered)");
    if (comparable()) {
      report.header();
      for (int sessions : SESSIONS) {
        comparison().accept(report, sessions);
      }
    }
  }

  private void deliver() throws Exception {
    report.title("End to end into a Maildir");
    if (comparable()) {
      report.header();
      for (int sessions : SESSIONS) {
        comparison().deliver(report, sessions);
      }
    }
  }

  private void isolation() throws Exception {
    report.title("One instance beside another that is stuck");
    if (Load.possible()) {
      new Isolation(folder, 10_000, brief ? 2_000 : 5_000, brief ? 1 : 3).run(report);
    } else {
      report.line("left out: smtp-source is not installed");
    }
  }

  private Comparison comparison() {
    return new Comparison(folder, brief ? 1 : 3, brief ? 1 : 3);
  }

  /** Postfix can be started only by root. */
  private boolean comparable() {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root || !Load.possible()) {
      report.line("left out: needs root and Postfix");
    }
    return root && Load.possible();
  }
}
