package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Platform;
import org.quoin.kit.RecordedHome;

/** All recorded cases of qmail-smtpd, by the platform with all its filters, over connections. */
@NeedsDistribution
final class SmtpdOracleIT {
  @Test
  void everyRecordedCasePasses(@TempDir Path folder) throws Exception {
    List<JsonNode> cases = new ArrayList<>();
    RecordedHome.cases("smtpd.json").forEach(cases::add);
    List<String> differences = new ArrayList<>();
    try (Platform platform = new Platform(folder.resolve("base"))) {
      RecordedSmtp recorded =
          new RecordedSmtp(platform, Files.createDirectory(folder.resolve("q")));
      recorded.prepare(cases);
      platform.start();
      for (List<JsonNode> alike :
          cases.stream().collect(Collectors.groupingBy(RecordedSmtp::controls)).values()) {
        recorded.lay(alike.getFirst());
        alike.forEach(each -> check(recorded, each, differences));
      }
    }
    System.out.printf(
        "smtpd.json: %d of %d cases pass by the platform, none listed%n",
        cases.size() - differences.size(), cases.size());
    assertEquals(List.of(), differences);
    assertTrue(!cases.isEmpty(), "no cases found");
  }

  private static void check(RecordedSmtp recorded, JsonNode each, List<String> differences) {
    try {
      recorded.check(each);
    } catch (IOException | AssertionError e) {
      differences.add(each.path("id").asText() + ": " + e);
    }
  }
}
