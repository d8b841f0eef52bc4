package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.quoin.codec.CdbReader;

/**
 * A recorded case of {@code forward.json}: what it needs is compiled first by our own programs, and
 * what it compiles is looked into, and printed by our own programs.
 *
 * @param json the case, with a file in the home in place of {@code /etc/aliases}
 * @param folder for this case alone
 */
record ForwardCase(JsonNode json, Path folder) {
  private static final String ALIASES = "<HOME>/aliases";

  static ForwardCase of(JsonNode recorded, Path folder) {
    ObjectNode json = recorded.deepCopy();
    if (recorded.get("program").asText().equals("newaliases")) {
      json.putArray("args").add(ALIASES);
      ObjectNode expect = (ObjectNode) json.get("expect");
      expect.put("stderr", expect.get("stderr").asText().replace("/etc/aliases", ALIASES));
    }
    return new ForwardCase(json, folder);
  }

  void check() throws IOException {
    try (Recorded recorded = Recorded.layOut(json, folder)) {
      TestPlace place = recorded.place();
      compile(place);
      recorded.check();
      checkCompiled(place.folder());
    }
  }

  private void compile(TestPlace place) throws IOException {
    JsonNode setup = json.path("setup");
    if (setup.hasNonNull("setforward_input")) {
      String input = setup.get("setforward_input").asText();
      assertEquals(0, place.run("setforward", List.of("cdb", "tmp"), input));
    }
    for (Map.Entry<String, JsonNode> list : setup.path("mailing_lists").properties()) {
      if (!setup.path("files").has(list.getKey())) {
        List<String> names = List.of(list.getKey(), "tmp");
        assertEquals(0, place.run("setmaillist", names, list.getValue().asText()));
      }
    }
    if (setup.hasNonNull("etc_aliases")) {
      Path aliases = place.folder().resolve("aliases");
      Files.writeString(aliases, setup.get("etc_aliases").asText(), ISO_8859_1);
    }
  }

  private void checkCompiled(Path home) throws IOException {
    JsonNode expect = json.get("expect");
    Path file = home.resolve(compiled());
    if (expect.has("records")) {
      assertEquals(expect.get("records").toString(), records(file).toString(), id());
    }
    if (expect.has("bin")) {
      assertEquals(expect.get("bin").asText(), Files.readString(file, ISO_8859_1), id());
    }
    if (expect.has("mode")) {
      String mode = "0o%o".formatted((Integer) Files.getAttribute(file, "unix:mode") & 07777);
      assertEquals(expect.get("mode").asText(), mode, id());
    }
    for (String printer : List.of("printforward", "printmaillist")) {
      if (expect.has(printer)) {
        checkPrinted(printer, Files.readString(file, ISO_8859_1));
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

  private void checkPrinted(String printer, String compiled) throws IOException {
    JsonNode expect = json.at("/expect/" + printer);
    try (TestPlace place = new TestPlace(folder.resolve(id() + "-" + printer))) {
      assertEquals(expect.get("exit").asInt(), place.run(printer, List.of(), compiled), id());
      assertEquals(expect.get("stdout").asText(), place.written(), id());
      assertEquals(expect.get("stderr").asText(), place.complained(), id());
    }
  }

  /** In the form of the recorded ones: pairs of key and value. */
  private static JsonNode records(Path file) throws IOException {
    List<List<String>> records = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      new CdbReader(channel)
          .records(
              1 << 20,
              (key, value) ->
                  records.add(List.of(new String(key, ISO_8859_1), new String(value, ISO_8859_1))));
    }
    return new ObjectMapper().valueToTree(records);
  }

  private String id() {
    return json.get("id").asText();
  }
}
