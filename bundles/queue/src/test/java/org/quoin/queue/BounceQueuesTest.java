package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.delivery.Outcome;

/** By which instance bounces leave (X4), and what happens while they cannot. */
class BounceQueuesTest {
  private static Settings settings(String id, String... more) {
    Map<String, String> map = new HashMap<>(Map.of("id", id));
    for (int i = 0; i < more.length; i += 2) {
      map.put(more[i], more[i + 1]);
    }
    return Settings.of(map);
  }

  private static Fleet.View up(Settings settings) throws IOException {
    DurableQueue queue = new Rig().open().queue();
    return new Fleet.View("q~" + settings.id(), Optional.of(settings), Optional.of(queue), "");
  }

  private static Fleet.View away(Settings settings) {
    return new Fleet.View("q~x", Optional.of(settings), Optional.empty(), "paused");
  }

  private static String reason(BounceQueues queues, Settings own) {
    return queues.of(own) instanceof BounceQueues.Target.Nowhere(String reason) ? reason : "";
  }

  private static BounceQueues.Target only(String id) {
    return new BounceQueues.Target.Only(id);
  }

  @Test
  void bouncesGoByTheirRecipientIfNothingIsSaid() {
    BounceQueues queues = new BounceQueues(List::of);
    assertEquals(new BounceQueues.Target.ByRecipient(), queues.of(settings("01")));
  }

  @Test
  void namedInstanceGetsThemWhateverItsZeros() throws IOException {
    Fleet.View bounces = up(settings("90"));
    BounceQueues queues = new BounceQueues(() -> List.of(bounces));
    assertEquals(only("90"), queues.of(settings("01", "bounce.queue", "090")));
  }

  @Test
  void bounceInstanceKeepsItsOwn() throws IOException {
    Settings own = settings("090");
    Fleet.View bounces = up(own);
    Fleet.View tenant = away(settings("01", "bounce.queue", "90"));
    assertEquals(only("090"), new BounceQueues(() -> List.of(tenant, bounces)).of(own));
    Settings itself = settings("90", "bounce.queue", "90");
    assertEquals(only("90"), new BounceQueues(List::of).of(itself));
  }

  @Test
  void whatIsWrongIsSaid() {
    Settings own = settings("01", "bounce.queue", "90");
    assertEquals(
        "bounce.queue 90: there is no such queue", reason(new BounceQueues(List::of), own));
    Fleet.View down = away(settings("90", "state", "down"));
    assertEquals(
        "bounce.queue 90: that queue is down", reason(new BounceQueues(() -> List.of(down)), own));
    Fleet.View away = away(settings("90"));
    assertEquals(
        "bounce.queue 90: that queue is not up: paused",
        reason(new BounceQueues(() -> List.of(away)), own));
  }

  @Test
  void circleIsFoundHoweverLong() throws IOException {
    Settings own = settings("01", "bounce.queue", "2");
    Fleet.View second = up(settings("02", "bounce.queue", "03"));
    List<Fleet.View> views = List.of(second, away(settings("03", "bounce.queue", "001")), up(own));
    assertEquals(
        "bounce.queue 2: bounces would go round in a circle, 01 -> 02 -> 03 -> 01",
        reason(new BounceQueues(() -> views), own));
  }

  @Test
  void chainThatEndsIsNoCircle() throws IOException {
    Settings own = settings("01", "bounce.queue", "02");
    List<Fleet.View> views =
        List.of(
            up(settings("02", "bounce.queue", "03")), away(settings("03", "bounce.queue", "03")));
    assertEquals(only("02"), new BounceQueues(() -> views).of(own));
  }

  @Test
  void sessionOfTheBounceNamesTheInstance() throws IOException {
    Rig tenant = new Rig();
    tenant.others = List.of(up(settings("90")));
    tenant.settings.put("bounce.queue", "90");
    tenant.local(d -> new Outcome.Failed("no\n"));
    tenant.open();
    tenant.send("sue@far.test", "joe@here.test");
    assertEquals(Optional.of("90"), tenant.intake.got().getFirst().session().queue());
  }

  @Test
  void bounceWaitsWithItsReasonUntilTheInstanceIsThere() throws IOException {
    Rig tenant = new Rig();
    tenant.settings.put("bounce.queue", "90");
    tenant.local(d -> new Outcome.Failed("no\n"));
    tenant.open();
    long number = tenant.send("sue@far.test", "joe@here.test");
    String reason = tenant.line().reason();
    assertTrue(reason.contains("not handed in yet: bounce.queue 90: there is no"), reason);
    tenant.time.passSeconds(3600);
    assertTrue(tenant.store.holds("00", number));
    assertEquals(List.of(), tenant.intake.got());
    tenant.others = List.of(up(settings("90")));
    tenant.time.passSeconds(600);
    assertFalse(tenant.store.holds("00", number));
    assertEquals(1, tenant.intake.got().size());
  }

  @Test
  void newSettingsAreTriedAtOnce() throws IOException {
    Rig tenant = new Rig();
    tenant.settings.put("bounce.queue", "90");
    tenant.local(d -> new Outcome.Failed("no\n"));
    tenant.open();
    tenant.send("sue@far.test", "joe@here.test");
    tenant.time.passSeconds(3600);
    tenant.set("bounce.queue", "00");
    assertEquals(Optional.of("00"), tenant.intake.got().getFirst().session().queue());
  }

  @Test
  void listOfInstancesSaysWhatIsWrong() throws IOException {
    Fleet.View tenant = up(settings("01", "bounce.queue", "90"));
    String row = Listing.instances(List.of(tenant), List.of()).getLast();
    assertTrue(row.endsWith("  [bounce.queue 90: there is no such queue]"), row);
  }
}
