package org.quoin.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of fuzzing. {@code -Dquoin.seed=N} takes other turns. */
final class FuzzerTest {
  private static final Duration MOST = Duration.ofSeconds(12);
  private static final int RUNS = 50_000;

  @Test
  void aShortRunOverAllTargetsFindsNothing(@TempDir Path seeds) throws Exception {
    spread(seeds);
    Path folder = Path.of("target", "fuzz").toAbsolutePath();
    List<String> options = new ArrayList<>();
    options.add("-seed=" + Integer.getInteger("quoin.seed", 1));
    options.add("-runs=" + RUNS);
    options.add(seeds.toString());
    Fuzzer.Result result = new Fuzzer(folder, true).run("short", AllFuzz.class, MOST, options);
    assertEquals(0, result.status(), result.finding());
    String log = result.text();
    log.lines()
        .filter(line -> line.matches("(#|Done).*(INITED|DONE|runs).*"))
        .forEach(System.out::println);
    assertTrue(log.contains("\tNEW "), "it goes on from what reached something new");
  }

  private static void spread(Path seeds) throws IOException {
    for (Target target : Target.values()) {
      for (Path file : Corpus.kept(target).files()) {
        Path seed = seeds.resolve(target.word() + "-" + file.getFileName());
        Files.write(seed, AllFuzz.input(target, Files.readAllBytes(file)));
      }
    }
  }
}
