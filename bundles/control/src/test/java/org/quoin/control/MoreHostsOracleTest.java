package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded from qmail-newmrh ({@code programs.json}), to the byte. */
class MoreHostsOracleTest {
  @TempDir Path folder;

  @Test
  void tablesAreThoseOfQmailNewmrh() throws IOException {
    String root = System.getProperty("quoin.root", "../..");
    Path oracles = Path.of(System.getProperty("quoin.oracles", root + "/itests/oracles"));
    List<String> differences = new ArrayList<>();
    int cases = 0;
    for (JsonNode node : new ObjectMapper().readTree(oracles.resolve("programs.json").toFile())) {
      if (node.get("program").asText().equals("qmail-newmrh")) {
        cases++;
        String done = done(node);
        String expected = expected(node.get("expect"));
        if (!done.equals(expected)) {
          differences.add(node.get("id").asText() + ": " + done + ", not " + expected);
        }
      }
    }
    System.out.printf("programs.json newmrh: %d of %d%n", cases - differences.size(), cases);
    assertEquals(List.of(), differences);
  }

  /** What the program says on standard error, or the table that it makes. */
  private static String expected(JsonNode expect) {
    return expect.get("exit").asInt() == 0
        ? expect.get("cdb_base64").asText()
        : expect.get("stderr").asText();
  }

  private String done(JsonNode node) throws IOException {
    Path control = Files.createDirectory(folder.resolve(node.get("id").asText()));
    for (Map.Entry<String, JsonNode> file : node.get("setup").get("control").properties()) {
      Files.writeString(
          control.resolve(file.getKey()), file.getValue().asText(), StandardCharsets.ISO_8859_1);
    }
    try {
      new MoreHostsFile(control, new DiskSource()).compile();
      byte[] table = Files.readAllBytes(control.resolve("morercpthosts.cdb"));
      return Base64.getEncoder().encodeToString(table);
    } catch (IOException e) {
      return "qmail-newmrh: fatal: " + e.getMessage() + "\n";
    }
  }
}
