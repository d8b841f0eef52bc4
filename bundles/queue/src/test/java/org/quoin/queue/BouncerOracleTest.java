package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueEntry;
import org.quoin.codec.AsciiCase;

/**
 * The recorded cases of qmail-send: outcomes go in as they were recorded; envelope senders given to
 * the transports (Q19), notices (Q16, Q17), what is given up (Q12) and what stays must be the same.
 */
class BouncerOracleTest {
  private static final String DATE = "<DATE>";
  private static final Outcome.Later WAIT = new Outcome.Later(Cause.ANSWER, "");

  private final List<String> covered = new ArrayList<>();
  private final Map<String, Integer> skipped = new TreeMap<>();

  @Test
  void noticesAreThoseThatQmailSendWrote() throws IOException {
    int scenarios = 0;
    for (JsonNode one : cases()) {
      if (one.path("kind").asText().equals("scenario")) {
        scenarios++;
        Optional<String> reason = whyNot(one);
        reason.ifPresent(why -> skipped.merge(why, 1, Integer::sum));
        if (reason.isEmpty()) {
          play(one);
          covered.add(one.path("id").asText());
        }
      }
    }
    System.out.println("send.json scenario: " + covered.size() + " of " + scenarios + " cases");
    skipped.forEach((why, count) -> System.out.println("  " + count + " not here: " + why));
    int left = scenarios - covered.size();
    assertTrue(covered.size() > 5 * left, () -> "covered only " + covered);
  }

  @Test
  void retriesAreDueWhenTheyWereDue() throws IOException {
    int count = 0;
    for (JsonNode one : cases()) {
      if (one.path("kind").asText().equals("retry")) {
        Instant birth = Instant.ofEpochSecond(1_000_000_000);
        Instant ended = birth.plusSeconds(one.path("setup").path("age").asLong());
        boolean local = one.path("setup").path("channel").asText().equals("local");
        long expected = one.path("expect").path("next_attempt_seconds_after_birth").asLong();
        assertEquals(
            birth.plusSeconds(expected), Schedule.next(birth, ended, local), one.toString());
        count++;
      }
    }
    System.out.println("send.json retry: " + count + " of " + count + " cases");
  }

  /** Whatever kinds there are in the table, each is some test's. */
  @Test
  void everyKindOfCaseHasItsTest() throws IOException {
    Map<String, String> tests =
        Map.of(
            "scenario", "this one, and QmailLogOracleTest",
            "retry", "this one",
            "signals", "QmailLogOracleTest",
            "rewrite", "RouterOracleTest",
            "queuefiles", "QueueOracleTest",
            "enqueue", "EnqueueOracleTest");
    Map<String, Integer> kinds = new TreeMap<>();
    cases().forEach(one -> kinds.merge(one.path("kind").asText(), 1, Integer::sum));
    System.out.println("send.json has " + kinds);
    kinds.keySet().removeAll(tests.keySet());
    assertEquals(Map.of(), kinds, "of kinds that no test knows");
  }

  /** Why a case belongs to another part, or is a deliberate difference. */
  private static Optional<String> whyNot(JsonNode one) {
    String about = one.path("about").asText();
    Map<String, String> others =
        Map.of(
            "Z2 Z3 one message not preprocessed", "nothing waits to be preprocessed here",
            "A7", "locals is the router's part, no bounce in it");
    for (var other : others.entrySet()) {
      boolean bounces = !one.path("expect").path("bounces").isEmpty();
      if (about.startsWith(other.getKey() + " ") && !bounces) {
        return Optional.of(other.getKey() + ": " + other.getValue());
      }
    }
    return about.contains("the held local part takes the only job slot")
        ? Optional.of("Q13: a held channel does not stop the other one here, on purpose")
        : Optional.empty();
  }

  private static void play(JsonNode one) throws IOException {
    String id = one.path("id").asText() + " " + one.path("about").asText();
    JsonNode setup = one.path("setup");
    Rig rig = new Rig();
    setup
        .path("control")
        .properties()
        .forEach(c -> rig.controls.with(c.getKey(), content(c.getValue())));
    boolean hasMe = setup.path("control").has("me");
    if (!hasMe) {
      rig.controls.without("me");
    }
    rig.routers.add(
        address -> Optional.of(route(address, setup.path("control"))),
        Map.of("quoin.plugin.name", "qmail", "service.ranking", 1));
    rig.transport("local", d -> answer(d, one, rig.deliveries.size()));
    rig.transport("remote", d -> answer(d, one, rig.deliveries.size()));
    if (setup.path("queue").path("exit").asInt() != 0) {
      rig.intake.busy(true);
    }
    if (one.path("about").asText().contains("chain:")) {
      rig.intake.onward(got -> deliver(rig, got));
    }
    accept(rig, setup);
    rig.open();
    check(id, one.path("expect"), rig);
  }

  private static void accept(Rig rig, JsonNode setup) throws IOException {
    long age = setup.path("message_age_seconds").asLong();
    for (JsonNode message : setup.path("messages")) {
      List<String> to = new ArrayList<>();
      message.path("recipients").forEach(r -> to.add(r.asText()));
      String body =
          "Received: (qmail <PID> invoked by uid <UID>); <DATE>\n"
              + message.path("message").asText();
      Instant birth = rig.time.instant().minusSeconds(age);
      String[] recipients = to.toArray(new String[0]);
      String from = message.path("sender").asText();
      long number = rig.store.accept(MailQueue.MAIN, birth, from, body, recipients);
      for (int i = 0; age > 0 && i < recipients.length; i++) {
        rig.store.note(List.of(Facts.deferred(MailQueue.MAIN, number, i, birth, WAIT)));
      }
    }
  }

  /** As the intake would do with a bounce. */
  private static void deliver(Rig rig, FakeIntake.Got got) throws IOException {
    String received = "Received: (qmail <PID> invoked for bounce); <DATE>\n";
    String to = got.recipients().getFirst().text();
    rig.store.accept(
        MailQueue.MAIN, rig.time.instant(), got.sender().text(), received + got.text(), to);
  }

  private static void check(String id, JsonNode expect, Rig rig) throws IOException {
    JsonNode bounces = expect.path("bounces");
    if (bounces.isMissingNode()) {
      assertEquals(count(expect.path("log"), "bounce msg"), rig.intake.got().size(), id);
    } else {
      assertEquals(bounces.size(), rig.intake.got().size(), id);
    }
    for (int i = 0; i < bounces.size(); i++) {
      FakeIntake.Got got = rig.intake.got().get(i);
      assertEquals(bounces.get(i).path("message").asText(), undated(got.text()), id);
      JsonNode envelope = bounces.get(i).path("envelope");
      assertEquals(envelope.path("sender").asText(), got.sender().text(), id);
      assertEquals(
          envelope.path("recipients").get(0).asText(), got.recipients().getFirst().text(), id);
    }
    JsonNode deliveries = expect.path("deliveries");
    if (!deliveries.isMissingNode()) { // some end before an agent gets them
      long started = count(expect.path("log"), "starting delivery");
      assertEquals(started, rig.deliveries.size(), id);
    }
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery delivery = rig.deliveries.get(i);
      assertEquals(deliveries.get(i).path("channel").asText(), delivery.route().transport(), id);
      assertEquals(deliveries.get(i).path("sender").asText(), delivery.sender().text(), id);
      assertEquals(
          deliveries.get(i).path("recipient").asText(),
          delivery.recipients().getFirst().text(),
          id);
      JsonNode message = deliveries.get(i).path("message");
      if (!message.isMissingNode()) {
        assertEquals(message.asText(), undated(text(delivery)), id);
      }
    }
    long ended = count(expect.path("log"), "end msg");
    assertEquals(ended, rig.events(MailEvent.Finished.class).size(), id);
    long triple = count(expect.path("log"), "triple bounce");
    assertEquals(triple, rig.events(MailEvent.TripleBounce.class).size(), id);
    checkListings(id, expect, rig);
  }

  private static String text(Delivery delivery) throws IOException {
    try (InputStream in = delivery.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Dates in the year that the cases' own mails have are left. */
  private static String undated(String text) {
    return text.replaceAll("(?m)^Date: \\d+ \\w+ 20[2-9]\\d [0-9:]+ -0000$", "Date: " + DATE);
  }

  private static void checkListings(String id, JsonNode expect, Rig rig) {
    if (!expect.has("qread")) {
      return;
    }
    StringBuilder qread = new StringBuilder();
    for (QueueEntry entry : rig.queue().entries(Integer.MAX_VALUE)) {
      QmailListing.qread(entry, rig.queue()::route).forEach(l -> qread.append(l).append('\n'));
    }
    assertEquals(
        expect.path("qread").asText(),
        qread
            .toString()
            .replaceAll("(?m)^[0-9].* GMT {2}#[0-9]+ {2}[0-9]+ ", "<GMT>  #<MSG>  <BYTES> "),
        id);
    String qstat = String.join("\n", QmailListing.qstat(rig.queue().size())) + "\n";
    assertEquals(expect.path("qstat").asText(), qstat, id);
  }

  private static long count(JsonNode log, String prefix) {
    long count = 0;
    for (JsonNode line : log) {
      count += line.asText().startsWith(prefix) ? 1 : 0;
    }
    return count;
  }

  /** As far as these cases need it: locals, then virtual domains (1B). */
  private static Route route(Address address, JsonNode control) {
    Address full = address.hasDomain() ? address : new Address(address.text() + "@envnoathost");
    String domain = AsciiCase.lower(full.domain());
    boolean local = content(control.path("locals")).contains(domain + "\n");
    Address to = full;
    for (String line : content(control.path("virtualdomains")).split("\n", -1)) {
      if (!local && line.startsWith(domain + ":")) {
        to = new Address(line.substring(domain.length() + 1) + "-" + full.text());
        local = true;
      }
    }
    return new Route(local ? "local" : "remote", to, Optional.empty(), domain, "test");
  }

  /**
   * What the agent said. What it means is the transports' part (Q21, Q22) where it is more than
   * qmail-local's three exit codes: there the log of the original tells.
   */
  private static Outcome answer(Delivery delivery, JsonNode one, int number) {
    String recipient = delivery.recipients().getFirst().text();
    JsonNode agents = one.path("setup").path("agents");
    String channel = delivery.route().transport();
    JsonNode agent = agents.has(recipient) ? agents.path(recipient) : agents.path(channel);
    int exit = agent.path("exit").asInt();
    JsonNode asked = one.path("expect").path("deliveries");
    boolean isPlain = exit == 0 || exit == 100 || exit == 111;
    return isPlain && channel.equals("local") && (asked.isMissingNode() || !asked.isEmpty())
        ? outcome(exit, agent.path("out").asText())
        : meaning(one.path("expect").path("log"), "delivery " + number + ": ");
  }

  private static Outcome outcome(int exit, String text) {
    return switch (exit) {
      case 100 -> new Outcome.Failed(text);
      case 111 -> new Outcome.Later(Cause.ANSWER, text);
      default -> new Outcome.Delivered(text);
    };
  }

  /** The outcome that the log has; its texts have no {@code _} or {@code /} of their own. */
  private static Outcome meaning(JsonNode log, String start) {
    for (JsonNode line : log) {
      if (line.asText().startsWith(start)) {
        String[] parts = line.asText().substring(start.length()).split(": ", 2);
        String text = parts[1].replace('_', ' ').replace('/', '\n');
        return outcome(Map.of("failure", 100, "deferral", 111).getOrDefault(parts[0], 0), text);
      }
    }
    throw new AssertionError("no line begins with " + start);
  }

  private static String content(JsonNode file) {
    return file.isObject() ? file.path("content").asText() : file.asText();
  }

  private static JsonNode cases() throws IOException {
    String root = System.getProperty("quoin.root", "../..");
    String folder = System.getProperty("quoin.oracles", root + "/itests/oracles");
    return new ObjectMapper().readTree(Files.readString(Path.of(folder, "send.json")));
  }
}
