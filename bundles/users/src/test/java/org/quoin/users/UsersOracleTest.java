package org.quoin.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded cases of {@code users.json}, all kinds; {@link UsersCase} runs one. */
class UsersOracleTest {
  @TempDir Path folder;

  @Test
  void everyRecordedCasePasses() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(oracles().resolve("users.json").toFile());
    List<String> differences = new ArrayList<>();
    for (JsonNode json : cases) {
      UsersCase each =
          new UsersCase(json, Files.createDirectory(folder.resolve(json.get("id").asText())));
      String done = each.done();
      if (!done.equals(each.expected())) {
        differences.add(json.get("id").asText() + ": " + done + "\nnot " + each.expected());
      }
    }
    int passed = cases.size() - differences.size();
    System.out.printf("users.json: %d of %d cases pass%n", passed, cases.size());
    assertEquals(List.of(), differences);
    assertTrue(passed > 0, "no cases found");
  }

  /** A table that qmail-newu made is read as it is. */
  @Test
  void recordedTablesAreRead() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(oracles().resolve("users.json").toFile());
    int read = 0;
    for (JsonNode json : cases) {
      if (json.get("kind").asText().equals("cdb")) {
        Path cdb = folder.resolve("cdb" + read++);
        Files.write(cdb, json.get("expect").get("cdb_base64").binaryValue());
        CdbDirectory directory = new CdbDirectory(cdb, false);
        Assignments text = AssignSyntax.parse(json.at("/setup/assign").asText());
        for (String local :
            List.of("joe", "JOE", "joe-", "joe-X", "a-b", "B-", "c=-", "else", "")) {
          assertEquals(text.find(local), directory.find(local), local);
        }
      }
    }
    System.out.printf("users.json cdb: %d tables read%n", read);
  }

  private static Path oracles() {
    String folder = System.getProperty("quoin.oracles");
    return folder != null
        ? Path.of(folder)
        : Path.of(System.getProperty("quoin.root"), "itests", "oracles");
  }

  /** A file of bytes as characters; no file if there is no text. */
  static void write(Path file, JsonNode text) throws IOException {
    if (!text.isNull() && !text.isMissingNode()) {
      Files.writeString(file, text.asText(), ISO_8859_1);
    }
  }
}
