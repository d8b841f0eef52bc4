package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code qmq:import} as typed: all instances or none. */
class QmqImportCommandsTest {
  private static final Path SITES = Path.of("src/test/resources/qmq-sites").toAbsolutePath();

  @TempDir Path base;
  private Path etc;
  private ShellRig shell;

  @BeforeEach
  void start() throws IOException {
    etc = Files.createDirectory(base.resolve("etc"));
    shell = new ShellRig(etc);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(etc)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path conf(String text) throws IOException {
    return Files.writeString(base.resolve("conf-qmq"), text);
  }

  @Test
  void dryRunPrintsExactlyTheFilesThatAreWrittenThen() throws Exception {
    String site =
        SITES.resolve("spamcontrol") + " --home " + SITES.resolve("spamcontrol/var/qmail");
    String dry = shell.say("qmq:import --dry-run " + site);
    assertTrue(dry.contains("1440 x 60 = 86400 (T1)\n"), dry);
    assertTrue(dry.endsWith("\n7 instances would be made\n"), dry);
    assertEquals(List.of(), files());
    assertEquals(1, shell.rig.fleet.views().size());
    String said = shell.say("qmq:import " + site);
    assertTrue(said.endsWith("\n7 instances made\n"), said);
    assertEquals(7, files().size());
    for (String file : files()) {
      String text = Files.readString(etc.resolve(file)).indent(2);
      assertTrue(dry.contains(file + "\n" + text), file);
    }
    assertEquals(0, shell.rig.queue("08").size(), "it is up");
    assertTrue(shell.say("qmq:show 01").contains("bounce.queue            90"));
  }

  @Test
  void idThatIsThereIsRefusedAndCanBeGivenAnew() throws Exception {
    Path conf = conf("00:internal\n01:one\n");
    shell.say("qmq:create 1:mine");
    assertEquals(
        "nothing is imported; refused: 2, named above", shell.refusal("qmq:import " + conf));
    assertTrue(
        shell
            .said()
            .contains("refused: queue 00 exists already; give it another id with --as 00=ID\n"));
    assertTrue(shell.said().contains("refused: queue 1 exists already; give it"));
    assertEquals(1, files().size());
    shell.say("qmq:import --as 00=10,01=11 " + conf);
    assertEquals("one", shell.rig.queue("11").alias());
    assertEquals("internal", shell.rig.queue("10").alias());
  }

  @Test
  void failureInTheMiddleLeavesNoneOfThem() throws Exception {
    Path conf = conf("01:one\n02:two\n03:three\n04:four\n");
    Files.createDirectory(
        etc.resolve(".org.quoin.queue-03.cfg.tmp")); // so that it cannot be written
    String refusal = shell.refusal("qmq:import " + conf);
    assertTrue(refusal.startsWith("no instance is made, for one cannot be: "), refusal);
    shell.rig.until(f -> f.views().size() == 1);
    assertEquals(List.of(), files().stream().filter(f -> !f.startsWith(".")).toList());
    assertEquals("", shell.say("queue:list"));
  }

  @Test
  void fileThatSomebodyElseHasMadeIsNeitherTakenNorRemoved() throws Exception {
    Path conf = conf("01:one\n02:two\n");
    Path file = Files.writeString(etc.resolve("org.quoin.queue-02.cfg"), "id = broken\n");
    shell.refusal("qmq:import " + conf);
    assertTrue(shell.said().contains("org.quoin.queue-02.cfg exists already"), shell.said());
    assertEquals("id = broken\n", Files.readString(file));
    assertEquals(1, files().size());
  }

  @Test
  void whatIsNotUnderstoodIsNamedAndNothingIsMade() throws Exception {
    String refusal = shell.refusal("qmq:import " + SITES.resolve("bad/conf-qmq"));
    assertTrue(refusal.startsWith("nothing is imported; refused: "), refusal);
    assertTrue(shell.said().contains("refused: conf-qmq line 13, \"qmail is great\""));
    assertTrue(shell.said().contains("line 14, \"?[31m07:red\""), "no control bytes");
    assertEquals(List.of(), files());
  }

  @Test
  void circleIsRefusedWithItsWay() throws Exception {
    Path site = SITES.resolve("circle");
    shell.refusal("qmq:import --home " + site.resolve("var/qmail") + " " + site);
    assertTrue(
        shell.said().contains("refused: mail would go round in a circle: 01 -> 02 -> 03 -> 01"));
    Path bounces = base.resolve("b");
    Files.createDirectories(bounces.resolve("qmail/control"));
    Files.writeString(bounces.resolve("conf-qmq"), "01:one\n02:two\n");
    Files.writeString(bounces.resolve("conf-home"), bounces.resolve("qmail") + "\n");
    for (int i = 1; i <= 2; i++) {
      Path control = Files.createDirectories(bounces.resolve("qmail-0" + i + "/control"));
      Files.writeString(control.resolve("qmtproutes"), "!@:localhost;100" + (3 - i) + "\n");
    }
    shell.refusal("qmq:import " + bounces);
    assertTrue(
        shell.said().contains("bounces would go round in a circle, 01 -> 02 -> 01"), shell.said());
    assertFalse(Files.exists(etc.resolve("org.quoin.queue-01.cfg")));
  }

  @Test
  void equalQueuesBecomeOneInstance() throws Exception {
    String said = shell.say("qmq:import " + SITES.resolve("indimail-variables"));
    assertTrue(said.contains("5 equal queues at /var/indimail/queue"), said);
    assertTrue(said.contains("which group commit does for one"), said);
    assertTrue(said.endsWith("1 instance made\n"), said);
    assertEquals(List.of("org.quoin.queue-01.cfg"), files());
  }

  @Test
  void pathMustBeWholeAndThere() throws Exception {
    assertTrue(shell.refusal("qmq:import conf-qmq").startsWith("give the whole path of conf-qmq"));
    assertEquals(
        "there is no " + base.resolve("none"), shell.refusal("qmq:import " + base.resolve("none")));
    assertTrue(shell.refusal("qmq:import " + base).contains("has none of conf-qmq"));
    assertTrue(shell.refusal("qmq:import --as 00 " + conf("01:a\n")).contains("is not ID=ID"));
  }
}
