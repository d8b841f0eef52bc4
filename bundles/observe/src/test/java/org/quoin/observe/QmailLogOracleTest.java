package org.quoin.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The recorded logs of qmail-send in {@code send.json}: what happened in a scenario is told as
 * events, and the lines must be those recorded.
 */
class QmailLogOracleTest {
  private static final String EXITASAP = "exitasap";

  private int rawTexts;

  @Test
  void recordedLogsAreWrittenByteByByte() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(oracles().resolve("send.json").toFile());
    int passed = 0;
    int silent = 0;
    int listed = 0;
    for (JsonNode each : cases) {
      List<String> log = log(each);
      if (log.isEmpty()) {
        silent++;
        continue;
      }
      if (log.stream().anyMatch(line -> line.endsWith(EXITASAP))) {
        listed++;
        continue;
      }
      Replay replay = new Replay(each);
      assertEquals(log, replay.lines(log), each.get("id").asText());
      rawTexts += replay.rawTexts();
      passed++;
    }
    System.out.printf(
        "send.json (log): %d of %d cases pass, %d have no log, %d listed (a stop that waits);"
            + " %d texts as the agents gave them%n",
        passed, cases.size(), silent, listed, rawTexts);
    assertTrue(passed > 0, "no cases found");
    assertTrue(listed <= Math.ceil(0.03 * cases.size()), "more than 3 % listed: " + listed);
    assertTrue(4 * rawTexts >= passed, "only " + rawTexts + " texts were more than copies");
  }

  /** The lines with numbers in place of the tokens. */
  private static List<String> log(JsonNode each) {
    List<String> lines = new ArrayList<>();
    StreamSupport.stream(each.at("/expect/log").spliterator(), false)
        .map(JsonNode::asText)
        .map(line -> line.replaceAll("<MSG(\\d+)>", "$1"))
        .map(line -> line.replace("<BYTES>", "1001").replace("<QP>", "1002"))
        .map(line -> line.replace("<UID>", "1003"))
        .forEach(lines::add);
    return lines;
  }

  private static Path oracles() {
    String folder = System.getProperty("quoin.oracles");
    return folder != null
        ? Path.of(folder)
        : Path.of(System.getProperty("quoin.root"), "itests", "oracles");
  }
}
