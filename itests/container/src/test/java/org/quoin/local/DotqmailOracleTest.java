package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Caller;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.user.Account;
import org.quoin.dotqmail.RealInstructions;
import org.quoin.kit.RecordedHome;
import org.quoin.mailbox.RealMailboxes;

/**
 * The recorded cases of qmail-local: the local transport with the dotqmail bundle's instructions
 * and the mailbox bundle's formats, programs under the real shell, and a stand-in for the queue.
 */
class DotqmailOracleTest {
  private static final String TIME =
      "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\d{4}";
  private static final Pattern CTIME = Pattern.compile(TIME);

  /** The line with which a message begins in an mbox. */
  private static final Pattern FROM = Pattern.compile("(?m)^((?:\\d+: )?From \\S+ )" + TIME);

  private static final int ARGUMENTS = 8;

  @TempDir Path folder;
  private final Map<String, Integer> listed = new TreeMap<>();

  /** What a run left behind. */
  private record Run(int exit, String text, RecordingIntake intake) {}

  @Test
  void recordedDeliveriesPass() throws IOException {
    JsonNode cases = RecordedHome.cases("dotqmail.json");
    List<String> failed = new ArrayList<>();
    int passed = 0;
    for (JsonNode each : cases) {
      Optional<String> reason = whyListed(each);
      if (reason.isPresent()) {
        listed.merge(reason.get(), 1, Integer::sum);
        continue;
      }
      try {
        check(each);
        passed++;
      } catch (AssertionError e) {
        failed.add(each.get("about").asText() + ": " + e.getMessage());
      }
    }
    System.out.printf(
        "dotqmail.json: %d of %d cases pass, %d listed %s%n",
        passed, cases.size(), cases.size() - passed - failed.size(), listed);
    assertEquals(List.of(), failed);
    assertTrue(passed > 0);
  }

  private static Optional<String> whyListed(JsonNode each) {
    List<String> args = args(each);
    if (args.size() != ARGUMENTS) {
      return Optional.of("wrong usage: there is no program that could be called wrongly");
    }
    return args.get(1).startsWith("<HOME>")
        ? Optional.empty()
        : Optional.of("a home that is not absolute: users/assign refuses it");
  }

  private void check(JsonNode each) throws IOException {
    String id = each.get("id").asText();
    Path home = Files.createDirectory(folder.resolve(id));
    RecordedHome files = new RecordedHome(home);
    files.setUp(each.get("setup"));
    Map<String, String> before = files.files();
    Run run = run(each, home);
    JsonNode expect = each.get("expect");
    assertEquals(expect.get("exit").asInt(), run.exit(), id + " exit: " + run.text());
    assertText(expect, run.text().replace(home.toString(), "<HOME>"), id);
    Map<String, String> changes = RecordedHome.changes(before, files.files());
    changes.replaceAll((name, file) -> FROM.matcher(file).replaceAll("$1<CTIME>"));
    assertEquals(RecordedHome.expected(expect.path("files")), changes, id);
    assertEquals(RecordingIntake.expected(expect), run.intake().queued, id);
  }

  private static void assertText(JsonNode expect, String text, String id) {
    String out = CTIME.matcher(text).replaceAll("<CTIME>").replaceAll("qp \\d+\n$", "qp <QP>\n");
    String error = expect.get("stderr").asText();
    int at = out.indexOf(error);
    assertTrue(at >= 0, id + ": " + error + " is not in " + out);
    String rest = out.substring(0, at) + out.substring(at + error.length());
    assertEquals(expect.get("stdout").asText(), rest, id);
  }

  private static Run run(JsonNode each, Path home) {
    List<String> args = args(each);
    Path itsHome = Path.of(args.get(1).replace("<HOME>", home.toString()));
    Account account = new Account(args.get(0), 1000, 1000, itsHome, args.get(3), args.get(4));
    RecordingIntake intake = new RecordingIntake(each.at("/setup/queue"));
    LocalTransport transport = transport(each, account, intake);
    Address recipient = new Address(args.get(2) + "@" + args.get(5));
    if (saysOnly(each)) {
      return said(transport.explain(recipient), intake);
    }
    Outcome outcome = transport.deliver(delivery(each, recipient)).getFirst();
    return new Run(exit(outcome), outcome.text(), intake);
  }

  private static Run said(Explanation explanation, RecordingIntake intake) {
    StringBuilder text = new StringBuilder();
    explanation.lines().forEach(line -> text.append(line).append('\n'));
    explanation.trouble().ifPresent(trouble -> text.append(trouble.text()));
    return new Run(
        explanation.trouble().map(DotqmailOracleTest::exit).orElse(0), text.toString(), intake);
  }

  private static int exit(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> 0;
      case Outcome.Failed failed -> 100;
      case Outcome.Later later -> 111;
    };
  }

  private static LocalTransport transport(JsonNode each, Account account, RecordingIntake intake) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    each.at("/setup/env")
        .properties()
        .forEach(v -> environment.put(v.getKey(), v.getValue().asText()));
    Programs.Limits limits = new Programs.Limits(1, Duration.ofMinutes(1), Duration.ofSeconds(20));
    Settings.ForPrograms programs =
        new Settings.ForPrograms(
            limits,
            List.copyOf(environment.keySet()),
            Path.of(System.getProperty("java.io.tmpdir")),
            false);
    Settings settings = new Settings(List.of("assign"), 002, "./Maildir/", 1 << 20, programs);
    LocalTransport.Given given =
        new LocalTransport.Given(
            List.of(named("assign", new OneAccount(account))),
            List.of(named("dotqmail", RealInstructions.asShipped())),
            List.of(named("mbox", RealMailboxes.mbox()), named("maildir", RealMailboxes.maildir())),
            List.of(),
            new DefaultDelivery(args(each).get(7)),
            intake);
    return new LocalTransport(settings, environment, InstantSource.system(), given);
  }

  private static <T> Map.Entry<Map<String, Object>, T> named(String name, T plugin) {
    return Map.entry(Map.of(PluginName.PROPERTY, name), plugin);
  }

  private static Delivery delivery(JsonNode each, Address recipient) {
    return new Delivery(
        new DeliveryKey("store.00.7.0", false),
        "00",
        7,
        Instant.ofEpochSecond(1_000_000_000),
        new Sender(args(each).get(6)),
        new Route(Route.LOCAL, recipient, Optional.empty(), "example.org", "test"),
        List.of(recipient),
        new Content("", new TextBody(each.get("stdin").asText())),
        Caller.ANY);
  }

  /** Of the options -n and -N the last one counts. */
  private static boolean saysOnly(JsonNode each) {
    String first = each.at("/args/0").asText();
    return first.startsWith("-") && first.endsWith("n");
  }

  /** Without options. */
  private static List<String> args(JsonNode each) {
    List<String> args = new ArrayList<>();
    each.get("args").forEach(arg -> args.add(arg.asText()));
    if (!args.isEmpty() && args.getFirst().matches("-[nN]+")) {
      args.removeFirst();
    }
    return args;
  }
}
