package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recorded case of a program: laid out when it is made, run and compared by {@link #check}. */
record Recorded(JsonNode recorded, TestPlace place) implements AutoCloseable {

  /** All cases of a file. */
  static JsonNode read(String file) throws IOException {
    String other = System.getProperty("quoin.oracles");
    Path folder =
        other != null
            ? Path.of(other)
            : Path.of(System.getProperty("quoin.root"), "itests", "oracles");
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  /**
   * @param folder below which each case has one of its own
   */
  static Recorded layOut(JsonNode recorded, Path folder) throws IOException {
    Path own = folder.resolve(recorded.get("id").asText());
    Recorded made = new Recorded(recorded, new TestPlace(own));
    JsonNode setup = recorded.path("setup");
    HomeFiles.layOut(setup.path("files"), made.place.folder());
    HomeFiles.layOut(setup.path("control"), made.place.base().resolve("control"));
    for (Map.Entry<String, JsonNode> variable : setup.path("env").properties()) {
      made.place.set(variable.getKey(), made.real(variable.getValue().asText()));
    }
    JsonNode queue = setup.path("queue");
    if (queue.has("signal")) {
      made.place.fail("kill -" + queue.get("signal").asInt() + " $$");
    } else if (!queue.path("read").asBoolean(true)) {
      made.place.fail("exit " + queue.path("exit").asInt());
    } else {
      made.place.answer(queue.path("exit").asInt(), queue.path("text").asText());
    }
    return made;
  }

  /** The program's arguments. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    recorded.path("args").forEach(each -> arguments.add(real(each.asText())));
    return arguments;
  }

  void check() throws IOException {
    String id = recorded.get("id").asText() + ": " + recorded.get("about").asText();
    JsonNode expect = recorded.get("expect");
    Map<String, String> before = HomeFiles.found(place.folder());
    String stdin = recorded.path("stdin").asText();
    int exit = place.run(recorded.get("program").asText(), arguments(), stdin);
    String stderr = place.complained().replaceAll("(?m)^/bin/sh:.*\n", "");
    assertEquals(expect.get("exit").asInt(), exit, () -> id + stderr);
    Tokens.assertMatch(text(expect, "stdout"), place.written(), id);
    Tokens.assertMatch(text(expect, "stderr"), stderr, id);
    if (expect.has("files")) {
      Map<String, String> changes = HomeFiles.changes(before, HomeFiles.found(place.folder()));
      compare(HomeFiles.changes(expect.get("files")), changes, id);
    }
    assertEquals(envelope(expect), place.queued().map(Recorded::envelope), id);
    if (expect.has("message")) {
      Tokens.assertMatch(text(expect, "message"), place.queued().orElseThrow().message(), id);
    }
  }

  @Override
  public void close() {
    place.close();
  }

  private void compare(Map<String, String> expected, Map<String, String> actual, String id) {
    assertEquals(expected.keySet(), actual.keySet(), id);
    expected.forEach(
        (name, file) -> Tokens.assertMatch(real(file), actual.getOrDefault(name, ""), id));
  }

  private static Optional<List<String>> envelope(JsonNode expect) {
    if (!expect.hasNonNull("envelope")) {
      return Optional.empty();
    }
    List<String> envelope = new ArrayList<>();
    envelope.add(expect.at("/envelope/sender").asText());
    expect.at("/envelope/recipients").forEach(each -> envelope.add(each.asText()));
    return Optional.of(envelope);
  }

  private static List<String> envelope(TestPlace.Queued queued) {
    List<String> envelope = new ArrayList<>();
    envelope.add(queued.sender());
    envelope.addAll(queued.recipients());
    return envelope;
  }

  private String text(JsonNode expect, String name) {
    return real(expect.path(name).asText());
  }

  /** The text with what the tokens of folders stand for here. */
  private String real(String text) {
    return text.replace("<HOME>", place.folder().toString())
        .replace("<QMAIL>", place.base().toString());
  }
}
