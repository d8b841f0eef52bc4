package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** Which recipients qmail-smtpd refused for their sender (rule S3 of {@code smtpd.json}). */
class RecordedBadmailfromTest {
  private static final String MAIL = "MAIL FROM:<";
  private static final String RCPT = "RCPT TO:<";
  private static final String REFUSED =
      "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)";

  @Test
  void recipientsAreRefusedAsByQmailSmtpd() throws IOException {
    List<String> differences = new ArrayList<>();
    int cases = 0;
    for (JsonNode node : new ObjectMapper().readTree(oracles().toFile())) {
      if (node.get("about").asText().startsWith("S3 ")) {
        cases++;
        compare(node, differences);
      }
    }
    System.out.printf("smtpd.json S3: %d of %d%n", cases - differences.size(), cases);
    assertEquals(List.of(), differences);
    assertTrue(cases > 0, "no cases found");
  }

  /** Until a message goes in, each command has its reply. */
  private static void compare(JsonNode node, List<String> differences) throws IOException {
    String[] commands = node.get("stdin").asText().split("\r\n", -1);
    String[] replies = node.at("/expect/stdout").asText().split("\r\n", -1);
    Sender sender = Sender.NULL;
    for (int i = 0; i < commands.length && !replies[i + 1].startsWith("354"); i++) {
      if (commands[i].startsWith(MAIL)) {
        sender = new Sender(address(commands[i], MAIL));
      }
      if (commands[i].startsWith(RCPT) && !replies[i + 1].startsWith("555")) {
        String said = said(node, sender, new Address(address(commands[i], RCPT)));
        String expected = replies[i + 1].equals(REFUSED) ? REFUSED : "passed";
        if (!said.equals(expected)) {
          differences.add(node.get("id").asText() + ": " + said + ", not " + replies[i + 1]);
        }
      }
    }
  }

  private static String address(String command, String before) {
    return command.substring(before.length(), command.length() - 1);
  }

  private static String said(JsonNode node, Sender sender, Address recipient) throws IOException {
    FakeControl control = new FakeControl();
    JsonNode file = node.at("/setup/control/badmailfrom");
    if (!file.isMissingNode()) {
      control.put("badmailfrom", file.asText());
    }
    Verdict verdict = new Badmailfrom(control).recipient(session(node), sender, recipient);
    return verdict instanceof Verdict.Refuse refuse ? refuse.reply().toString() : "passed";
  }

  private static Session session(JsonNode node) {
    Map<String, String> variables = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.get("setup").get("env").properties()) {
      variables.put(entry.getKey(), entry.getValue().asText());
    }
    Peer peer =
        new Peer(
            "192.0.2.7", 1, Optional.empty(), Optional.empty(), "192.0.2.1", 25, Optional.empty());
    return Session.network("1", "smtp", peer, variables);
  }

  private static Path oracles() {
    String folder = System.getProperty("quoin.oracles");
    Path root = Path.of(System.getProperty("quoin.root"), "itests", "oracles");
    return (folder == null ? root : Path.of(folder)).resolve("smtpd.json");
  }
}
