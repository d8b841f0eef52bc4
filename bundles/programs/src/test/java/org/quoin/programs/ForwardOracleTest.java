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

/** The recorded cases of fastforward, its compilers, and dot-forward; all of them. */
class ForwardOracleTest {
  private static final String ROOT = "root can read a file that nobody may read";

  @TempDir Path folder;
  private final Map<String, Integer> listed = new TreeMap<>();

  @Test
  void everyRecordedCasePasses() throws IOException {
    JsonNode cases = Recorded.read("forward.json");
    List<String> differences = new ArrayList<>();
    int passed = 0;
    for (JsonNode each : cases) {
      Optional<String> reason = whyListed(each);
      if (reason.isPresent()) {
        listed.merge(reason.get(), 1, Integer::sum);
      } else if (passes(each, differences)) {
        passed++;
      }
    }
    System.out.printf(
        "forward.json: %d of %d cases pass, listed %s%n", passed, cases.size(), listed);
    assertEquals(List.of(), differences);
    int different = cases.size() - passed - listed.getOrDefault(ROOT, 0);
    assertTrue(different <= Math.ceil(0.03 * cases.size()), () -> "more than 3 %: " + listed);
  }

  private boolean passes(JsonNode json, List<String> differences) throws IOException {
    try {
      ForwardCase.of(json, folder).check();
      return true;
    } catch (AssertionError e) {
      differences.add(json.get("id").asText() + ": " + e.getMessage());
      return false;
    }
  }

  private static Optional<String> whyListed(JsonNode json) {
    if (isLackingNewline(json)) {
      return Optional.of(
          "the last alias counts also without a newline: else its mail would bounce");
    }
    return isUnreadable(json) && isRoot() ? Optional.of(ROOT) : Optional.empty();
  }

  private static boolean isLackingNewline(JsonNode json) {
    String aliases = json.at("/setup/etc_aliases").asText("");
    return !aliases.isEmpty() && !aliases.endsWith("\n");
  }

  private static boolean isUnreadable(JsonNode json) {
    return json.at("/setup/files").findValuesAsText("mode").contains("0000");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
