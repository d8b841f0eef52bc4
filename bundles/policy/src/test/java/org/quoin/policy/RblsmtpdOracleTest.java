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
 * those of a little server of its own (V4), which there is none of here: our server greets, and
 * refuses DATA because no recipient was taken.
 */
class RblsmtpdOracleTest {
  /** Replies of its little server, whose words ours has instead: all but those to RCPT. */
  private int others;

  private int compared;

  @Test
  void recipientsAreRefusedAsByRblsmtpd() throws IOException {
    List<String> differences = new ArrayList<>();
    List<String> withoutRecipient = new ArrayList<>();
    int cases = 0;
    for (JsonNode node : new ObjectMapper().readTree(oracles().toFile())) {
      if (node.get("kind").asText().equals("rblsmtpd")) {
        cases++;
        int before = compared;
        compare(node, differences);
        if (compared == before) {
          withoutRecipient.add(node.get("id").asText());
        }
      }
    }
    System.out.printf(
        "tcprules.json, rblsmtpd: %d cases, %d replies to RCPT equal, %d others are of our server;"
            + " listed, for they name no recipient: %s%n",
        cases, compared, others, withoutRecipient);
    assertEquals(List.of(), differences);
    assertTrue(compared > 0, "nothing compared");
    assertTrue(withoutRecipient.size() <= 1 + cases / 8, withoutRecipient.toString());
  }

  private void compare(JsonNode node, List<String> differences) {
    String text = node.at("/env/RBLSMTPD").asText();
    if (text.isEmpty()) {
      compared++;
      assertEquals(Verdict.PASS, verdict(Map.of("RBLSMTPD", "")), node.get("id").asText());
      return;
    }
    String[] commands = node.get("stdin").asText().split("\r\n", -1);
    String[] replies = node.at("/expect/stdout").asText().split("\r\n", -1);
    for (int i = 0; i < replies.length - 1; i++) {
      if (i == 0 || !commands[i - 1].startsWith("RCPT")) {
        others++;
        continue;
      }
      compared++;
      String said = said(text);
      if (!said.equals(replies[i])) {
        differences.add(node.get("id").asText() + ": " + said + ", not " + replies[i]);
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
