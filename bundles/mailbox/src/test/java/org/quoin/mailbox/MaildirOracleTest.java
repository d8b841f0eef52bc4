package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Content;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Outcome;

/**
 * The recorded maildirs of {@code mailbox.json}: the step of storing. That the lines on top are the
 * right ones is for the local transport's test.
 */
class MaildirOracleTest {
  @TempDir Path folder;
  private final Map<String, Integer> listed = new TreeMap<>();

  @Test
  void recordedMaildirsPass() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(oracles().resolve("mailbox.json").toFile());
    int passed = 0;
    for (JsonNode each : cases) {
      Optional<String> reason = whyListed(each);
      if (reason.isPresent()) {
        listed.merge(reason.get(), 1, Integer::sum);
      } else {
        check(each);
        passed++;
      }
    }
    System.out.printf(
        "mailbox.json: %d of %d cases pass, %d listed %s%n",
        passed, cases.size(), cases.size() - passed, listed);
    assertTrue(passed >= 17, "passed " + passed);
  }

  private static Optional<String> whyListed(JsonNode each) {
    if (!each.get("program").asText().equals("qmail-local")) {
      return Optional.of(each.get("program").asText() + ": not in this slice");
    }
    if (!instructions(each).getFirst().endsWith("/")) {
      return Optional.of("mbox format: not in this slice");
    }
    boolean needsModes = each.at("/setup/files/Maildir~1tmp/mode").asText().equals("0500");
    return needsModes && "root".equals(System.getProperty("user.name"))
        ? Optional.of("root may write everywhere")
        : Optional.empty();
  }

  private void check(JsonNode each) throws IOException {
    String id = each.get("id").asText();
    Path home = Files.createDirectory(folder.resolve(id));
    setUp(each.at("/setup/files"), home);
    JsonNode expect = each.get("expect");
    List<String> expected = expectedFiles(expect.get("files"));
    String top = expected.isEmpty() ? "" : top(expected.getFirst(), each.get("stdin").asText());
    Content content = MemoryBody.content(each.get("stdin").asText()).onTop(top);
    int number = 0;
    for (String line : instructions(each)) {
      DeliveryKey key = new DeliveryKey("k." + number++, false);
      Outcome outcome = new Maildir().store(home.resolve(line), key, content);
      if (expect.get("exit").asInt() == 0) {
        assertEquals(new Outcome.Delivered(""), outcome, id);
      } else {
        assertEquals(
            expect.get("stderr").asText(),
            assertInstanceOf(Outcome.Later.class, outcome, id).text() + "\n",
            id);
      }
    }
    assertEquals(expected, files(home), id);
  }

  private static List<String> instructions(JsonNode each) {
    return each.at("/args/7").asText().lines().toList();
  }

  private static String top(String file, String message) {
    String text = file.substring(file.indexOf(": ") + 2);
    assertTrue(text.endsWith(message));
    return text.substring(0, text.length() - message.length());
  }

  private static void setUp(JsonNode files, Path home) throws IOException {
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      Path path = Files.createDirectories(home.resolve(file.getKey()));
      int mode = Integer.parseInt(file.getValue().get("mode").asText(), 8);
      Files.setAttribute(path, "unix:mode", mode);
    }
  }

  /** Folder, mode and contents of every file there is. */
  private static List<String> files(Path home) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path inside = home.relativize(file).resolveSibling("");
        int mode = (Integer) Files.getAttribute(file, "unix:mode") & 07777;
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        found.add("%s %04o: %s".formatted(inside, mode, text));
      }
    }
    return found;
  }

  private static List<String> expectedFiles(JsonNode files) {
    List<String> expected = new ArrayList<>();
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      Path inside = Path.of(file.getKey()).resolveSibling("");
      JsonNode what = file.getValue();
      expected.add(inside + " " + what.get("mode").asText() + ": " + what.get("content").asText());
    }
    return expected;
  }

  private static Path oracles() {
    String folder = System.getProperty("quoin.oracles");
    return folder != null
        ? Path.of(folder)
        : Path.of(System.getProperty("quoin.root"), "itests", "oracles");
  }
}
