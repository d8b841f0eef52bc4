package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Caller;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Route;
import org.quoin.api.program.LocalProgram;
import org.quoin.kit.RecordedHome;
import org.quoin.programs.Bouncesaying;
import org.quoin.programs.Condredirect;
import org.quoin.programs.DotForward;
import org.quoin.programs.Except;
import org.quoin.programs.Fastforward;
import org.quoin.programs.Forward;
import org.quoin.programs.Preline;
import org.quoin.programs.Qreceipt;
import org.quoin.programs.Setforward;
import org.quoin.programs.Setmaillist;

/**
 * The recorded cases of programs that lines call, run in process as the local transport runs them.
 * Bundle programs runs the same tables with its programs as processes.
 */
class HostedProgramsOracleTest {
  @TempDir Path folder;
  private final Map<String, Integer> listed = new TreeMap<>();

  /** What a program left: output and errors are one text here. */
  private record Run(ProgramEnd end, RecordingIntake intake) {}

  private static Optional<LocalProgram> program(String name) {
    return switch (name) {
      case "bouncesaying" -> Optional.of(new Bouncesaying());
      case "condredirect" -> Optional.of(new Condredirect());
      case "dot-forward" -> Optional.of(new DotForward());
      case "except" -> Optional.of(new Except());
      case "fastforward" -> Optional.of(new Fastforward());
      case "forward" -> Optional.of(new Forward());
      case "preline" -> Optional.of(new Preline());
      case "qreceipt" -> Optional.of(new Qreceipt());
      case "setforward" -> Optional.of(new Setforward());
      case "setmaillist" -> Optional.of(new Setmaillist());
      default -> Optional.empty();
    };
  }

  @Test
  void recordedProgramsPassInProcess() throws Exception {
    assertTrue(run("programs.json") > 0);
    assertTrue(run("forward.json") > 0);
  }

  private int run(String file) throws Exception {
    JsonNode cases = RecordedHome.cases(file);
    List<String> failed = new ArrayList<>();
    int passed = 0;
    listed.clear();
    for (JsonNode each : cases) {
      Optional<String> reason = whyListed(each);
      if (reason.isPresent()) {
        listed.merge(reason.get(), 1, Integer::sum);
      } else {
        try {
          check(each);
          passed++;
        } catch (AssertionError e) {
          failed.add(
              each.get("id").asText() + " " + each.get("about").asText() + ": " + e.getMessage());
        }
      }
    }
    System.out.printf(
        "%s: %d of %d cases pass in process, listed %s%n", file, passed, cases.size(), listed);
    assertEquals(List.of(), failed);
    return passed;
  }

  private static Optional<String> whyListed(JsonNode each) {
    return switch (each.get("program").asText()) {
      case "setforward", "setmaillist", "newinclude", "newaliases", "maildirmake" ->
          Optional.of("for people, has no form in process that matters");
      case "qmail-local" -> Optional.of("DotqmailOracleTest has such lines");
      case "qmail-newmrh", "qmail-tcpto", "qmail-tcpok", "qmail-showctl", "qbiff" ->
          Optional.of("no line calls it");
      default ->
          each.at("/setup/files").toString().contains("\"0000\"")
              ? Optional.of("root can read a file that nobody may read")
              : Optional.empty();
    };
  }

  private void check(JsonNode each) throws Exception {
    String id = each.get("id").asText();
    Path home = Files.createDirectories(folder.resolve(id));
    JsonNode setup = each.get("setup");
    RecordedHome files = new RecordedHome(home);
    files.setUp(setup);
    compile(setup, home);
    Map<String, String> before = files.files();
    Run run = run(each, home);
    JsonNode expect = each.get("expect");
    String said = run.end().output().replaceAll("(?m)^/bin/sh:.*\n", "");
    assertEquals(expect.get("exit").asInt(), run.end().exit(), id + ": " + said);
    said = said.replaceAll("qp \\d+", "qp <QP>").replace(home.toString(), "<HOME>");
    String out = expect.get("stdout").asText();
    String err = expect.get("stderr").asText();
    assertTrue(
        said.equals(out + err) || said.equals(err + out), () -> id + ": " + run.end().output());
    assertEquals(
        contents(RecordedHome.expected(expect.path("files"))),
        contents(RecordedHome.changes(before, files.files())),
        id);
    assertEquals(
        RecordingIntake.expected(expect).toString(),
        run.intake().queued.toString().replaceAll("qp \\d+", "qp <QP>"),
        id);
  }

  /** Without modes: qmail-local, unlike the recorder, runs programs with umask 077. */
  private static Map<String, String> contents(Map<String, String> files) {
    Map<String, String> contents = new HashMap<>(files);
    contents.replaceAll((name, entry) -> entry.replaceFirst("^0[0-7]{3}: ", ""));
    return contents;
  }

  private static void compile(JsonNode setup, Path home) throws Exception {
    if (setup.hasNonNull("setforward_input")) {
      run("setforward", List.of("cdb", "tmp"), setup.get("setforward_input").asText(), home);
    }
    for (Map.Entry<String, JsonNode> list : setup.path("mailing_lists").properties()) {
      if (!setup.path("files").has(list.getKey())) {
        run("setmaillist", List.of(list.getKey(), "tmp"), list.getValue().asText(), home);
      }
    }
  }

  /** One of our own compilers, which must succeed. */
  private static void run(String name, List<String> arguments, String input, Path home)
      throws Exception {
    JsonNode nothing = new ObjectMapper().createObjectNode();
    Call call = new Call(name, arguments, input, Map.of(), nothing);
    assertEquals(0, call.run(home, new RecordingIntake(nothing)).exit());
  }

  private static Run run(JsonNode each, Path home) throws Exception {
    JsonNode setup = each.get("setup");
    Map<String, String> variables = new HashMap<>();
    setup
        .path("env")
        .properties()
        .forEach(v -> variables.put(v.getKey(), real(v.getValue(), home)));
    List<String> arguments = new ArrayList<>();
    each.path("args").forEach(arg -> arguments.add(real(arg, home)));
    RecordingIntake intake = new RecordingIntake(setup.path("queue"));
    String input = each.path("stdin").asText();
    Call call =
        new Call(each.get("program").asText(), arguments, input, variables, setup.path("control"));
    return new Run(call.run(home, intake), intake);
  }

  private static String real(JsonNode text, Path home) {
    return text.asText().replace("<HOME>", home.toString());
  }

  /** A call as the local transport makes it. */
  private record Call(
      String name,
      List<String> arguments,
      String input,
      Map<String, String> variables,
      JsonNode control) {
    ProgramEnd run(Path home, RecordingIntake intake) throws Exception {
      Programs.Limits limits =
          new Programs.Limits(1, Duration.ofMinutes(1), Duration.ofSeconds(20));
      Path folder = home.resolveSibling("messages");
      Map<String, String> inherited = Map.of("PATH", System.getenv("PATH"));
      Programs programs = new Programs(limits, inherited, new Outlets(folder, 1, 1));
      Content message = new Content("", new TextBody(input));
      try (Workplace workplace = new Workplace(new MessageFile(message, folder))) {
        workplace.take(programs);
        HostedDelivery delivery =
            new HostedDelivery(
                new HostedDelivery.Surroundings(
                    home,
                    variables,
                    programs.inherited(),
                    new Letter(delivery(message), trace(), message, workplace),
                    new Forwarder(intake),
                    new CaseControl(control)));
        var program = HostedPrograms.Gated.of(program(name).orElseThrow());
        return workplace.call(new Callables.Call(name, program, arguments), delivery).orElseThrow();
      }
    }

    private static TraceLines trace() {
      return new TraceLines(Sender.NULL, new Address("joe@example.org"));
    }

    private static Delivery delivery(Content message) {
      Address joe = new Address("joe@example.org");
      return new Delivery(
          new DeliveryKey("store.00.7.0", false),
          "00",
          7,
          Instant.ofEpochSecond(1_000_000_000),
          Sender.NULL,
          new Route(Route.LOCAL, joe, Optional.empty(), "example.org", "test"),
          List.of(joe),
          message,
          Caller.ANY);
    }
  }
}
