package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What addcr and delcr wrote: kind filter of {@code tcprules.json}. Its cases of fixcrio are proved
 * where smtpd has that.
 */
class LineEndsOracleTest {
  private static final Set<String> PROGRAMS = Set.of("addcr", "delcr");

  @TempDir Path folder;

  @Test
  void everyRecordedCasePasses() throws IOException {
    int cases = 0;
    for (JsonNode each : Recorded.read("tcprules.json")) {
      if (each.get("kind").asText().equals("filter")
          && PROGRAMS.contains(each.get("program").asText())) {
        cases++;
        try (Recorded recorded = Recorded.layOut(each, folder)) {
          recorded.check();
        }
      }
    }
    System.out.printf("tcprules.json, filter: %d of %d (addcr, delcr)%n", cases, cases);
    assertTrue(cases > 0, "no cases found");
  }

  @Test
  void aLineEndMayLieBetweenTwoPieces() throws IOException {
    for (int before : List.of(8190, 8191, 8192)) {
      String start = "x".repeat(before);
      try (TestPlace place = new TestPlace(folder.resolve("at-" + before))) {
        assertEquals(0, place.run("delcr", List.of(), start + "\r\r\n\r"));
        assertEquals(start + "\r\n\r", place.written());
      }
    }
  }
}
