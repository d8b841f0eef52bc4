package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.queue.QueueRecord;

/** {@code qmq:show, hold, release, drain, redirect} as typed. */
class SteeringCommandsTest {
  @TempDir Path base;
  private ShellRig shell;
  private FleetRig rig;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectory(base.resolve("etc"));
    shell = new ShellRig(base.resolve("etc"));
    rig = shell.rig;
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private String file(String id) throws IOException {
    return Files.readString(base.resolve("etc/org.quoin.queue-" + id + ".cfg"));
  }

  private Settings settings(String id) {
    return rig.fleet.find(id).flatMap(Fleet.View::settings).orElseThrow();
  }

  @Test
  void createTakesAnySettingAsKeyAndValue() throws Exception {
    shell.say("qmq:create 01:one bounce.format=rfc3464 --lifetime 7200 bounce.max.bytes=1000");
    assertTrue(file("01").contains("bounce.format = rfc3464\nbounce.max.bytes = 1000\n"));
    assertTrue(file("01").contains("lifetime = 7200\n"));
    assertTrue(shell.refusal("qmq:create 02 speed=3").contains("\"speed\" is no setting"));
    assertTrue(shell.refusal("qmq:create 02 speed").contains("\"speed\" is not key=value"));
  }

  @Test
  void dormantInstanceTakesMailAndDeliversItWhenItIsReleased() throws Exception {
    rig.around.local(delivery -> Rig.delivered());
    shell.say("qmq:create 01:one");
    assertEquals("queue 01 is held: it takes mail and delivers none\n", shell.say("qmq:hold 01"));
    assertTrue(file("01").contains("state = held\n"), "it stays so after a restart");
    shell.accept("01", "joe@here.test");
    assertTrue(rig.idle());
    assertEquals(1, rig.queue("01").size());
    assertEquals("queue 01 is up\n", shell.say("qmq:release 01"));
    assertTrue(rig.idle());
    assertEquals(0, rig.queue("01").size());
    assertTrue(file("01").contains("state = up\n"));
    assertTrue(shell.refusal("qmq:hold 07").contains("no configuration of queue 07"));
  }

  @Test
  void drainMovesWhatWaitsAndLeavesTheInstanceHeld() throws Exception {
    shell.say("qmq:create 01:one");
    shell.say("qmq:create 99:backup --state held");
    long first = shell.accept("01", "done@here.test", "open@far.test", "failed@far.test");
    rig.around.store.note(List.of(new QueueRecord.Settled("01", first, 0, false, "")));
    long held = shell.accept("01", "ann@far.test");
    assertTrue(rig.idle());
    shell.say("queue:hold " + held);
    assertEquals(
        "2 messages moved from 01 to 99; queue 01 is held\n", shell.say("qmq:drain 01 --to 99"));
    assertEquals(0, rig.queue("01").size());
    assertEquals(2, rig.queue("99").size());
    assertEquals(List.of(), rig.around.store.held("01"));
    assertTrue(file("01").contains("state = held\n"));
    assertTrue(shell.say("queue:list --queue 99").contains("ann@far.test  held by the operator"));
    assertEquals(
        "0 messages moved from 01 to 99; queue 01 is up\n",
        shell.say("qmq:drain 01 --to 99 --state up"));
  }

  @Test
  void drainSaysBeforehandWhatItWouldDo() throws Exception {
    shell.say("qmq:create 99:backup --state held");
    rig.around.store.suspect(shell.accept("01", "joe@here.test"));
    shell.accept("01", "ann@far.test");
    shell.say("qmq:create 01:one");
    String before = file("01");
    String said = shell.say("qmq:drain 01 --to 99 --dry-run");
    assertTrue(
        said.startsWith("1 message would be moved from 01 to 99; queue 01 would be held; suspect,"),
        said);
    assertEquals(
        "0 messages would be moved from 99 to 01; queue 99 would be up\n",
        shell.say("qmq:drain 99 --to 01 --state up --dry-run"));
    assertTrue(shell.refusal("qmq:drain 01 --to 01 --dry-run").contains("into itself"));
    assertTrue(shell.refusal("qmq:drain 01 --to 77 --dry-run").contains("there is no queue 77"));
    assertEquals(before, file("01"));
    assertEquals(2, rig.queue("01").size());
  }

  @Test
  void drainWaitsForWhatIsBeingTried() throws Exception {
    CountDownLatch trying = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    rig.around.local(
        delivery -> {
          trying.countDown();
          awaitOrFail(mayEnd);
          return new Outcome.Later(Cause.ANSWER, "busy\n");
        });
    shell.say("qmq:create 01:one");
    shell.say("qmq:create 99:backup --state held");
    shell.accept("01", "joe@here.test");
    awaitOrFail(trying);
    Thread ender =
        Thread.ofVirtual()
            .start(
                () -> {
                  rig.until(
                      f ->
                          f.find("01")
                              .orElseThrow()
                              .settings()
                              .filter(s -> !s.delivers())
                              .isPresent());
                  mayEnd.countDown();
                });
    assertEquals(
        "1 message moved from 01 to 99; queue 01 is held\n", shell.say("qmq:drain 01 --to 99"));
    ender.join();
    assertTrue(shell.say("queue:why " + rig.queue("99").numbers().getFirst()).contains("busy"));
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void drainNamesSuspectMailAndLeavesIt() throws Exception {
    shell.say("qmq:create 99:backup --state held");
    long number = shell.accept("01", "joe@here.test");
    rig.around.store.suspect(number);
    shell.say("qmq:create 01:one");
    shell.accept("01", "ann@far.test");
    assertTrue(rig.idle());
    assertEquals(
        "1 message moved, queue 01 is held; suspect, so release or delete them first: ["
            + number
            + "]",
        shell.refusal("qmq:drain 01 --to 99"));
    assertEquals(1, rig.queue("01").size());
  }

  @Test
  void drainThatBreaksOffHasEachMessageInOneOfTheTwo() throws Exception {
    shell.say("qmq:create 01:one --state held");
    shell.say("qmq:create 99:backup --state held");
    shell.accept("01", "joe@here.test");
    rig.around.store.breakDown(true);
    assertTrue(shell.refusal("qmq:drain 01 --to 99").contains("the disk has failed"));
    rig.around.store.breakDown(false);
    assertEquals(1, rig.queue("01").size());
    assertEquals(0, rig.queue("99").size());
    shell.say("qmq:drain 01 --to 99");
    assertEquals(1, rig.queue("99").size());
  }

  @Test
  void drainNeedsTwoInstancesThatAreUp() throws Exception {
    shell.say("qmq:create 01:one --state held");
    shell.accept("01", "joe@here.test");
    assertEquals("say where to: --to ID", shell.refusal("qmq:drain 01"));
    assertEquals("there is no queue 77", shell.refusal("qmq:drain 01 --to 77"));
    assertEquals("there is no queue 77", shell.refusal("qmq:drain 77 --to 01"));
    assertTrue(shell.refusal("qmq:drain 01 --to 01").contains("into itself"));
    assertTrue(shell.refusal("qmq:drain 01 --to 00 --state off").contains("is not held, up"));
    assertEquals("say which queue", shell.refusal("qmq:drain '' --to 00"));
    shell.say("qmq:create 02:two --state down");
    assertEquals("queue 02 is down and takes no mail", shell.refusal("qmq:drain 01 --to 02"));
    shell.say("qmq:release 01");
    assertTrue(shell.refusal("qmq:drain 01 --to 02").contains("is down"));
    assertTrue(settings("01").delivers(), "what is refused changes nothing");
  }

  @Test
  void drainGoesIntoAnotherStoreAndOnWhereItWasInterrupted() throws Exception {
    FakeStore fast = new FakeStore();
    rig.around.stores.add(fast, Rig.named("fast"));
    shell.say("qmq:create 01:one");
    shell.say("qmq:create 03:three --state held store=fast");
    shell.accept("01", "ann@far.test");
    shell.accept("01", "bob@far.test");
    assertTrue(rig.idle());
    fast.failAfter(3); // the second one comes there and is not released
    assertTrue(shell.refusal("qmq:drain 01 --to 03").contains("the disk has failed"));
    fast.failAfter(Integer.MAX_VALUE);
    assertEquals(1, rig.queue("03").held().size(), "nobody has released it");
    assertEquals(
        "0 messages moved from 01 to 03; queue 01 is held\n", shell.say("qmq:drain 01 --to 03"));
    assertEquals(2, fast.held("03").size());
    assertEquals(List.of(), rig.around.store.held("01"));
  }

  @Test
  void redirectIsASettingThatIsShownAndEnds() throws Exception {
    shell.say("qmq:create 01:one --domains one.test");
    shell.say("qmq:create 99:backup --state held");
    assertEquals("queue 01 is redirected to 99\n", shell.say("qmq:redirect 01 --to 99"));
    assertTrue(file("01").contains("redirect = 99\n"));
    assertTrue(shell.say("qmq:list").contains("one.test  (redirected to 99)"));
    assertTrue(shell.say("qmq:show 99").contains("redirected here  01\n"));
    shell.say("qmq:redirect 01 --off");
    assertFalse(file("01").contains("redirect"));
    assertTrue(shell.refusal("qmq:redirect 01").contains("say either --to ID or --off"));
    assertTrue(shell.refusal("qmq:redirect 01 --to 99 --off").contains("say either"));
    assertTrue(shell.refusal("qmq:redirect 01 --to 77").contains("there is no queue 77"));
    assertTrue(shell.refusal("qmq:redirect 01 --to 01").contains("the id of another queue"));
  }

  @Test
  void circleIsRefusedWhenItIsSavedAndNamed() throws Exception {
    shell.say("qmq:create 01:one redirect=03");
    shell.say("qmq:create 02:two redirect=1");
    String circle = ": mail would go round in a circle, 03 -> 02 -> 01 -> 03";
    assertEquals("redirect 02" + circle, shell.refusal("qmq:create 03:three redirect=02"));
    shell.say("qmq:create 03:three");
    assertEquals("redirect 02" + circle, shell.refusal("qmq:redirect 03 --to 02"));
    assertEquals("redirect 02" + circle, shell.refusal("qmq:set 03 redirect=02"));
    assertFalse(file("03").contains("redirect"));
    shell.say("qmq:set 01 bounce.queue=03");
    assertEquals(
        "bounce.queue 01: bounces would go round in a circle, 03 -> 01 -> 03",
        shell.refusal("qmq:set 03 bounce.queue=01"));
  }

  @Test
  void circleThatWasMadeByHandKeepsNobodyFromSteering() throws Exception {
    shell.say("qmq:create 01:one redirect=02");
    rig.configure("q~02", Map.of("id", "02", "redirect", "01"));
    rig.untilUp("02");
    shell.say("qmq:hold 01");
    assertTrue(shell.say("qmq:list").contains("[redirect 02: mail would go round in a circle"));
    shell.say("qmq:redirect 01 --off");
    assertFalse(shell.say("qmq:list").contains("circle"));
  }

  @Test
  void listAndShowSayWhereARedirectLeadsNowhere() throws Exception {
    shell.say("qmq:create 01:one redirect=77");
    assertTrue(shell.say("qmq:list").contains("[redirect 77: there is no such queue]"));
    assertTrue(shell.say("qmq:show 01").contains("redirect 77: there is no such queue"));
  }

  @Test
  void showSaysOfEachSettingWhereItComesFrom() throws Exception {
    rig.around.controls.with("concurrencyremote", "255\n");
    shell.say("qmq:create 01:one --domains one.test --lifetime 7200");
    shell.accept("01", "joe@here.test");
    List<String> lines = shell.say("qmq:show 01").lines().toList();
    assertEquals("queue            01:one", lines.getFirst());
    assertEquals("state            up", lines.get(1));
    assertTrue(lines.contains("lifetime                7200                configuration"));
    assertTrue(
        lines.contains("concurrency.remote      255                 control/concurrencyremote"));
    assertTrue(lines.contains("concurrency.local       10                  default"));
    assertTrue(lines.stream().anyMatch(line -> line.endsWith("etc/org.quoin.queue-01.cfg")));
    assertTrue(lines.stream().anyMatch(line -> line.endsWith("log/01/current")));
    assertTrue(lines.get(2).startsWith("counts           01:one  messages 1"), lines.get(2));
    assertTrue(lines.contains("limit.bounces           false               default"));
    assertTrue(lines.contains("schedule                                    default: qmail's"));
    assertEquals("there is no queue 07", shell.refusal("qmq:show 07"));
  }

  @Test
  void showLooksIntoTheInstancesOwnControlFolder() throws Exception {
    rig.around.controls.with("concurrencyremote", "255\n");
    rig.around.controls.folder("instances/01").with("concurrencyremote", "5\n");
    shell.say("qmq:create 01:one control=instances/01");
    List<String> lines = shell.say("qmq:show 01").lines().toList();
    assertTrue(
        lines.contains("concurrency.remote      5                   control/concurrencyremote"));
  }

  @Test
  void showIsAlsoADocument() throws Exception {
    shell.say("qmq:create 01:one --domains one.test --state held redirect=77");
    shell.accept("01", "joe@here.test");
    JsonNode shown = shell.json("qmq:show 01 --json");
    assertEquals("01", shown.get("id").textValue());
    assertEquals("held", shown.get("state").textValue());
    assertTrue(shown.get("up").booleanValue());
    assertEquals("redirect 77: there is no such queue", shown.at("/problems/0").textValue());
    assertEquals(1, shown.get("messages").intValue());
    assertEquals(20, shown.at("/remote/limit").intValue());
    assertTrue(Instant.parse(shown.get("oldest").textValue()).isBefore(Instant.now()));
    JsonNode alias = shown.at("/settings/0");
    assertEquals(
        "alias one configuration",
        alias.get("key").textValue()
            + " "
            + alias.get("value").textValue()
            + " "
            + alias.get("from").textValue());
  }
}
