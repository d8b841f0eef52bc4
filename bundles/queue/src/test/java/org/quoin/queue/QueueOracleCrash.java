package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.quoin.api.Address;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.queue.ClassicFolder.Kind;

/** One recorded message: its facts, the queue that our export makes of them, and what follows. */
final class QueueOracleCrash {
  private static final String SENDER = "s@x";
  private static final Pattern STARTED =
      Pattern.compile("starting delivery (\\d+): msg <MSG1> to (local|remote) (.*)");
  private static final Pattern ENDED =
      Pattern.compile("delivery (\\d+): (success|failure|deferral): (.*)");

  private final JsonNode setup;
  private final Path place;

  QueueOracleCrash(JsonNode setup, Path place) {
    this.setup = setup;
    this.place = place;
  }

  /** The queue at the crash, and what is delivered when it is taken over. */
  void check(JsonNode one) throws IOException {
    String about = one.path("id").asText() + " " + one.path("about").asText();
    JsonNode expect = one.path("expect");
    JsonNode files = expect.path("files_after_the_crash");
    List<String> until = texts(expect.path("log_until_the_crash"));
    boolean sorted = files.isMissingNode() || !files.toString().contains("todo/");
    if (sorted) {
      export(outcomes(until), setup.path("recipients"), SENDER, "text\n");
    } else {
      untouched(texts(files));
    }
    if (!files.isMissingNode()) {
      assertEquals(texts(files).stream().sorted().toList(), QueueOracleTest.files(place), about);
    }
    if (setup.path("steps").toString().contains("kill -9")) {
      forgetTimes();
    }
    TransferRig rig = rig();
    List<List<String>> deliveries = new ArrayList<>();
    rig.around.transport("local", d -> answer(d, "local", deliveries));
    rig.around.transport("smtp", d -> answer(d, "remote", deliveries));
    assertEquals(1, rig.take(place).taken(), about);
    rig.around.open();
    rig.around
        .intake
        .got()
        .forEach(
            notice -> deliveries.add(List.of("remote", notice.recipients().getFirst().text())));
    List<List<String>> expected = new ArrayList<>();
    expect.path("deliveries_after_restart").forEach(d -> expected.add(texts(d)));
    assertEquals(expected, deliveries, about);
    boolean empty = expect.path("files_at_the_end").isEmpty();
    assertEquals(empty, rig.around.store.held("00").isEmpty(), about);
  }

  /** What stands in each file, byte by byte. */
  void checkContents(JsonNode expect) throws IOException {
    JsonNode message = setup.path("messages").path(0);
    Map<String, Outcome> outcomes = new HashMap<>();
    for (JsonNode recipient : message.path("recipients")) {
      boolean local = isLocal(new Address(recipient.asText()));
      outcomes.put(recipient.asText(), agent(recipient.asText(), "agents", local));
    }
    String sender = message.path("sender").asText();
    export(outcomes, message.path("recipients"), sender, expect.path("mess").asText());
    for (Kind kind : List.of(Kind.MESS, Kind.INFO, Kind.LOCAL, Kind.REMOTE, Kind.BOUNCE)) {
      String pattern = kind.folder() + (kind == Kind.BOUNCE ? "/<N>" : "/<N mod 23>/<N>");
      Path file = place.resolve(named(pattern, place));
      String found = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertEquals(expect.path(kind.folder()).asText(), found, kind.folder());
    }
    Path mess = place.resolve(named("mess/<N mod 23>/<N>", place));
    Object inode = Files.getAttribute(mess, "unix:ino");
    assertEquals(String.valueOf(mess.getFileName()), String.valueOf(inode));
  }

  /** A name with the number of the message that the queue holds. */
  static String named(String pattern, Path place) throws IOException {
    if (!pattern.contains("<N")) {
      return pattern;
    }
    try (Stream<Path> files = Files.walk(place.resolve("mess"))) {
      Path mess =
          files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .findFirst()
              .orElseThrow();
      long number = Long.parseLong(String.valueOf(mess.getFileName()));
      return pattern
          .replace("<N mod 23>", Long.toString(number % 23))
          .replace("<N>", Long.toString(number));
    }
  }

  private void export(Map<String, Outcome> outcomes, JsonNode to, String sender, String body)
      throws IOException {
    TransferRig rig = rig();
    String[] recipients = texts(to).toArray(new String[0]);
    Instant birth = rig.around.time.instant().minusSeconds(30);
    long number = rig.around.store.accept("00", birth, sender, body, recipients);
    String done = setup.path("marked_done").asText();
    for (int i = 0; i < recipients.length; i++) {
      Outcome outcome = outcomes.get(recipients[i]);
      if (recipients[i].equals(done)) {
        outcome = new Outcome.Delivered("");
      }
      if (outcome != null) {
        rig.around.store.note(List.of(mark(number, i, outcome, birth)));
      }
    }
    rig.write(place, false);
  }

  private static Mark mark(long number, int recipient, Outcome outcome, Instant birth) {
    return switch (outcome) {
      case Outcome.Delivered ok ->
          new QueueRecord.Settled("00", number, recipient, false, ok.text());
      case Outcome.Failed no -> new QueueRecord.Settled("00", number, recipient, true, no.text());
      case Outcome.Later later ->
          new QueueRecord.Deferred(
              "00",
              number,
              recipient,
              birth,
              Optional.empty(),
              Duration.ZERO,
              Cause.ANSWER,
              later.text());
    };
  }

  /** A message that qmail-send had not sorted: nothing that our export writes. */
  private void untouched(List<String> files) throws IOException {
    HandmadeQueue queue = new HandmadeQueue(place, 23, false);
    queue.mess(5, "text\n");
    String[] recipients = texts(setup.path("recipients")).toArray(new String[0]);
    queue.todo(5, 1_700_000_000, SENDER, recipients);
    if (!files.contains("intd/<N>")) {
      Files.delete(queue.file(Kind.INTD, 5));
    }
  }

  /** Killed, qmail-send has saved no time: those of the files are in the past. */
  private void forgetTimes() throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.toList()) {
        if (file.startsWith(place.resolve("local")) || file.startsWith(place.resolve("remote"))) {
          Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
        }
      }
    }
  }

  private TransferRig rig() {
    TransferRig rig = new TransferRig();
    rig.around.routers.add(
        address -> Optional.of(route(address)),
        Map.of("quoin.plugin.name", "qmail", "service.ranking", 2));
    setup.path("control").properties().stream()
        .filter(file -> file.getKey().startsWith("concurrency"))
        .forEach(file -> rig.around.controls.with(file.getKey(), file.getValue().asText()));
    return rig;
  }

  /** As far as these cases need it: locals, then virtual domains. */
  private Route route(Address address) {
    for (String line : setup.path("control").path("virtualdomains").asText().split("\n", -1)) {
      if (line.startsWith(address.domain() + ":")) {
        String prefix = line.substring(line.indexOf(':') + 1);
        Address to = new Address(prefix + "-" + address.text());
        return new Route("local", to, Optional.empty(), address.domain(), "test");
      }
    }
    String transport = isLocal(address) ? "local" : "smtp";
    return new Route(transport, address, Optional.empty(), address.domain(), "test");
  }

  private boolean isLocal(Address address) {
    String locals = setup.path("control").path("locals").asText("me.example.org\n");
    return ("\n" + locals).contains("\n" + address.domain() + "\n");
  }

  private Outcome answer(Delivery delivery, String channel, List<List<String>> deliveries) {
    String recipient = delivery.recipients().getFirst().text();
    deliveries.add(List.of(channel, recipient));
    return agent(recipient, "agents_after_restart", channel.equals("local"));
  }

  private Outcome agent(String recipient, String when, boolean local) {
    JsonNode agents = setup.path(when);
    JsonNode agent =
        agents.has(recipient) ? agents.path(recipient) : agents.path(local ? "local" : "remote");
    String out = agent.path("out").asText();
    int exit = out.contains("\0Z") ? 111 : agent.path("exit").asInt();
    return switch (exit) {
      case 100 -> new Outcome.Failed(out);
      case 111 -> new Outcome.Later(Cause.ANSWER, out);
      default -> new Outcome.Delivered(out);
    };
  }

  /** What the log says of recipients, by address. */
  private static Map<String, Outcome> outcomes(List<String> log) {
    Map<String, String> started = new HashMap<>();
    Map<String, Outcome> outcomes = new HashMap<>();
    for (String line : log) {
      Matcher start = STARTED.matcher(line);
      if (start.matches()) {
        started.put(start.group(1), start.group(3));
      }
      Matcher end = ENDED.matcher(line);
      if (end.matches()) {
        String text = end.group(3).replace('/', '\n').replace('_', ' ');
        Outcome outcome =
            switch (end.group(2)) {
              case "success" -> new Outcome.Delivered(text);
              case "failure" -> new Outcome.Failed(text);
              default -> new Outcome.Later(Cause.ANSWER, text);
            };
        outcomes.put(started.getOrDefault(end.group(1), ""), outcome);
      }
    }
    return outcomes;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
