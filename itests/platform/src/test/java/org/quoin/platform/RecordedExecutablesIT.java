package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.RecordedHome;

/**
 * The recorded cases of the programs in {@code bin/}, run as processes; HostedProgramsOracleTest
 * runs the same ones in process. Each starts a JVM or several, so the short run takes two cases of
 * each program.
 */
@NeedsDistribution
final class RecordedExecutablesIT {
  private static final int OF_EACH = Proof.LONG ? Integer.MAX_VALUE : 2;
  private static final int AT_A_TIME = 4;

  @TempDir Path folder;
  private final Map<String, Integer> listed = new TreeMap<>();

  @Test
  void programsPassAsExecutables() throws Exception {
    check("programs.json");
  }

  @Test
  void aliasProgramsPassAsExecutables() throws Exception {
    check("forward.json");
  }

  private void check(String table) throws Exception {
    JsonNode cases = RecordedHome.cases(table);
    List<JsonNode> chosen = chosen(cases);
    List<String> differences = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Callable<Optional<String>>> runs = new ArrayList<>();
      chosen.forEach(each -> runs.add(() -> difference(each)));
      for (Future<Optional<String>> run : pool.invokeAll(runs)) {
        run.get().ifPresent(differences::add);
      }
    }
    System.out.printf(
        "%s: %d of %d cases pass as executables, listed %s%n",
        table, chosen.size() - differences.size(), cases.size(), listed);
    assertEquals(List.of(), differences);
    assertTrue(!chosen.isEmpty(), "no cases found");
  }

  private Optional<String> difference(JsonNode each) throws Exception {
    try {
      ExecutableCase.of(each, folder).check();
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(each.get("id").asText() + ": " + e.getMessage());
    }
  }

  /** The first ones of each program, and all of one that is not known. */
  private List<JsonNode> chosen(JsonNode cases) {
    Map<String, Integer> taken = new TreeMap<>();
    List<JsonNode> chosen = new ArrayList<>();
    for (JsonNode each : cases) {
      Optional<String> reason = whyListed(each);
      if (reason.isEmpty()
          && taken.merge(each.get("program").asText(), 1, Integer::sum) > OF_EACH) {
        reason = Optional.of("left to the profile long");
      }
      reason.ifPresentOrElse(why -> listed.merge(why, 1, Integer::sum), () -> chosen.add(each));
    }
    return chosen;
  }

  private static Optional<String> whyListed(JsonNode each) {
    return switch (each.get("program").asText()) {
      case "qmail-local", "qmail-newmrh", "qmail-tcpto", "qmail-tcpok", "qmail-showctl", "qbiff" ->
          Optional.of("of no executable of ours");
      default ->
          each.at("/setup/files").toString().contains("\"0000\"")
              ? Optional.of("root can read a file that nobody may read")
              : Optional.empty();
    };
  }
}
