package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.event.MailEvent;

class FleetTest {
  private final FleetRig rig = new FleetRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void configurationBringsAnInstanceUpAndItsDeletionRemovesIt() {
    rig.configure("q~01", Map.of("id", "01"));
    rig.untilUp("01");
    assertEquals(List.of("01"), rig.published);
    rig.fleet.delete("q~01");
    rig.until(f -> f.views().isEmpty());
    assertEquals(List.of(), rig.published);
  }

  @Test
  void whatIsWaitedForNeedsToBeTrueOnlyOnce() {
    AtomicInteger asked = new AtomicInteger();
    assertTrue(rig.fleet.await(f -> asked.incrementAndGet() == 1, FleetRig.LIMIT));
  }

  @Test
  void changeOfSettingsKeepsTheInstanceAtWork() {
    rig.configure("q~01", Map.of("id", "01"));
    rig.untilUp("01");
    DurableQueue before = rig.queue("01");
    rig.configure("q~01", Map.of("id", "01", "state", "held"));
    rig.until(
        f -> f.find("01").flatMap(Fleet.View::settings).filter(s -> !s.delivers()).isPresent());
    assertSame(before, rig.queue("01"));
  }

  @Test
  void othersLearnOfGoodSettingsAndNeverOfBadOnes() {
    rig.configure("q~01", Map.of("id", "01"));
    rig.untilUp("01");
    rig.configure("q~01", Map.of("id", "01", "limit.rate", "600", "filters", "clamav"));
    rig.configure("q~01", Map.of("id", "01", "limit.rate", "many"));
    rig.configure("q~01", Map.of("id", "01", "limit.rate", "600", "filters", "clamav"));
    rig.settle();
    assertEquals(1, rig.renewed.size());
    assertEquals("600", rig.renewed.getFirst().values().get("limit.rate"));
    assertEquals("clamav", rig.renewed.getFirst().values().get("filters"));
  }

  /** Whatever is done to an instance asks for the time: the thousandth costs what the first did. */
  @Test
  void anInstanceMoreIsNoWorkForThoseThatAreThere() {
    rig.configure("q~1", Map.of("id", "1"));
    rig.settle();
    long few = steps(2);
    for (int i = 3; i < 300; i++) {
      rig.configure("q~" + i, Map.of("id", "" + i));
    }
    rig.settle();
    assertEquals(300 - 1, rig.published.size());
    assertEquals(few, steps(300), "to make one");
    long before = rig.asked.get();
    rig.configure("q~7", Map.of("id", "7", "lifetime", "86400"));
    rig.fleet.delete("q~8");
    rig.settle();
    assertTrue(rig.asked.get() - before <= 3 * few, "to change one and remove one");
  }

  private long steps(int id) {
    long before = rig.asked.get();
    rig.configure("q~" + id, Map.of("id", "" + id));
    rig.until(f -> f.find("" + id).flatMap(Fleet.View::queue).isPresent());
    rig.settle();
    return rig.asked.get() - before;
  }

  @Test
  void badChangeLeavesTheOldSettingsInForceAndIsReported() {
    rig.configure("q~01", Map.of("id", "01", "lifetime", "86400"));
    rig.untilUp("01");
    rig.configure("q~01", Map.of("id", "01", "lifetime", "soon"));
    rig.untilProblem("q~01", "\"lifetime\" is \"soon\"");
    Settings settings = rig.fleet.find("01").orElseThrow().settings().orElseThrow();
    assertEquals(86_400, settings.bounds().lifetimeSeconds().orElse(0));
    assertEquals(1, warnings());
  }

  @Test
  void badFirstConfigurationIsRefusedAndReported() {
    rig.configure("q~x", Map.of("id", "x"));
    rig.untilProblem("q~x", "\"id\" is \"x\"");
    assertEquals(1, warnings());
    assertEquals(List.of(), rig.published);
  }

  @Test
  void secondConfigurationOfOneIdIsRefusedUntilTheFirstIsGone() {
    rig.configure("q~01", Map.of("id", "01"));
    rig.untilUp("01");
    rig.configure("q~one", Map.of("id", "1"));
    rig.untilProblem("q~one", "id 1 belongs to configuration q~01");
    assertEquals(1, warnings());
    rig.fleet.delete("q~01");
    rig.untilUp("1");
  }

  @Test
  void missingStoreIsWaitedFor() {
    rig.configure("q~01", Map.of("id", "01", "store", "fast"));
    rig.untilProblem("q~01", "store not installed: fast");
    rig.around.stores.add(new FakeStore(), Rig.named("fast"));
    rig.fleet.look();
    rig.untilUp("01");
  }

  @Test
  void storeThatGoesIsLeftBeforeTheCallReturnsAndComesBackWithTheMail() throws IOException {
    rig.configure("q~01", Map.of("id", "01", "state", "held"));
    rig.untilUp("01");
    rig.around.accept("01", "sue@far.test", new String[] {"joe@here.test"});
    rig.around.stores.remove(rig.around.store, Duration.ZERO);
    rig.fleet.leave(rig.around.store);
    assertEquals(List.of(), rig.published);
    rig.around.stores.add(rig.around.store, Rig.named("journal"));
    rig.fleet.look();
    rig.untilUp("01");
    assertEquals(1, rig.queue("01").size());
  }

  @Test
  void storeThatCannotBeReadIsReported() {
    rig.around.store.breakDown(true);
    rig.configure("q~01", Map.of("id", "01"));
    rig.untilProblem("q~01", "the disk has failed");
    rig.around.store.breakDown(false);
    rig.fleet.look();
    rig.untilUp("01");
  }

  @Test
  void oneLookIsPlannedHoweverManyCannotBeOpened() {
    rig.around.store.breakDown(true);
    for (int i = 10; i < 20; i++) {
      rig.configure("q~" + i, Map.of("id", "" + i));
    }
    rig.settle();
    assertEquals(1, rig.timer.planned());
    rig.lookAgain();
    assertEquals(2, rig.timer.planned());
    rig.lookAgain();
    assertEquals(3, rig.timer.planned());
    rig.around.store.breakDown(false);
    rig.lookAgain();
    assertEquals(10, rig.published.size());
  }

  @Test
  void storeThatComesAMomentLaterIsNotWarnedOfButOneThatDoesNot() {
    rig.configure("q~01", Map.of("id", "01", "store", "fast"));
    rig.settle();
    rig.lookAgain();
    assertEquals(0, warnings());
    rig.lookAgain();
    rig.lookAgain();
    rig.fleet.look();
    rig.settle();
    assertEquals(1, warnings());
  }

  @Test
  void instanceThatTheOperatorRemovesIsNoWarning() {
    rig.configure("q~01", Map.of("id", "01"));
    rig.untilUp("01");
    rig.fleet.delete("q~01");
    rig.settle();
    assertEquals(0, warnings());
  }

  @Test
  void fleetThatIsClosedDuringAReplayOpensNothingMoreAndLeavesTheStore() throws Exception {
    CountDownLatch replaying = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    List<String> begun = new CopyOnWriteArrayList<>();
    rig.around.store.replaying(
        () -> {
          begun.add("replay");
          replaying.countDown();
          awaitOrFail(mayEnd);
        });
    rig.configure("q~01", Map.of("id", "01"));
    rig.configure("q~02", Map.of("id", "02"));
    assertTrue(replaying.await(30, TimeUnit.SECONDS));
    Thread closer = Thread.ofVirtual().start(() -> close(ended));
    closer.interrupt(); // so that it waits no longer
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    mayEnd.countDown();
    assertTrue(rig.idle(), "the steps are done");
    assertEquals(1, begun.size());
    assertEquals(Set.of(), rig.around.store.attached());
    assertEquals(List.of(), rig.published);
  }

  private void close(CountDownLatch ended) {
    rig.fleet.close();
    ended.countDown();
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void instanceThatCannotBePublishedLeavesTheStore() {
    rig.refuse = true;
    rig.configure("q~01", Map.of("id", "01"));
    rig.untilProblem("q~01", "the bundle is stopped");
    assertEquals(Set.of(), rig.around.store.attached());
    rig.refuse = false;
    rig.lookAgain();
    rig.untilUp("01");
  }

  @Test
  void changedIdMakesAnotherInstance() {
    rig.configure("q~01", Map.of("id", "01"));
    rig.untilUp("01");
    rig.configure("q~01", Map.of("id", "02"));
    rig.untilUp("02");
    assertEquals(List.of("02"), rig.published);
  }

  @Test
  void lifetimeUnderAnHourIsWarnedOf() {
    rig.configure("q~01", Map.of("id", "01", "lifetime", "1440"));
    rig.untilUp("01");
    assertTrue(rig.events.stream().anyMatch(e -> e.toString().contains("less than an hour")));
  }

  private long warnings() {
    return rig.events.stream().filter(MailEvent.Warning.class::isInstance).count();
  }
}
