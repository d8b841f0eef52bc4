package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Distribution;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

/** The programs in {@code bin/}, as a user or another mail system runs them. */
@NeedsDistribution
final class ExecutablesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private static String bin(String name) {
    return Distribution.home().resolve("bin").resolve(name).toString();
  }

  @Test
  void recordedCasesOfMaildir2mboxPass() throws Exception {
    int passed = 0;
    for (JsonNode each : RecordedHome.cases("mailbox.json")) {
      if (each.get("program").asText().equals("maildir2mbox")) {
        check(each);
        passed++;
      }
    }
    System.out.printf("mailbox.json: %d cases pass with bin/maildir2mbox%n", passed);
    assertEquals(8, passed);
  }

  private void check(JsonNode each) throws Exception {
    String id = each.get("id").asText();
    RecordedHome home = new RecordedHome(Files.createDirectory(folder.resolve(id)));
    home.setUp(each.at("/setup/files"));
    Map<String, String> before = home.files();
    ProcessBuilder program =
        new ProcessBuilder(bin("maildir2mbox")).directory(home.home().toFile());
    program.environment().keySet().removeIf(name -> name.startsWith("MAIL"));
    for (Map.Entry<String, JsonNode> variable : each.at("/setup/env").properties()) {
      String value = variable.getValue().asText().replace("<HOME>", home.home().toString());
      program.environment().put(variable.getKey(), value);
    }
    Result result = Programs.run(program, "", LIMIT);
    JsonNode expect = each.get("expect");
    assertEquals(
        expect.get("stderr").asText(),
        result.err().replace(home.home().toString(), "<HOME>"),
        id + " says");
    assertEquals(expect.get("exit").asInt(), result.exit(), id + " exits");
    assertEquals("", result.out(), id + " prints");
    assertEquals(RecordedHome.expected(expect.get("files")), home.changes(before), id + " changes");
  }
}
