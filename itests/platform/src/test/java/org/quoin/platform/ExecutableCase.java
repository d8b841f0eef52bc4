package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.quoin.kit.RecordedHome;

/**
 * A recorded case of {@code programs.json} or {@code forward.json}, run with the executables in
 * {@code bin/}. What it needs is compiled first, what it compiles is printed, by executables too.
 *
 * @param json the case, with a file in the home in place of {@code /etc/aliases}
 */
record ExecutableCase(JsonNode json, ExecutablePlace place) {
  private static final String ALIASES = "<HOME>/aliases";

  static ExecutableCase of(JsonNode recorded, Path folder) throws IOException {
    ObjectNode json = recorded.deepCopy();
    if (recorded.get("program").asText().equals("newaliases")) {
      json.putArray("args").add(ALIASES);
      ObjectNode expect = (ObjectNode) json.get("expect");
      expect.put("stderr", expect.get("stderr").asText().replace("/etc/aliases", ALIASES));
    }
    String id = recorded.get("id").asText();
    return new ExecutableCase(json, new ExecutablePlace(folder.resolve(id)));
  }

  void check() throws IOException {
    JsonNode setup = json.path("setup");
    place.make();
    RecordedHome.layOut(setup.path("control"), place.base().resolve("control"));
    new RecordedHome(place.home()).setUp(setup);
    compile(setup);
    place.answer(setup.path("queue"));
    Map<String, String> before = new RecordedHome(place.home()).entries();
    List<String> variables = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : setup.path("env").properties()) {
      variables.add(each.getKey() + "=" + real(each.getValue().asText()));
    }
    List<String> words = new ArrayList<>(List.of(json.get("program").asText()));
    json.path("args").forEach(each -> words.add(real(each.asText())));
    int exit = place.run(variables, words, json.path("stdin").asText());
    compare(exit, before);
    checkCompiled();
  }

  private void compile(JsonNode setup) throws IOException {
    if (setup.hasNonNull("setforward_input")) {
      String input = setup.get("setforward_input").asText();
      assertEquals(0, place.run(List.of(), List.of("setforward", "cdb", "tmp"), input), id());
    }
    for (Map.Entry<String, JsonNode> list : setup.path("mailing_lists").properties()) {
      if (!setup.path("files").has(list.getKey())) {
        List<String> words = List.of("setmaillist", list.getKey(), "tmp");
        assertEquals(0, place.run(List.of(), words, list.getValue().asText()), id());
      }
    }
    if (setup.hasNonNull("etc_aliases")) {
      ObjectNode files = new ObjectMapper().createObjectNode();
      files.set("aliases", setup.get("etc_aliases"));
      RecordedHome.layOut(files, place.home());
    }
  }

  private void compare(int exit, Map<String, String> before) throws IOException {
    JsonNode expect = json.get("expect");
    String stderr = place.err().replaceAll("(?m)^/bin/sh:.*\n", "");
    assertEquals(expect.get("exit").asInt(), exit, () -> id() + ": " + stderr);
    Tokens.assertMatch(real(expect.path("stdout").asText()), place.out(), id());
    Tokens.assertMatch(real(expect.path("stderr").asText()), stderr, id());
    if (expect.has("files")) {
      Map<String, String> now = new RecordedHome(place.home()).entries();
      Map<String, String> changes = RecordedHome.changes(before, now);
      Map<String, String> expected = RecordedHome.expected(expect.get("files"));
      assertEquals(expected.keySet(), changes.keySet(), id());
      expected.forEach(
          (name, file) -> Tokens.assertMatch(real(file), changes.getOrDefault(name, ""), id()));
    }
    assertEquals(envelope(expect), place.envelope(), id());
    if (expect.has("message")) {
      Tokens.assertMatch(real(expect.get("message").asText()), place.message(), id());
    }
  }

  /** In the form in which qmail-queue gets it; empty if nothing is queued. */
  private static String envelope(JsonNode expect) {
    if (!expect.hasNonNull("envelope")) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append('F').append(expect.at("/envelope/sender").asText()).append('\0');
    expect
        .at("/envelope/recipients")
        .forEach(each -> text.append('T').append(each.asText()).append('\0'));
    return text.append('\0').toString();
  }

  private void checkCompiled() throws IOException {
    JsonNode expect = json.get("expect");
    Path file = place.home().resolve(compiled());
    if (expect.has("bin")) {
      assertEquals(expect.get("bin").asText(), text(file), id());
    }
    if (expect.has("mode")) {
      String mode = "0o%o".formatted((Integer) Files.getAttribute(file, "unix:mode") & 07777);
      assertEquals(expect.get("mode").asText(), mode, id());
    }
    for (String printer : List.of("printforward", "printmaillist")) {
      if (expect.has(printer)) {
        JsonNode printed = expect.get(printer);
        int exit = place.run(List.of(), List.of(printer), text(file));
        assertEquals(printed.get("exit").asInt(), exit, id());
        assertEquals(printed.get("stdout").asText(), place.out(), id());
        assertEquals(printed.get("stderr").asText(), place.err(), id());
      }
    }
  }

  private String compiled() {
    return switch (json.get("program").asText()) {
      case "setforward" -> "cdb";
      case "setmaillist" -> "bin";
      case "newinclude" -> "list.bin";
      case "newaliases" -> "aliases.cdb";
      default -> "";
    };
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** The text with what the tokens of folders stand for here. */
  private String real(String text) {
    return text.replace("<HOME>", place.home().toString())
        .replace("<QMAIL>", place.base().toString());
  }

  private String id() {
    return json.get("id").asText() + " " + json.path("about").asText();
  }
}
