package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.quoin.api.delivery.Outcome;
import org.quoin.queue.Recipient.Place;

/** A lane beside the plainest account of who must be where, under random use. */
class LanePropertyTest {
  private static final int STEPS = 400;
  private static final int NAMES = 6;

  private final LaneRig rig = new LaneRig(5, 3);
  private final Set<Recipient> ready = new HashSet<>();
  private final List<Recipient> running = new ArrayList<>();
  private int added;
  private int started;
  private int taken;

  @Property(tries = 300)
  void nobodyIsLostOrStartedTwiceAndNoLimitIsPassed(
      @ForAll @IntRange(max = 12) int channel,
      @ForAll @IntRange(min = 1, max = 12) int destination,
      @ForAll long seed) {
    Random random = new Random(seed);
    rig.room = new Lane.Room(channel, destination, 3600);
    for (int i = 0; i < STEPS; i++) {
      step(random);
      check();
    }
    drain();
    assertEquals(added, started + taken);
    assertEquals(0, rig.lane.destinations());
    assertEquals(0, rig.lane.running());
  }

  private void step(Random random) {
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> add(random);
      case 3, 4 -> rig.next().ifPresent(this::started);
      case 5, 6 -> end(random);
      case 7 -> take(random);
      default -> pass(random);
    }
  }

  private void add(Random random) {
    Recipient recipient =
        rig.recipient(
            "name" + random.nextInt(NAMES) + ".test", rig.now.minusSeconds(random.nextInt(7200)));
    if (random.nextBoolean()) {
      rig.deferred(recipient);
    }
    rig.lane.add(recipient, rig.now);
    ready.add(recipient);
    added++;
  }

  private void started(Recipient recipient) {
    assertTrue(ready.remove(recipient), "it was ready, and not started before");
    assertEquals(Place.RUNNING, recipient.place());
    running.add(recipient);
    started++;
  }

  private void end(Random random) {
    if (!running.isEmpty()) {
      Recipient recipient = running.remove(random.nextInt(running.size()));
      Outcome outcome = random.nextInt(3) == 0 ? LaneRig.TIMEOUT : LaneRig.ANSWER;
      rig.end(recipient, rig.lane.skip(recipient, rig.now).orElse(outcome));
    }
  }

  private void take(Random random) {
    if (!ready.isEmpty()) {
      Recipient recipient = List.copyOf(ready).get(random.nextInt(ready.size()));
      rig.lane.remove(recipient, rig.now);
      recipient.place(Place.HELD);
      ready.remove(recipient);
      taken++;
    }
  }

  private void pass(Random random) {
    rig.passSeconds(random.nextInt(200));
    if (random.nextInt(10) == 0) {
      rig.room =
          new Lane.Room(random.nextInt(12), 1 + random.nextInt(12), random.nextInt(2) * 3600L);
    }
    if (random.nextInt(20) == 0) {
      rig.timeouts.clear();
      rig.lane.timeoutsChanged(rig.now);
    }
  }

  private void check() {
    assertEquals(running.size(), rig.lane.running());
    boolean awake =
        ready.stream().anyMatch(r -> rig.lane.backOff(LaneRig.destination(r), rig.now).isEmpty());
    assertTrue(!awake || rig.lane.nextTime(rig.now).isPresent(), "whoever waits is looked at");
    int before = running.size();
    rig.next().ifPresent(this::started);
    if (running.size() > before) {
      assertTrue(running.size() <= rig.room.channel(), "the channel's limit");
      Recipient last = running.getLast();
      if (rig.lane.skip(last, rig.now).isEmpty()) {
        assertTrue(runningTo(last) <= rig.room.destination(), "the destination's limit");
      }
    }
  }

  private long runningTo(Recipient other) {
    String destination = LaneRig.destination(other);
    return running.stream().filter(r -> LaneRig.destination(r).equals(destination)).count();
  }

  /** Nobody starves: once every attempt is answered, all are started in time. */
  private void drain() {
    rig.room = new Lane.Room(2, 2, 3600);
    for (int i = 0; !ready.isEmpty() || !running.isEmpty(); i++) {
      assertTrue(i < 10_000, "nobody waits for ever: " + ready.size());
      for (Recipient recipient : rig.start()) {
        started(recipient);
      }
      running.forEach(r -> rig.end(r, rig.lane.skip(r, rig.now).orElse(LaneRig.ANSWER)));
      running.clear();
      rig.passSeconds(60);
    }
  }
}
