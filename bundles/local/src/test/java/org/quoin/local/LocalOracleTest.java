package org.quoin.local;

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
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.user.Account;

/** The recorded cases of qmail-local that need no .qmail file. */
class LocalOracleTest {
  private static final String TMP_MODE = "/setup/files/Maildir~1tmp/mode";

  @TempDir Path folder;
  private final Map<String, Integer> listed = new TreeMap<>();

  @Test
  void recordedMaildirsPass() throws IOException {
    assertTrue(run("mailbox.json") > 0);
  }

  @Test
  void recordedHomeAndLoopChecksPass() throws IOException {
    assertTrue(run("dotqmail.json") > 0);
  }

  private int run(String file) throws IOException {
    JsonNode cases = new ObjectMapper().readTree(oracles().resolve(file).toFile());
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
    System.out.printf("%s: %d of %d cases pass, listed %s%n", file, passed, cases.size(), listed);
    return passed;
  }

  private static Optional<String> whyListed(JsonNode each) {
    if (each.get("program").asText().equals("maildir2mbox")) {
      return Optional.of("maildir2mbox: MailboxOracleTest has it");
    }
    assertEquals("qmail-local", each.get("program").asText(), "a program that is not known");
    if (arg(each, 0).startsWith("-")) {
      return Optional.of("qmail-local's options: DotqmailOracleTest has them");
    }
    if (!arg(each, 1).startsWith("<HOME>")) {
      return Optional.of("a home that is not absolute: users/assign refuses it");
    }
    if (isDecidedEarly(each)) {
      return Optional.empty();
    }
    if (each.get("id").asText().startsWith("dq")) {
      return Optional.of("what .qmail files say: DotqmailOracleTest has them");
    }
    if (!arg(each, 7).contains("/\n") && !arg(each, 7).endsWith("/")) {
      return Optional.of("mbox format: MailboxOracleTest has it");
    }
    return arg(each, 7).equals("./Other/") || each.at(TMP_MODE).asText().equals("0500")
        ? Optional.of("trouble with a maildir: MailboxOracleTest has them")
        : Optional.empty();
  }

  /** Outcomes of the checks that come before instructions. */
  private static boolean isDecidedEarly(JsonNode each) {
    String error = each.at("/expect/stderr").asText();
    return error.contains("looping:")
        || error.contains("ome directory")
        || error.contains("switch");
  }

  private void check(JsonNode each) throws IOException {
    String id = each.get("id").asText();
    Path home = Files.createDirectory(folder.resolve(id));
    setUp(each.get("setup"), home);
    Outcome outcome = deliver(each, home);
    JsonNode expect = each.get("expect");
    String output = expect.get("stdout").asText() + expect.get("stderr").asText();
    assertEquals(output.replace("<HOME>", home.toString()), outcome.text(), id);
    switch (expect.get("exit").asInt()) {
      case 0 -> assertInstanceOf(Outcome.Delivered.class, outcome, id);
      case 100 -> assertInstanceOf(Outcome.Failed.class, outcome, id);
      default ->
          assertEquals(
              Cause.LOCAL_TROUBLE, assertInstanceOf(Outcome.Later.class, outcome, id).cause());
    }
    assertEquals(expectedFiles(expect.get("files")), newFiles(home), id);
  }

  private static void setUp(JsonNode setup, Path home) throws IOException {
    for (Map.Entry<String, JsonNode> file : setup.get("files").properties()) {
      Path path = home.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      if (file.getValue().path("type").asText().equals("dir")) {
        Files.createDirectory(path);
      } else {
        Files.writeString(path, file.getValue().path("content").asText());
      }
      mode(path, file.getValue().path("mode").asText("0755"));
    }
    mode(home, setup.path("home_mode").asText("0755"));
  }

  private static void mode(Path path, String octal) throws IOException {
    Files.setAttribute(path, "unix:mode", Integer.parseInt(octal, 8));
  }

  private static Outcome deliver(JsonNode each, Path home) {
    Desk desk = new Desk();
    Path itsHome = Path.of(arg(each, 1).replace("<HOME>", home.toString()));
    Account account = new Account(arg(each, 0), 1000, 1000, itsHome, arg(each, 3), arg(each, 4));
    desk.directories.add(Desk.named("assign", Desk.knowing(arg(each, 2), account)));
    desk.formats.add(Desk.named("maildir", new PlainMaildir()));
    desk.control = FakeControl.with(arg(each, 7).split("\n", -1));
    String recipient = arg(each, 2) + "@" + arg(each, 5);
    return desk.deliver(arg(each, 6), recipient, each.get("stdin").asText());
  }

  /** Contents of files in maildirs; what else is there was there before. */
  private static List<String> newFiles(Path home) throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path inside = home.relativize(file).resolveSibling("");
        if (inside.endsWith("new") || inside.endsWith("tmp")) {
          contents.add(inside + ": " + Files.readString(file, StandardCharsets.ISO_8859_1));
          assertEquals("0600", "%04o".formatted(permissions(file)));
        }
      }
    }
    return contents;
  }

  private static int permissions(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode") & 07777;
  }

  private static List<String> expectedFiles(JsonNode files) {
    List<String> contents = new ArrayList<>();
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      Path folder = Path.of(file.getKey()).resolveSibling("");
      contents.add(folder + ": " + file.getValue().get("content").asText());
    }
    return contents;
  }

  private static String arg(JsonNode each, int index) {
    return each.at("/args/" + index).asText();
  }

  private static Path oracles() {
    String folder = System.getProperty("quoin.oracles");
    return folder != null
        ? Path.of(folder)
        : Path.of(System.getProperty("quoin.root"), "itests", "oracles");
  }
}
