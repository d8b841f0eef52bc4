package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * What rblsmtpd answered to RCPT: kind rblsmtpd of {@code tcprules.json}. Its other replies are
 * those of a server of its own, which there is none of here.
 */
class RblsmtpdOracleTest {
  @Test
  void recipientsAreRefusedAsByRblsmtpd() throws IOException {
    List<String> differences = new ArrayList<>();
    int cases = 0;
    for (JsonNode node : new ObjectMapper().readTree(oracles().toFile())) {
      if (node.get("kind").asText().equals("rblsmtpd")) {
        cases++;
        compare(node, differences);
      }
    }
    System.out.printf("tcprules.json, rblsmtpd: %d cases%n", cases);
    assertEquals(List.of(), differences);
    assertTrue(cases > 0, "no cases found");
  }

  private static void compare(JsonNode node, List<String> differences) {
    if (node.at("/env/RBLSMTPD").asText().isEmpty()) {
      assertEquals(Verdict.PASS, verdict(Map.of("RBLSMTPD", "")), node.get("id").asText());
      return;
    }
    String[] commands = node.get("stdin").asText().split("\r\n", -1);
    String[] replies = node.at("/expect/stdout").asText().split("\r\n", -1);
    for (int i = 0; i < commands.length; i++) {
      if (commands[i].startsWith("RCPT") && i + 1 < replies.length) {
        String said = said(node.at("/env/RBLSMTPD").asText());
        if (!said.equals(replies[i + 1])) {
          differences.add(node.get("id").asText() + ": " + said + ", not " + replies[i + 1]);
        }
      }
    }
  }

  private static String said(String text) {
    Verdict verdict = verdict(Map.of("RBLSMTPD", text));
    return verdict instanceof Verdict.Refuse refuse ? refuse.reply().toString() : "passed";
  }

  private static Verdict verdict(Map<String, String> variables) {
    Peer peer =
        new Peer(
            "192.0.2.9", 1, Optional.empty(), Optional.empty(), "192.0.2.1", 25, Optional.empty());
    Session session = Session.network("1", "smtp", peer, variables);
    return new Rblsmtpd().recipient(session, Sender.NULL, new Address("r@y.example"));
  }

  @Test
  void withoutTextEverybodyIsAdmitted() {
    assertEquals(Verdict.PASS, verdict(Map.of()));
    assertEquals(Verdict.PASS, verdict(Map.of("RBLSMTPD", "")));
  }

  private static Path oracles() {
    String folder = System.getProperty("quoin.oracles");
    Path root = Path.of(System.getProperty("quoin.root"), "itests", "oracles");
    return (folder == null ? root : Path.of(folder)).resolve("tcprules.json");
  }
}
