package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Content;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.quoin.codec.MailDate;
import org.quoin.codec.Quoting;

/**
 * The recorded mailboxes: the step of storing, and maildir2mbox. That the lines on top are the
 * right ones is for the local transport's test.
 */
class MailboxOracleTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final String DATE =
      "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\d{4}";

  @TempDir Path folder;
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final MboxLocks locks = new MboxLocks(true, clock, rest -> {});
  private final Map<String, Integer> listed = new TreeMap<>();

  @Test
  void recordedMailboxesPass() throws IOException {
    JsonNode cases = Oracles.read("mailbox.json");
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
        "mailbox.json: %d of %d cases pass, listed %s%n", passed, cases.size(), listed);
    assertTrue(passed > 0, "no cases found");
  }

  private static Optional<String> whyListed(JsonNode each) {
    boolean needsModes = each.at("/setup/files/Maildir~1tmp/mode").asText().equals("0500");
    return needsModes && "root".equals(System.getProperty("user.name"))
        ? Optional.of("root may write everywhere")
        : Optional.empty();
  }

  private void check(JsonNode each) throws IOException {
    String id = each.get("id").asText();
    Path home = Files.createDirectory(folder.resolve(id));
    Oracles.setUp(each.at("/setup/files"), home, NOW);
    Map<String, String> before = Oracles.files(home);
    switch (each.get("program").asText()) {
      case "qmail-local" -> deliver(each, home);
      case "maildir2mbox" -> convert(each, home);
      default -> throw new AssertionError("not known: " + each.get("program"));
    }
    Map<String, String> changes = Oracles.changes(before, Oracles.files(home));
    changes.replaceAll((name, file) -> file.replace(MailDate.fromLine(NOW), "<CTIME>"));
    if (each.get("program").asText().equals("maildir2mbox")) {
      changes.replaceAll((name, file) -> file.replaceAll(DATE, "<CTIME>"));
    }
    assertEquals(Oracles.changes(each.at("/expect/files")), changes, id);
  }

  private void deliver(JsonNode each, Path home) {
    String id = each.get("id").asText();
    Content content = MemoryBody.content(each.get("stdin").asText()).onTop(top(each));
    int number = 0;
    for (String line : each.at("/args/7").asText().lines().toList()) {
      DeliveryKey key = new DeliveryKey("k." + number++, false);
      Outcome outcome = format(line).store(home.resolve(line), key, content);
      if (each.at("/expect/exit").asInt() == 0) {
        assertEquals(new Outcome.Delivered(""), outcome, id);
      } else {
        Outcome.Later later = assertInstanceOf(Outcome.Later.class, outcome, id);
        assertEquals(each.at("/expect/stderr").asText(), later.text() + "\n", id);
      }
    }
  }

  /** The recorded bytes are those of qmail's way to append. */
  private MailboxFormat format(String line) {
    return line.endsWith("/")
        ? new Maildir(Quotas.ofFiles(clock))
        : new Mbox(locks, false, clock, EntryWriter::plain);
  }

  private static String top(JsonNode each) {
    String sender = Quoting.quoted(each.at("/args/6").asText());
    String recipient = each.at("/args/2").asText() + "@" + each.at("/args/5").asText();
    return "Return-Path: <%s>\nDelivered-To: %s\n"
        .formatted(sender.replace('\n', '_'), recipient.replace('\n', '_'));
  }

  private void convert(JsonNode each, Path home) {
    String id = each.get("id").asText();
    FakeDelivery delivery = new FakeDelivery(home);
    for (Map.Entry<String, JsonNode> name : each.at("/setup/env").properties()) {
      String value = name.getValue().asText().replace("<HOME>", home.toString());
      delivery.variables.put(name.getKey(), value);
    }
    int exit = new Maildir2mbox(locks, clock).run(delivery, List.of());
    assertEquals(each.at("/expect/exit").asInt(), exit, id);
    assertEquals("", delivery.said.toString(), id);
    assertEquals(
        each.at("/expect/stderr").asText(),
        delivery.complained.toString().replace(home.toString(), "<HOME>"),
        id);
  }

  @Test
  void recordedMaildirmakePasses() throws IOException {
    int passed = 0;
    for (JsonNode each : Oracles.read("programs.json")) {
      if (each.get("program").asText().equals("maildirmake")) {
        make(each);
        passed++;
      }
    }
    System.out.printf("programs.json, maildirmake: %d cases pass, none listed%n", passed);
  }

  private void make(JsonNode each) throws IOException {
    String id = each.get("id").asText();
    Path home = Files.createDirectory(folder.resolve(id));
    Oracles.setUp(each.at("/setup/files"), home, NOW);
    Map<String, String> before = Oracles.files(home);
    MailboxCommands commands = new MailboxCommands(home, locks, clock);
    List<String> args = new ArrayList<>();
    each.get("args").forEach(arg -> args.add(arg.asText()));
    String said = "";
    try {
      commands.made(args.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      said = "maildirmake: " + e.getMessage() + "\n";
    } catch (IOException e) {
      said = "maildirmake: fatal: " + e.getMessage() + "\n";
    }
    assertEquals(each.at("/expect/stderr").asText(), said, id);
    assertEquals(
        Oracles.changes(each.at("/expect/files")),
        Oracles.changes(before, Oracles.files(home)),
        id);
  }
}
