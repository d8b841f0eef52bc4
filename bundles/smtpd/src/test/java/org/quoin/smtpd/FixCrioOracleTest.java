package org.quoin.smtpd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What fixcrio let a program read, as that one wrote it: the cases of fixcrio among kind filter of
 * {@code tcprules.json}. Its other direction is left out: smtpd writes no LF without CR.
 */
class FixCrioOracleTest {

  private static JsonNode cases() throws IOException {
    String root = System.getProperty("quoin.root", "../..");
    Path folder = Path.of(System.getProperty("quoin.oracles", root + "/itests/oracles"));
    return new ObjectMapper().readTree(folder.resolve("tcprules.json").toFile());
  }

  @Test
  void everyRecordedCasePasses() throws IOException {
    int cases = 0;
    for (JsonNode each : cases()) {
      if (each.get("kind").asText().equals("filter")
          && each.get("program").asText().equals("fixcrio")) {
        cases++;
        String id = each.get("id").asText() + ": " + each.get("about").asText();
        assertEquals("[\"cat\"]", each.get("args").toString(), id);
        assertEquals(each.at("/expect/stdout").asText(), read(each.get("stdin").asText()), id);
      }
    }
    System.out.printf("tcprules.json, filter: %d of %d (fixcrio)%n", cases, cases);
    assertTrue(cases > 0, "no cases found");
  }

  private static String read(String text) throws IOException {
    try (InputStream in = new FixCrio(new ByteArrayInputStream(text.getBytes(ISO_8859_1)))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }
}
