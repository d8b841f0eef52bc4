package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * The answers to RCPT that were recorded from qmail-smtpd (rules S4 and S5 of {@code smtpd.json}),
 * under the option that gives qmail's way.
 */
class RcpthostsOracleTest {
  private static final String RCPT = "RCPT TO:<";

  @TempDir Path folder;

  @Test
  void answersAreThoseOfQmailSmtpd() throws IOException {
    String root = System.getProperty("quoin.root", "../..");
    Path oracles = Path.of(System.getProperty("quoin.oracles", root + "/itests/oracles"));
    List<String> differences = new ArrayList<>();
    int cases = 0;
    for (JsonNode node : new ObjectMapper().readTree(oracles.resolve("smtpd.json").toFile())) {
      String about = node.get("about").asText();
      if (about.startsWith("S4 ") || about.startsWith("S5 ")) {
        cases++;
        compare(node, differences);
      }
    }
    System.out.println("smtpd.json S4, S5: " + (cases - differences.size()) + " of " + cases);
    assertEquals(List.of(), differences);
    assertTrue(cases > 0, "no cases found");
  }

  private void compare(JsonNode node, List<String> differences) throws IOException {
    Rcpthosts rule = new Rcpthosts(true, control(node), tables(node), null);
    String[] commands = node.get("stdin").asText().split("\r\n", -1);
    String[] replies = node.get("expect").get("stdout").asText().split("\r\n", -1);
    List<String> recipients = new ArrayList<>();
    for (int i = 0; i < commands.length && !commands[i].equals("DATA"); i++) {
      if (commands[i].startsWith(RCPT)) {
        String named = commands[i].substring(RCPT.length(), commands[i].length() - 1);
        String reply =
            reply(
                rule.recipient(session(node), Sender.NULL, new Address(named)), named, recipients);
        if (!reply.equals(replies[i + 1])) {
          differences.add(node.get("id").asText() + ": " + reply + ", not " + replies[i + 1]);
        }
      }
    }
    JsonNode envelope = node.get("expect").get("envelope");
    if (envelope != null) {
      List<String> expected = new ArrayList<>();
      envelope.get("recipients").forEach(recipient -> expected.add(recipient.asText()));
      assertEquals(expected, recipients, node.get("id").asText());
    }
  }

  private static String reply(Verdict verdict, String named, List<String> recipients) {
    return switch (verdict) {
      case Verdict.Pass pass -> {
        recipients.add(
            pass.edits().stream()
                .filter(Edit.AddRecipient.class::isInstance)
                .map(edit -> ((Edit.AddRecipient) edit).recipient().text())
                .findFirst()
                .orElse(named));
        yield "250 ok";
      }
      case Verdict.Refuse refuse -> refuse.reply().toString();
      case Verdict.Discard discard -> discard.reason();
    };
  }

  private FakeTables tables(JsonNode node) throws IOException {
    FakeTables tables =
        new FakeTables(Files.createDirectory(folder.resolve(node.get("id").asText())));
    if (node.get("setup").path("newmrh").asBoolean()) {
      tables.compile(node.get("setup").get("control").get("morercpthosts").asText());
    }
    return tables;
  }

  private static FakeControl control(JsonNode node) {
    FakeControl control = new FakeControl();
    for (Map.Entry<String, JsonNode> file : node.get("setup").get("control").properties()) {
      control.put(file.getKey(), file.getValue().asText());
    }
    return control;
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
}
