package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Held;

/** Instances on several stores: none leaves its mail behind unseen. */
class SeveralStoresTest {
  @TempDir Path etc;
  private final FleetRig rig = new FleetRig();
  private final FakeStore ssd2 = new FakeStore();
  private final ThreadIOImpl io = new ThreadIOImpl();
  private final CommandProcessorImpl shell = new CommandProcessorImpl(io);

  @BeforeEach
  void start() {
    io.start();
    rig.around.stores.add(ssd2, Rig.named("ssd2"));
    var configurations = new Configurations(new FakeConfigAdmin(rig.fleet), etc);
    var qmq = new QmqCommands(rig.fleet, rig.around.stores, configurations);
    List.of("list", "create", "set", "remove").forEach(f -> shell.addCommand("qmq", qmq, f));
  }

  @AfterEach
  void close() {
    rig.close();
    shell.stop();
    io.stop();
  }

  private String say(String line) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (CommandSession session =
        shell.createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
      session.execute(line);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String refusal(String line) {
    return String.valueOf(assertThrows(Exception.class, () -> say(line)).getMessage());
  }

  private long accept(FakeStore store, String queue) throws IOException {
    return store.accept(
        queue, rig.around.time.instant(), "sue@far.test", Rig.BODY, "joe@here.test");
  }

  private List<String> warnings() {
    return rig.events.stream()
        .filter(MailEvent.Warning.class::isInstance)
        .map(event -> ((MailEvent.Warning) event).text())
        .toList();
  }

  @Test
  void anInstanceWorksOnTheStoreThatItNames() throws Exception {
    say("qmq:create 01:one --store ssd2 --state held");
    assertTrue(rig.queue("01").worksOn(ssd2));
    assertEquals("ssd2", rig.queue("01").storeName());
    accept(ssd2, "01");
    assertEquals(1, rig.queue("01").size());
  }

  @Test
  void anInstanceThatHoldsMailStaysInItsStoreAndItsFileToo() throws Exception {
    say("qmq:create 01:one --state held");
    accept(rig.around.store, "01");
    assertEquals(
        "queue 01 holds 1 message in store journal; its store can be ssd2 when it is empty",
        refusal("qmq:set 01 store=ssd2"));
    Path file = etc.resolve("org.quoin.queue-01.cfg");
    assertFalse(Files.readString(file).contains("ssd2"));
    assertEquals(1, rig.queue("01").size());
  }

  @Test
  void aFileThatWouldLeaveMailBehindIsRefusedAndTheOldSettingsStay() throws Exception {
    rig.configure("q~01", Map.of("id", "01", "state", "held"));
    rig.untilUp("01");
    accept(rig.around.store, "01");
    rig.configure("q~01", Map.of("id", "01", "state", "held", "store", "ssd2"));
    rig.untilProblem("q~01", "queue 01 holds 1 message in store journal");
    rig.untilUp("01");
    assertTrue(rig.queue("01").worksOn(rig.around.store));
    assertEquals(1, rig.queue("01").size());
    assertEquals(1, warnings().size());
  }

  @Test
  void anEmptyInstanceChangesItsStore() throws Exception {
    say("qmq:create 01:one");
    say("qmq:set 01 store=ssd2");
    rig.until(
        f -> f.find("01").flatMap(Fleet.View::queue).filter(q -> q.worksOn(ssd2)).isPresent());
    assertEquals(List.of("01"), rig.published);
  }

  @Test
  void mailInAStoreThatItsQueueDoesNotUseIsToldOnceAndListed() throws Exception {
    accept(rig.around.store, "01");
    accept(rig.around.store, "05");
    rig.configure("q~01", Map.of("id", "01", "store", "ssd2"));
    rig.untilUp("01");
    rig.fleet.look();
    rig.settle();
    assertEquals(
        List.of(
            "queue 01 has mail in store journal, but the queue works on store ssd2; see qmq:list"),
        warnings());
    List<String> lines = say("qmq:list").lines().toList();
    assertEquals(
        List.of(
            "01    -                none           1  in store journal, but the queue works on"
                + " store ssd2",
            "05    -                none           1  no configuration; in store journal"),
        lines.subList(2, lines.size()));
  }

  @Test
  void removalMovesTheMailOfAllStoresIntoTheOneOfTheOtherInstance() throws Exception {
    say("qmq:create 01:one --state held");
    say("qmq:create 99:backup --state held --store ssd2");
    accept(rig.around.store, "01");
    accept(ssd2, "01");
    assertEquals("queue 01 is removed, 2 messages moved to 99\n", say("qmq:remove 01 --to 99"));
    assertEquals(0, rig.around.store.held("01").size());
    assertEquals(0, ssd2.held("01").size());
    assertEquals(2, ssd2.held("99").size());
    assertEquals(2, rig.queue("99").size());
    assertTrue(ssd2.held("99").stream().noneMatch(this::isHeld));
  }

  private boolean isHeld(Accepted moved) {
    return rig.queue("99").message(moved.message()).orElseThrow().isHeld();
  }

  @Test
  void removalThatIsInterruptedBetweenTheStoresIsRepeatedAndDoublesNothing() throws Exception {
    say("qmq:create 01:one --state held");
    say("qmq:create 99:backup --store ssd2");
    long number = accept(rig.around.store, "01");
    rig.around.store.failAfter(1);
    assertTrue(refusal("qmq:remove 01 --to 99").contains("the disk has failed"));
    rig.around.store.failAfter(Integer.MAX_VALUE);
    assertTrue(rig.around.store.log().contains(new Held("01", number, true)));
    rig.untilUp("01");
    assertEquals("queue 01 is removed, 1 message moved to 99\n", say("qmq:remove 01 --to 99"));
    assertEquals(1, ssd2.held("99").size());
    assertEquals(0, rig.around.store.held("01").size());
    assertTrue(isHeld(ssd2.held("99").getFirst()), "until somebody releases it");
  }

  @Test
  void storesComeAndGoEachForItsOwnInstances() throws Exception {
    rig.configure("q~01", Map.of("id", "01"));
    rig.configure("q~02", Map.of("id", "02", "store", "ssd2"));
    rig.untilUp("01");
    rig.untilUp("02");
    rig.around.stores.remove(ssd2, Duration.ZERO);
    rig.fleet.leave(ssd2);
    rig.until(f -> f.find("02").flatMap(Fleet.View::queue).isEmpty());
    assertEquals(List.of("01"), rig.published);
    rig.around.stores.add(ssd2, Rig.named("ssd2"));
    rig.fleet.look();
    rig.untilUp("02");
  }
}
