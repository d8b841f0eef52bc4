package org.quoin.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MatchupTest {
  private static final List<String> SOUND =
      List.of(
          "status: local 0/10 remote 0/20",
          "new msg 7",
          "info msg 7: bytes 100 from <sue@far.test> qp 7 uid 0",
          "starting delivery 1: msg 7 to local joe@here.test",
          "status: local 1/10 remote 0/20",
          "starting delivery 2: msg 7 to remote ann@far.test",
          "status: local 1/10 remote 1/20",
          "delivery 1: failure: no_such_person/",
          "status: local 0/10 remote 1/20",
          "delivery 2: deferral: not_now/",
          "status: local 0/10 remote 0/20",
          "status: exiting",
          "status: local 0/10 remote 0/20",
          "starting delivery 1: msg 7 to remote ann@far.test",
          "status: local 0/10 remote 1/20",
          "delivery 1: success: ok/",
          "status: local 0/10 remote 0/20",
          "bounce msg 7 qp 8",
          "end msg 7");

  @Test
  void everyMailOfASoundLogIsAccountedFor() {
    Matchup matchup = Matchup.of(SOUND);
    assertEquals(List.of(), matchup.faults());
    assertEquals(Set.of(7L), matchup.begun());
    assertEquals(Set.of(7L), matchup.ended());
    assertEquals(Set.of(), matchup.pending());
    assertEquals(Set.of(), matchup.strangers());
    assertEquals(Set.of(8L), matchup.bounces());
    assertEquals(0, matchup.cut());
    assertEquals(1, matchup.count("success"));
    assertEquals(1, matchup.count("failure"));
    assertEquals(1, matchup.count("deferral"));
  }

  @Test
  void withoutAnyOneOfItsLinesTheLogIsNotSound() {
    for (int i = 0; i < SOUND.size(); i++) {
      List<String> lines = new ArrayList<>(SOUND);
      String left = lines.remove(i);
      Matchup matchup = Matchup.of(lines);
      boolean noticed =
          !matchup.faults().isEmpty()
              || matchup.cut() > 0
              || !matchup.strangers().isEmpty()
              || !matchup.pending().isEmpty()
              || matchup.bounces().isEmpty();
      assertTrue(noticed || left.startsWith("status: "), "not missed: " + left);
    }
  }

  @Test
  void aKilledProcessLeavesDeliveriesWithoutAnEnd() {
    List<String> lines = new ArrayList<>(SOUND.subList(0, 7));
    lines.addAll(SOUND.subList(12, SOUND.size()));
    Matchup matchup = Matchup.of(lines);
    assertEquals(List.of(), matchup.faults());
    assertEquals(2, matchup.cut());
    assertEquals(Set.of(), matchup.pending());
  }

  @Test
  void whatIsNotOfTheGrammarIsNamed() {
    assertFault("is no line of such a log", "delivery 1: perhaps: x/");
    assertFault("is no line of such a log", "new msg 7 ");
    assertFault(
        "is no line of such a log", "new msg 1", "info msg 1: bytes 1 from <a b> qp 1 uid 0");
    assertFault("ends what does not run", "delivery 1: success: x/");
    assertFault("begins what has begun", "new msg 7", "new msg 7");
    assertFault("is out of order", "starting delivery 2: msg 7 to local x");
    assertFault("counts fewer than run", running("status: local 0/1 remote 0/1", 2));
    assertFault("ends what is still being delivered", running("end msg 7", 1));
    assertFault("leaves deliveries behind", running("status: exiting", 1));
  }

  private static String[] running(String last, int deliveries) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= deliveries; i++) {
      lines.add("starting delivery " + i + ": msg 7 to local x");
    }
    lines.add(last.replace("local 0", "local " + (deliveries - 1)));
    return lines.toArray(String[]::new);
  }

  private static void assertFault(String fault, String... lines) {
    List<String> faults = Matchup.of(List.of(lines)).faults();
    assertTrue(faults.stream().anyMatch(one -> one.endsWith(fault)), faults::toString);
  }

  /** What is asked of our logs is true of qmail-send's own. */
  @Test
  void recordedLogsOfQmailSendHaveNoFaults() throws IOException {
    Path oracles = Path.of(System.getProperty("quoin.root"), "itests", "oracles");
    int logs = 0;
    for (JsonNode each : new ObjectMapper().readTree(oracles.resolve("send.json").toFile())) {
      List<String> lines = new ArrayList<>();
      each.at("/expect/log").forEach(line -> lines.add(numbered(line.asText())));
      Matchup matchup = Matchup.of(lines);
      assertEquals(List.of(), matchup.faults(), each.get("id").asText());
      assertEquals(0, matchup.cut(), each.get("id").asText());
      logs += lines.isEmpty() ? 0 : 1;
    }
    assertTrue(logs > 90, "logs: " + logs);
  }

  private static String numbered(String line) {
    return line.replaceAll("<MSG(\\d+)>", "$1").replaceAll("<(BYTES|QP|UID)>", "9");
  }
}
