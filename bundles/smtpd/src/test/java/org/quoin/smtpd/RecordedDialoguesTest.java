package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Runs the recorded cases of qmail-smtpd against the dialogue alone (SmtpdOracleIT in itests has
 * them all, by the platform with its filters), with the relay rules and the queue's exit codes
 * acted by fakes. Extensions are off and lines not strict, as in qmail.
 */
class RecordedDialoguesTest {
  /** Cases that are known not to pass, each kind with its reason. */
  private static final Map<String, Predicate<OracleCase>> LISTED = listed();

  private static Map<String, Predicate<OracleCase>> listed() {
    Map<String, Predicate<OracleCase>> rules = new LinkedHashMap<>();
    rules.put(
        "S3 badmailfrom is a filter of its own: see its table in policy",
        it ->
            it.setup().path("control").has("badmailfrom")
                && (it.json().path("expect").path("stdout").asText().contains("badmailfrom")
                    || it.setup().path("control").path("badmailfrom").has("mode")));
    rules.put(
        "Q4 QMAILQUEUE is a filter of its own: RecordedQmailqueueTest in exec has it",
        it -> it.setup().path("env").has("QMAILQUEUE"));
    return rules;
  }

  private static Path oracles() {
    String root = System.getProperty("quoin.root", "../..");
    return Path.of(System.getProperty("quoin.oracles", root + "/itests/oracles"));
  }

  @Test
  void everyRecordedCasePassesOrIsListed() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(oracles().resolve("smtpd.json").toFile());
    List<String> failed = new ArrayList<>();
    int passed = 0;
    Map<String, Integer> listed = new TreeMap<>();
    for (JsonNode json : cases) {
      OracleCase it = new OracleCase(json);
      Optional<String> rule = rule(it);
      String difference = it.difference();
      if (difference.isEmpty()) { // also one under a rule, if it does not come to the difference
        passed++;
      } else if (rule.isPresent()) {
        listed.merge(rule.get(), 1, Integer::sum);
      } else {
        failed.add(it.id() + ": " + difference);
      }
    }
    System.out.printf("smtpd.json: %d of %d cases pass, listed %s%n", passed, cases.size(), listed);
    assertEquals(List.of(), failed);
    if (System.getProperty("quoin.oracles") == null) { // other folders may have no such case
      assertEquals(LISTED.keySet(), listed.keySet(), "what is listed, and needs to be");
    }
  }

  private static Optional<String> rule(OracleCase it) {
    return LISTED.entrySet().stream()
        .filter(entry -> entry.getValue().test(it))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
