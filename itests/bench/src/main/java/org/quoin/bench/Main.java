package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the benchmarks that are named, or all, and prints their tables. */
public final class Main {
  private final Path folder;
  private final Report report = new Report(System.out);
  private final Map<String, Part> parts;
  private boolean failed;

  private Main(Options options, Path folder) {
    this.folder = folder;
    this.parts = parts(options, folder);
  }

  /**
   * @param args names of benchmarks; {@code --short} for fewer and shorter rounds, {@code --folder
   *     DIR} for another disk, {@code --waiting N} and {@code --hang SECONDS} for two of them
   */
  public static void main(String[] args) throws IOException {
    int status;
    try {
      status = run(Options.parse(List.of(args)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(
          "usage: run [--short] [--folder DIR] [--waiting N] [--hang SECONDS] [PART]...");
      status = 2;
    }
    System.exit(status);
  }

  private static int run(Options options) throws IOException {
    Path folder = Folders.make(options.parent(), "quoin-bench-");
    try {
      Main main = new Main(options, folder);
      List<String> names =
          options.parts().isEmpty() ? List.copyOf(main.parts.keySet()) : options.parts();
      main.require(names);
      return main.run(names);
    } finally {
      Folders.delete(folder);
    }
  }

  private static Map<String, Part> parts(Options options, Path folder) {
    Map<String, Part> parts = new LinkedHashMap<>();
    Duration moment = Duration.ofSeconds(options.brief() ? 1 : 3);
    Comparison comparison = new Comparison(folder, options.rounds(), moment.toSeconds());
    parts.put("disk", new DiskTable(new DiskRate(folder, moment)));
    parts.put("accept", comparison::accept);
    parts.put("smtp", new SmtpRate(folder, options));
    parts.put("deliver", comparison::deliver);
    parts.put("cpu", comparison::cpu);
    parts.put("local", new LocalRate(folder, options));
    parts.put("store", new StoreRate(folder, options.rounds(), moment));
    parts.put("isolation", new Isolation(folder, options));
    parts.put("million", new Million(folder, options));
    parts.put("blackhole", new BlackHole(folder, options));
    parts.put("instances", new ManyInstances(folder, options));
    return parts;
  }

  private void require(List<String> names) {
    Optional<String> unknown = names.stream().filter(name -> !parts.containsKey(name)).findFirst();
    if (unknown.isPresent()) {
      throw new IllegalArgumentException(
          "no such part: " + unknown.get() + "; there are " + String.join(" ", parts.keySet()));
    }
  }

  private int run(List<String> names) throws IOException {
    report.line(new Machine(folder).text());
    for (String name : names) {
      run(name);
    }
    report.goals();
    return failed ? 1 : 0;
  }

  /** One that fails leaves the others as they are. */
  private void run(String name) {
    Part part = parts.get(name);
    try {
      if (part != null) {
        part.run(report);
      }
    } catch (Exception | AssertionError e) {
      failed = true;
      report.line("\n**" + name + " failed**: " + Report.oneLine(e));
    }
  }
}
