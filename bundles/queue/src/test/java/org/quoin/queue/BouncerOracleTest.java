package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
    assertTrue(covered.size() >= 53, () -> "covered only " + covered);
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
    assertEquals(10, count);
  }

  /** Why a case belongs to another part, or is a deliberate difference. */
  private static Optional<String> whyNot(JsonNode one) {
    String about = one.path("about").asText();
    Map<String, String> others =
        Map.of(
            "Q21", "what exit codes mean is the local transport's part",
            "Q22", "what the remote agent's answer means is the smtp transport's part",
            "U1", "arguments of the local agent are the local transport's part",
            "Z2", "listing programs come later",
            "Z3", "listing programs come later",
            "Q10", "the Received line is the intake's part",
            "A7", "locals is the router's part");
    int exit = one.path("setup").path("agents").path("local").path("exit").asInt();
    boolean ours = about.startsWith("Q21 local agent") && (exit == 0 || exit == 100 || exit == 111);
    for (var other : others.entrySet()) {
      if (!ours && about.startsWith(other.getKey() + " ")) {
        return Optional.of(other.getKey() + ": " + other.getValue());
      }
    }
    if (about.contains("the held local part takes the only job slot")) {
      return Optional.of("Q13: a held channel does not stop the other one here, on purpose");
    }
    return about.contains("chain:")
        ? Optional.of("chains go through the intake: end-to-end tests")
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
    rig.transport("local", d -> answer(d, setup.path("agents"), "local"));
    rig.transport("remote", d -> answer(d, setup.path("agents"), "remote"));
    if (setup.path("queue").path("exit").asInt() != 0) {
      rig.intake.busy(true);
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

  private static void check(String id, JsonNode expect, Rig rig) {
    JsonNode bounces = expect.path("bounces");
    assertEquals(bounces.size(), rig.intake.got().size(), id);
    for (int i = 0; i < bounces.size(); i++) {
      FakeIntake.Got got = rig.intake.got().get(i);
      String text = got.text().replaceFirst("^Date: [^\n]*", "Date: " + DATE);
      assertEquals(bounces.get(i).path("message").asText(), text, id);
      JsonNode envelope = bounces.get(i).path("envelope");
      assertEquals(envelope.path("sender").asText(), got.sender().text(), id);
      assertEquals(
          envelope.path("recipients").get(0).asText(), got.recipients().getFirst().text(), id);
    }
    JsonNode deliveries = expect.path("deliveries");
    if (!deliveries.isMissingNode()) {
      assertEquals(deliveries.size(), rig.deliveries.size(), id);
    }
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery delivery = rig.deliveries.get(i);
      assertEquals(deliveries.get(i).path("channel").asText(), delivery.route().transport(), id);
      assertEquals(deliveries.get(i).path("sender").asText(), delivery.sender().text(), id);
      assertEquals(
          deliveries.get(i).path("recipient").asText(),
          delivery.recipients().getFirst().text(),
          id);
    }
    long ended = count(expect.path("log"), "end msg");
    assertEquals(ended, rig.events(MailEvent.Finished.class).size(), id);
    long triple = count(expect.path("log"), "triple bounce");
    assertEquals(triple, rig.events(MailEvent.TripleBounce.class).size(), id);
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
    String domain = full.domain();
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

  private static Outcome answer(Delivery delivery, JsonNode agents, String channel) {
    String recipient = delivery.recipients().getFirst().text();
    JsonNode agent = agents.has(recipient) ? agents.path(recipient) : agents.path(channel);
    String out = agent.path("out").asText();
    return switch (agent.path("exit").asInt()) {
      case 100 -> new Outcome.Failed(out);
      case 111 -> new Outcome.Later(Cause.ANSWER, out);
      default -> new Outcome.Delivered(out);
    };
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
