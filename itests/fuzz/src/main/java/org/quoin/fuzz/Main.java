package org.quoin.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fuzzes one target after the other, and keeps what reached something new. */
public final class Main {
  private static final Duration USUAL = Duration.ofHours(1);

  private final Path folder;
  private final Fuzzer fuzzer;

  private Main(Path folder) {
    this.folder = folder;
    this.fuzzer = new Fuzzer(folder, false);
  }

  /**
   * @param args the folder to work in; a target, or {@code all}; how many seconds they have
   *     together, or an hour
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Optional<List<Target>> targets = targets(args.length > 1 ? args[1] : "all");
    boolean good = args.length > 0 && args.length < 4 && targets.isPresent();
    if (!good || (args.length > 2 && !args[2].matches("[1-9]\\d{0,6}"))) {
      System.err.println("usage: run [TARGET|all] [SECONDS]; targets: " + words());
      System.exit(2);
    }
    Duration time = args.length > 2 ? Duration.ofSeconds(Long.parseLong(args[2])) : USUAL;
    Main main = new Main(Files.createDirectories(Path.of(args[0])).toAbsolutePath());
    boolean clean = true;
    for (Target target : targets.orElseThrow()) {
      clean &= main.fuzz(target, time.dividedBy(targets.orElseThrow().size()), System.out);
    }
    System.exit(clean ? 0 : 1);
  }

  private static Optional<List<Target>> targets(String word) {
    return word.equals("all")
        ? Optional.of(List.of(Target.values()))
        : Target.named(word).map(List::of);
  }

  private static String words() {
    return Arrays.stream(Target.values()).map(Target::word).collect(Collectors.joining(" "));
  }

  /** Whether nothing was found. */
  private boolean fuzz(Target target, Duration time, Appendable out)
      throws IOException, InterruptedException {
    Path work = Files.createDirectories(folder.resolve("corpus").resolve(target.word()));
    Corpus kept = Corpus.kept(target);
    Files.createDirectories(kept.folder());
    List<String> folders = List.of(work.toString(), kept.folder().toString());
    out.append(target.word() + " for " + time.toSeconds() + " s\n");
    Fuzzer.Result result = fuzzer.run(target.word(), target.type(), time, folders);
    if (result.status() != 0) {
      out.append(result.finding() + "\nA finding; CONTRIBUTING.md says what to do.\n");
      return false;
    }
    out.append(result.text().lines().filter(line -> line.contains("DONE")).findFirst().orElse(""));
    keep(target, kept, folders);
    out.append("\nkept: " + kept.files().size() + " inputs\n");
    return true;
  }

  /** The smallest inputs that together reach every branch which any of them does. */
  private void keep(Target target, Corpus kept, List<String> folders)
      throws IOException, InterruptedException {
    Path merged = Files.createTempDirectory(folder, target.word());
    List<String> options =
        List.of("-merge=1", "-use_counters=0", merged.toString(), folders.get(0), folders.get(1));
    String name = target.word() + "-merge";
    Fuzzer.Result result =
        new Fuzzer(folder, true).run(name, target.type(), Duration.ofMinutes(5), options);
    if (result.status() != 0) {
      throw new IOException("the corpus could not be merged; see " + result.log());
    }
    kept.replace(new Corpus(merged));
  }
}
