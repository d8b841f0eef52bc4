package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.codec.ControlSyntax;

/** What tcprules and tcprulescheck said: kinds lookup and compile of {@code tcprules.json}. */
class TcprulesOracleTest {
  /** Newer tcprules know networks and IPv6, the recorded one does not. */
  private static final List<String> NEWER = List.of("V1 CIDR is not known", "V1 IPv6");

  @Test
  void everyRecordedCasePassesOrIsListed() throws IOException {
    List<String> differences = new ArrayList<>();
    int cases = 0;
    int listed = 0;
    for (JsonNode node : new ObjectMapper().readTree(oracles().toFile())) {
      Optional<String> said = said(node);
      if (said.isEmpty()) {
        continue;
      }
      cases++;
      boolean same = said.get().equals(expected(node));
      if (!same && NEWER.stream().anyMatch(node.get("about").asText()::startsWith)) {
        listed++;
      } else if (!same) {
        differences.add(node.get("id").asText() + ": " + said.get() + "not " + expected(node));
      }
    }
    System.out.printf(
        "tcprules.json, lookup and compile: %d of %d, %d listed (CIDR, IPv6)%n",
        cases - differences.size() - listed, cases, listed);
    assertEquals(List.of(), differences);
    assertTrue(cases > 0, "no cases found");
  }

  /** Empty for other kinds. */
  private static Optional<String> said(JsonNode node) {
    return switch (node.get("kind").asText()) {
      case "lookup" -> Optional.of(looked(node));
      case "compile" -> Optional.of(compiled(node));
      default -> Optional.empty();
    };
  }

  private static String expected(JsonNode node) {
    JsonNode expect = node.get("expect");
    return expect.path("stdout").asText() + expect.get("stderr").asText();
  }

  private static String looked(JsonNode node) {
    JsonNode env = node.get("env");
    Visitor visitor =
        new Visitor(
            env.path("TCPREMOTEIP").asText(),
            text(env, "TCPREMOTEHOST"),
            text(env, "TCPREMOTEINFO"));
    return rules(node)
        .find(visitor)
        .map(rule -> new AccessRules.Finding(Optional.of(rule.key()), rule.access()))
        .orElse(new AccessRules.Finding(Optional.empty(), Access.DEFAULT))
        .toString();
  }

  private static String compiled(JsonNode node) {
    try {
      rules(node);
      return "";
    } catch (IllegalArgumentException e) {
      return "tcprules: fatal: " + e.getMessage() + "\n";
    }
  }

  private static AccessText rules(JsonNode node) {
    return AccessText.of(ControlSyntax.list(node.get("rules").asText()));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
  }

  private static Path oracles() {
    String folder = System.getProperty("quoin.oracles");
    Path root = Path.of(System.getProperty("quoin.root"), "itests", "oracles");
    return (folder == null ? root : Path.of(folder)).resolve("tcprules.json");
  }
}
