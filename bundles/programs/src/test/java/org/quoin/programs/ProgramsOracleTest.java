package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
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
    int passed = 0;
    for (JsonNode each : cases) {
      Optional<String> reason = whyListed(each.get("program").asText());
      if (reason.isPresent()) {
        listed.merge(reason.get(), 1, Integer::sum);
      } else {
        try (Recorded recorded = Recorded.layOut(each, folder)) {
          recorded.check();
        }
        passed++;
      }
    }
    System.out.printf(
        "programs.json: %d of %d cases pass, %d listed %s%n",
        passed, cases.size(), cases.size() - passed, listed);
    assertTrue(passed >= 61, "passed " + passed);
  }

  private static Optional<String> whyListed(String program) {
    return switch (program) {
      case "forward", "bouncesaying", "condredirect", "except", "preline", "qreceipt" ->
          Optional.empty();
      case "maildirmake" -> Optional.empty();
      case "qmail-local" -> Optional.of("qmail-local: DotqmailOracleTest has such lines");
      case "qmail-newmrh" -> Optional.of("qmail-newmrh: MoreHostsOracleTest has them");
      case "qmail-tcpto", "qmail-tcpok" -> Optional.of(program + ": here a command of the queue");
      default -> Optional.of(program + ": no program of this bundle");
    };
  }
}
