package org.quoin.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.intake.Verdict;

/**
 * The cases of {@code smtpd.json} in which QMAILQUEUE is set (Q4), which smtpd leaves out: what the
 * filter says is what qmail-smtpd answered to the message.
 */
class RecordedQmailqueueTest {
  @TempDir Path folder;

  private static JsonNode cases() throws IOException {
    String root = System.getProperty("quoin.root", "../..");
    Path cases = Path.of(System.getProperty("quoin.oracles", root + "/itests/oracles"));
    return new ObjectMapper().readTree(cases.resolve("smtpd.json").toFile());
  }

  @Test
  void everyRecordedCasePasses() throws Exception {
    int cases = 0;
    try (Workshop shop = new Workshop(folder)) {
      for (JsonNode each : cases()) {
        JsonNode environment = each.at("/setup/env");
        if (environment.has(Qmailqueue.VARIABLE)) {
          cases++;
          compare(shop, each, environment);
        }
      }
    }
    System.out.printf("smtpd.json, QMAILQUEUE: %d of %d%n", cases, cases);
    if (System.getProperty("quoin.oracles") == null) { // other folders may have no such case
      assertTrue(cases > 0, "no cases found");
    }
  }

  private static void compare(Workshop shop, JsonNode json, JsonNode environment) throws Exception {
    Map<String, String> variables = new TreeMap<>();
    environment.properties().forEach(e -> variables.put(e.getKey(), e.getValue().asText()));
    Verdict verdict = shop.filter.message(Workshop.session(variables), Workshop.MAIL);
    String stdout = json.at("/expect/stdout").asText();
    String answer = stdout.substring(stdout.indexOf("354 go ahead\r\n") + 14);
    String expected = answer.substring(0, answer.indexOf('\r'));
    assertEquals(expected, Workshop.words(verdict), json.get("id").asText());
  }
}
