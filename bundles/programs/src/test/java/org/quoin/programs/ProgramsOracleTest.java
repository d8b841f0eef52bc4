package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded programs that {@code .qmail} files call. */
class ProgramsOracleTest {
  @TempDir Path folder;
  private final Map<String, Integer> listed = new TreeMap<>();

  @Test
  void recordedProgramsPass() throws IOException {
    JsonNode cases = Recorded.read("programs.json");
    List<String> differences = new ArrayList<>();
    int passed = 0;
    for (JsonNode each : cases) {
      String program = each.get("program").asText();
      Optional<String> reason = whyListed(program);
      if (reason.isPresent()) {
        listed.merge(program + ": " + reason.get(), 1, Integer::sum);
      } else if (passes(each, differences)) {
        passed++;
      }
    }
    System.out.printf(
        "programs.json: %d of %d cases pass, listed %s%n", passed, cases.size(), listed);
    assertEquals(List.of(), differences);
    assertTrue(passed > 0, "no cases found");
  }

  private boolean passes(JsonNode json, List<String> differences) throws IOException {
    try (Recorded recorded = Recorded.layOut(json, folder)) {
      recorded.check();
      return true;
    } catch (AssertionError e) {
      differences.add(json.get("id").asText() + ": " + e.getMessage());
      return false;
    }
  }

  /** Programs that are another part's; one that nobody knows is run, and so found missing. */
  private static Optional<String> whyListed(String program) {
    return switch (program) {
      case "qmail-local" -> Optional.of("DotqmailOracleTest has such lines");
      case "qmail-newmrh" -> Optional.of("MoreHostsOracleTest has them");
      case "qmail-tcpto", "qmail-tcpok" -> Optional.of("here a command of the queue");
      case "qmail-showctl" -> Optional.of("here a command of control");
      case "qbiff" -> Optional.of("it writes to terminals; there is none of ours");
      default -> Optional.empty();
    };
  }
}
