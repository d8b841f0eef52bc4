package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Classic QMQ installations (X2 to X5, T1 to T7) and IndiMail's queues (D1, D2), as instances. */
class QmqPlanTest {
  private static final Path SITES = Path.of("src/test/resources/qmq-sites");

  static Stream<String> sites() throws IOException {
    try (Stream<Path> folders = Files.list(SITES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  /** Each folder is a site; {@code expected.txt} in it is all that is to be said about it. */
  @ParameterizedTest
  @MethodSource("sites")
  void everySiteIsReadAsItsFolderSays(String name) throws IOException {
    Path site = SITES.resolve(name).toAbsolutePath();
    Path script = site.resolve("run.sh");
    String said = read(Files.exists(script) ? script : site).replace(site.toString(), "SITE");
    Path expected = site.resolve("expected.txt");
    if (Boolean.getBoolean("quoin.record")) {
      Files.writeString(expected, said);
    }
    assertEquals(Files.readString(expected), said);
  }

  private static String read(Path given) throws IOException {
    Path home = given.resolve("var/qmail");
    Optional<Path> primary = Files.isDirectory(home) ? Optional.of(home) : Optional.empty();
    Findings findings = new Findings();
    SiteFolder folder = new SiteFolder(given, primary);
    return text(QmqPlan.read(folder, Map.of(), findings), findings);
  }

  private static String text(List<Map<String, String>> instances, Findings findings) {
    StringBuilder text = new StringBuilder();
    instances.forEach(map -> text.append(Configurations.text(map)).append('\n'));
    findings.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    findings.refusals().forEach(no -> text.append("refused: ").append(no).append('\n'));
    return text.toString();
  }

  private static Findings plan(String conf) {
    Findings findings = new Findings();
    new QmqPlan(Map.of(), findings)
        .read(new ClassicSite(Map.of("conf-qmq", conf), Map.of(), Map.of(), List.of()));
    return findings;
  }

  @Test
  void hugeFileIsReadInTimeAndATooHugeOneIsRefused(@TempDir Path folder) throws IOException {
    StringBuilder conf = new StringBuilder();
    StringBuilder routes = new StringBuilder();
    for (int i = 1; i <= 20_000; i++) {
      conf.append(i).append(":c").append(i).append('\n');
      routes.append("d").append(i).append(".test:localhost;").append(1000 + i).append('\n');
    }
    ClassicSite site =
        new ClassicSite(
            Map.of("conf-qmq", conf.toString()),
            Map.of("qmtproutes", routes.toString()),
            Map.of(),
            List.of());
    Findings findings = new Findings();
    var instances =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> new QmqPlan(Map.of(), findings).read(site));
    assertEquals(20_000, instances.size());
    assertEquals("d20000.test", instances.getLast().get("domains"));
    assertEquals(List.of(), findings.refusals());
    Path huge = Files.writeString(folder.resolve("conf-qmq"), "#".repeat((1 << 20) + 1));
    SiteFolder read = new SiteFolder(huge, Optional.empty());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, read::configurations);
    String reason = String.valueOf(refused.getMessage());
    assertTrue(reason.endsWith("is longer than 1048576 bytes"), reason);
  }

  @Property
  void anyTextIsReadOrRefusedAndNeverThrows(@ForAll String text) {
    Findings findings = plan(text);
    assertTrue(findings.refusals().size() + findings.notes().size() > 0);
  }

  @Property
  void anyRouteIsReadOrRefused(@ForAll String text) {
    try {
      RouteLine route = RouteLine.of(text);
      assertTrue(route.port().orElse(0) <= 65_535);
    } catch (IllegalArgumentException e) {
      assertTrue(!String.valueOf(e.getMessage()).isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.test:host, a.test, host, -1",
    "a.test:host:26, a.test, host, 26",
    "a.test:host;26, a.test, host, 26",
    "a.test:[192.0.2.1]:26, a.test, 192.0.2.1, 26",
    "a.test:2001:db8::26, a.test, 2001:db8::26, -1",
    "a.test:2001:db8::1;26, a.test, 2001:db8::1, 26",
    "a.test:[2001:db8::1]:26, a.test, 2001:db8::1, 26",
    "a.test:[2001:db8::1], a.test, 2001:db8::1, -1",
    "a.test:host:26|user|secret, a.test, host, 26",
    ".a.test:, .a.test, '', -1",
    ":host, '', host, -1",
    "!@:host;1090, !@, host, 1090",
  })
  void routesHaveTheirPortBehindEitherSign(String line, String domain, String host, int port) {
    RouteLine route = RouteLine.of(line);
    assertEquals(domain, route.domain());
    assertEquals(host, route.host());
    assertEquals(port, route.port().orElse(-1));
  }

  @ParameterizedTest
  @CsvSource({"a.test", "a.test:host;", "a.test:host;smtp", "a.test:host:65536", "a b:host"})
  void whatIsNoRouteIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> RouteLine.of(line));
  }

  @Test
  void idsCanBeGivenAnewAndRoutesFollow() {
    ClassicSite site =
        new ClassicSite(
            Map.of("conf-qmq", "00:internal\n01:one\n"),
            Map.of("qmtproutes", "in.test:localhost;1000\n!@:localhost;1000\n"),
            Map.of(),
            List.of());
    Findings findings = new Findings();
    var instances = new QmqPlan(Map.of("00", "10"), findings).read(site);
    assertEquals(
        List.of(
            Map.of("id", "10", "alias", "internal", "domains", "in.test"),
            Map.of("id", "01", "alias", "one", "bounce.queue", "10")),
        instances);
    assertEquals(List.of(), findings.refusals());
    Findings wrong = new Findings();
    new QmqPlan(Map.of("00", "1", "07", "8"), wrong).read(site);
    assertTrue(wrong.refusals().contains("--as 07: there is no such id"));
    assertTrue(wrong.refusals().contains("two instances would have the id 01"));
  }

  @Test
  void secretsOfRelaysAndOfFilesThatStayBehindAreNotShown() {
    ClassicSite site =
        new ClassicSite(
            Map.of("conf-qmq", "01:one\n"),
            Map.of("smtproutes", "a.test:relay.test;587|user|s3cret\nb.test:x;y|user|s3cret\n"),
            Map.of(
                "01",
                Map.of(
                    "smtproutes", ":relay.test|user|s3cret\n",
                    "authsenders", "joe@a.test:relay.test|user|s3cret\n",
                    "servercert.pem", "s3cret\n")),
            List.of());
    Findings findings = new Findings();
    new QmqPlan(Map.of(), findings).read(site);
    String all = findings.notes() + " " + findings.refusals();
    assertTrue(all.contains("\"a.test:relay.test;587|...\": leads to no instance"), all);
    assertTrue(all.contains("\"b.test:x;y|...\": has a port that is no number"), all);
    assertTrue(all.contains("control/authsenders of 01 is not taken over,"), all);
    assertTrue(all.contains("control/servercert.pem of 01 is not taken over,"), all);
    assertFalse(all.contains("s3cret") || all.contains("|user"), all);
  }

  @Test
  void ofSeveralRoutesForBouncesTheFirstOneCounts() {
    String routes = "!@:localhost;1090\n!@:localhost;1091\n!@:localhost;1090\n";
    ClassicSite site =
        new ClassicSite(
            Map.of("conf-qmq", "01:one\n02:two\n90:bounces\n91:more\n"),
            Map.of("qmtproutes", routes),
            Map.of("02", Map.of("smtproutes", "!@:localhost;1091\n!@:localhost;1001\n")),
            List.of());
    Findings findings = new Findings();
    var instances = new QmqPlan(Map.of(), findings).read(site);
    assertEquals(
        List.of("90", "91", "", "90"),
        instances.stream().map(map -> map.getOrDefault("bounce.queue", "")).toList());
    List<String> passed = findings.notes().stream().filter(n -> n.contains("passed over")).toList();
    assertEquals(
        List.of(
            "control/qmtproutes line 2, \"!@:localhost;1091\": is passed over: bounces go to 90"
                + " before",
            "control/smtproutes of 02 line 2, \"!@:localhost;1001\": is passed over: bounces go"
                + " to 91 before"),
        passed);
    assertEquals(List.of(), findings.refusals());
  }

  @ParameterizedTest
  @CsvSource({
    "svctool --qbase=/q --qcount=5",
    "svctool --qcount 5 --qbase /q",
    "sudo svctool --fsync --qbase \"/q\" --qcount \"5\" --maxdaemons 75",
  })
  void optionsOfSvctoolHaveTheirValueBehindABlankOrASign(String line) {
    Findings findings = new Findings();
    assertEquals(1, new Shards(findings).read(Map.of("run", line), "01").size());
    assertEquals(List.of(), findings.refusals());
    String notes = findings.notes().toString();
    assertTrue(notes.contains("5 equal queues at /q, from"), notes);
    assertFalse(notes.contains("not understood"), notes);
  }

  @ParameterizedTest
  @CsvSource({"svctool --qcount", "svctool --qcount --fsync", "svctool --qcount=", "x --qcount y"})
  void optionsOfSvctoolWithoutTheirValueAreRefused(String line) {
    Findings findings = new Findings();
    assertEquals(List.of(), new Shards(findings).read(Map.of("run", line), "01"));
    assertEquals(1, findings.refusals().size());
  }
}
