package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.delivery.Route;
import org.quoin.codec.LogText;

/**
 * The decisions recorded from qmail-send (kind {@code rewrite} of {@code send.json}), all of them.
 */
class RouterOracleTest {
  @TempDir Path folder;

  @Test
  void decisionsAreThoseOfQmailSend() throws IOException {
    Path oracles =
        Path.of(
            System.getProperty(
                "quoin.oracles", System.getProperty("quoin.root", "../..") + "/itests/oracles"));
    List<String> differences = new ArrayList<>();
    int cases = 0;
    for (JsonNode node : new ObjectMapper().readTree(oracles.resolve("send.json").toFile())) {
      if (node.get("kind").asText().equals("rewrite")) {
        cases++;
        compare(node, differences);
      }
    }
    System.out.println("send.json rewrite: " + (cases - differences.size()) + " of " + cases);
    assertEquals(List.of(), differences);
    assertTrue(cases > 0, "no cases found");
  }

  private void compare(JsonNode node, List<String> differences) throws IOException {
    String id = node.get("id").asText();
    Path control = Files.createDirectory(folder.resolve(id));
    for (Map.Entry<String, JsonNode> file : node.get("setup").get("control").properties()) {
      Files.writeString(
          control.resolve(file.getKey()), file.getValue().asText(), StandardCharsets.ISO_8859_1);
    }
    QmailRouter router =
        new QmailRouter(new ControlDirectory(control, new DiskSource(), InstantSource.system()));
    Route route = router.route(new Address(node.get("recipient").asText())).orElseThrow();
    String expected = expected(node.get("expect"));
    if (!expected.equals(described(route, node.get("expect")))) {
      differences.add(id + ": " + described(route, node.get("expect")) + ", not " + expected);
    }
  }

  private static String expected(JsonNode expect) {
    JsonNode host = expect.get("host");
    return expect.get("channel").asText()
        + " "
        + expect.get("address").asText()
        + " "
        + (expect.get("agent_recipient").isNull() ? "" : expect.get("agent_recipient").asText())
        + " "
        + (host == null ? "" : host.asText());
  }

  private static String described(Route route, JsonNode expect) {
    boolean local = route.transport().equals(Route.LOCAL);
    return (local ? "local " : "remote ")
        + LogText.address(route.recipient().text())
        + " "
        + (expect.get("agent_recipient").isNull() ? "" : route.recipient().text())
        + " "
        + (local ? "" : route.recipient().domain());
  }
}
