package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.queue.Recipient.Place;

class LaneTest {
  private final LaneRig rig = new LaneRig(20, 18);

  @Test
  void aDestinationIsTriedWithOneAttemptUntilItAnswers() {
    rig.ready("new.test", 30);
    List<Recipient> first = rig.start();
    assertEquals(1, first.size());
    rig.end(first.getFirst(), LaneRig.ANSWER);
    assertEquals(18, rig.start().size());
  }

  @Test
  void anAttemptThatNeverEndsIsNotWaitedForForEver() {
    rig.ready("lost.test", 30);
    assertEquals(1, rig.start().size());
    rig.passSeconds(Window.LOST.toSeconds() - 1);
    rig.ready("lost.test");
    assertEquals(0, rig.start().size());
    rig.passSeconds(2);
    rig.ready("lost.test");
    assertEquals(1, rig.start().size());
  }

  @Test
  void onThisMachineNobodyWaitsForAnotherMailboxThatHangs() {
    Lane local = Lane.trusting();
    for (int i = 0; i < 30; i++) {
      local.add(rig.recipient("here.test"), rig.now);
    }
    int started = 0;
    while (local.start(new Lane.Room(10, 10, 604_800), rig.now).isPresent()) {
      started++;
    }
    assertEquals(10, started);
    rig.passSeconds(3600);
    assertEquals(Evidence.Trust.PROVEN, local.trust("here.test", rig.now));
  }

  @Test
  void whoWaitsForRoomRemembersItsWayTogetherWithOthers() {
    Recipient one = rig.ready("far.test");
    Recipient other = rig.ready("far.test");
    rig.lane.settle(one);
    rig.lane.settle(other);
    assertSame(one.routed(), other.routed());
    rig.lane.remove(other, rig.now);
    other.place(Place.RUNNING);
    assertEquals(List.of(one), rig.start());
  }

  @Test
  void whatEndsByTroubleOfOursProvesNothing() {
    rig.ready("new.test", 30);
    for (Cause cause : List.of(Cause.LOCAL_TROUBLE, Cause.MISSING_PLUGIN)) {
      rig.end(rig.start().getFirst(), new Outcome.Later(cause, "ours\n"));
      assertEquals(Evidence.Trust.UNKNOWN, rig.lane.trust("new.test", rig.now));
    }
    assertEquals(1, rig.start().size());
  }

  @Test
  void destinationsTakeTurnsHoweverManyAreReadyForThem() {
    rig.prove("big.test");
    rig.prove("small.test");
    rig.room = new Lane.Room(4, 4, 604_800);
    rig.ready("big.test", 1000);
    rig.ready("small.test", 2);
    assertEquals(
        List.of("big.test", "small.test", "big.test", "small.test"),
        LaneRig.destinations(rig.start()));
  }

  @Test
  void newMailIsNotStoppedByManyDestinationsThatWereDeferred() {
    rig.room = new Lane.Room(1, 1, 604_800);
    for (int i = 0; i < 100; i++) {
      rig.prove("old" + i + ".test");
    }
    rig.prove("good.test");
    for (int i = 0; i < 100; i++) {
      rig.readyAgain("old" + i + ".test");
    }
    Recipient fresh = rig.ready("good.test");
    List<Recipient> first = List.of(rig.next().orElseThrow());
    rig.end(first.getFirst(), LaneRig.ANSWER);
    Recipient second = rig.next().orElseThrow();
    assertTrue(first.contains(fresh) || second.equals(fresh));
  }

  @Test
  void whoIsDueFirstGoesFirstWithinADestination() {
    rig.room = new Lane.Room(1, 1, 604_800);
    Recipient late = rig.recipient("a.test");
    late.due(rig.now.minusSeconds(1), true);
    Recipient early = rig.recipient("a.test");
    early.due(rig.now.minusSeconds(9), true);
    rig.lane.add(late, rig.now);
    rig.lane.add(early, rig.now);
    assertEquals(Optional.of(early), rig.next());
    rig.end(early, LaneRig.ANSWER);
    assertEquals(Optional.of(late), rig.next());
  }

  @Test
  void limitsThatChangeCountFromTheNextStartOn() {
    rig.prove("a.test");
    rig.ready("a.test", 100);
    assertEquals(18, rig.start().size());
    rig.room = new Lane.Room(100, 0, 604_800);
    assertEquals(0, rig.start().size());
    rig.room = new Lane.Room(100, 60, 604_800);
    assertEquals(42, rig.start().size());
    rig.room = new Lane.Room(0, 0, 604_800);
    assertEquals(0, rig.start().size());
  }

  @Test
  void whoIsTakenAwayIsNotStarted() {
    rig.prove("a.test");
    Recipient one = rig.ready("a.test");
    Recipient two = rig.ready("a.test");
    rig.lane.remove(one, rig.now);
    one.place(Place.HELD);
    rig.lane.remove(one, rig.now);
    assertEquals(List.of(two), rig.start());
    rig.end(two, LaneRig.ANSWER);
    assertEquals(Optional.empty(), rig.lane.nextTime(rig.now), "nobody waits");
  }

  @Test
  void deadNamesGetNoMoreThanATenthOfTheChannel() {
    rig.prove("good.test");
    rig.passSeconds(11);
    for (int i = 0; i < 1000; i++) {
      rig.ready("dead" + i + ".test");
    }
    assertEquals(2, rig.start().size());
    rig.ready("good.test", 100);
    List<Recipient> good = rig.start();
    assertEquals(18, good.size(), "all that is left");
    assertEquals(Set.of("good.test"), new HashSet<>(LaneRig.destinations(good)));
  }

  @Test
  void theScoutsRoomIsForWhoHasJustComeUp() {
    for (int i = 0; i < 1000; i++) {
      rig.ready("dead" + i + ".test");
    }
    List<Recipient> dead = rig.start();
    rig.passSeconds(61);
    dead.forEach(attempt -> rig.end(attempt, LaneRig.TIMEOUT));
    List<Recipient> next = rig.start();
    assertEquals(1, next.size());
    for (int i = 0; i < 10; i++) {
      Recipient good = rig.ready("good" + i + ".test");
      assertEquals(List.of(good), rig.start(), "at once");
      rig.end(good, LaneRig.ANSWER);
      assertEquals(Evidence.Trust.PROVEN, rig.lane.trust("good" + i + ".test", rig.now));
      rig.passSeconds(6);
    }
  }

  @Test
  void aProvenDestinationThatHangsLosesItsStandingWhileItHangs() {
    rig.prove("a.test");
    rig.ready("a.test", 5);
    assertEquals(5, rig.start().size());
    rig.passSeconds(4);
    rig.ready("a.test", 1);
    assertEquals(1, rig.start().size(), "that may be nothing");
    rig.passSeconds(1);
    rig.ready("a.test", 100);
    assertEquals(1, rig.start().size(), "only to see whether it still hangs");
    rig.passSeconds(600);
    assertEquals(0, rig.start().size());
  }

  @Test
  void oneAnswerRestoresADestination() {
    rig.prove("a.test");
    rig.ready("a.test", 100);
    List<Recipient> attempts = rig.start();
    rig.passSeconds(30);
    rig.end(attempts.removeFirst(), LaneRig.TIMEOUT);
    rig.end(attempts.removeFirst(), LaneRig.TIMEOUT);
    assertEquals(1, rig.start().size());
    rig.end(attempts.removeFirst(), LaneRig.ANSWER);
    assertEquals(2, rig.start().size());
  }

  @Test
  void oneThatAlwaysTakesLongToAnswerKeepsItsStanding() {
    rig.ready("slow.test", 100);
    Recipient probe = rig.start().getFirst();
    rig.passSeconds(20);
    rig.end(probe, LaneRig.ANSWER);
    assertEquals(18, rig.start().size());
    rig.passSeconds(21);
    assertEquals(Evidence.Trust.PROVEN, rig.lane.trust("slow.test", rig.now));
    rig.passSeconds(20);
    assertEquals(Evidence.Trust.SUSPECTED, rig.lane.trust("slow.test", rig.now));
  }

  @Test
  void theSecondTimeoutPutsADestinationToSleepWithAllThatWaitForIt() {
    Instant until = asleep("hole.test", 1000);
    assertEquals(List.of(), rig.start());
    assertEquals(Optional.of(until), rig.lane.nextTime(rig.now), "until then nothing is done");
    rig.now = until.minusSeconds(1);
    assertEquals(List.of(), rig.start());
    rig.now = until;
    List<Recipient> probe = rig.start();
    assertEquals(1, probe.size(), "one probe first");
    rig.end(probe.getFirst(), LaneRig.ANSWER);
    assertEquals(18, rig.start().size(), "then the others");
    assertEquals(List.of(), rig.timeouts.entries());
  }

  @Test
  void aProbeThatTimesOutPutsItToSleepAgain() {
    rig.now = asleep("hole.test", 1000);
    Recipient probe = rig.start().getFirst();
    rig.passSeconds(60);
    rig.end(probe, LaneRig.TIMEOUT);
    assertEquals(List.of(), rig.start());
    assertEquals(3, rig.timeouts.entries().getFirst().count());
  }

  @Test
  void whoComesWhileItsDestinationSleepsSleepsToo() {
    Instant until = asleep("hole.test", 0);
    Recipient late = rig.ready("hole.test");
    assertEquals(List.of(), rig.start());
    assertEquals(Optional.of(until), rig.lane.nextTime(rig.now));
    rig.lane.remove(late, rig.now);
    assertEquals(Optional.empty(), rig.lane.nextTime(rig.now));
  }

  @Test
  void forgottenTimeoutsWakeADestination() {
    asleep("hole.test", 10);
    rig.timeouts.clear();
    rig.lane.timeoutsChanged(rig.now);
    assertEquals(1, rig.start().size());
  }

  @Test
  void whoCannotWaitForADestinationThatSleepsHasAnAttemptThatIsSkipped() {
    Recipient old = rig.recipient("hole.test", rig.now.minusSeconds(604_900));
    rig.deferred(old);
    Instant until = asleep("hole.test", 10);
    rig.lane.add(old, rig.now);
    List<Recipient> started = rig.start();
    assertEquals(List.of(old), started);
    Outcome.Later skip = (Outcome.Later) rig.lane.skip(old, rig.now).orElseThrow();
    assertEquals(
        "Not tried: destination hole.test timed out 2 times, tried again at " + until + "\n",
        skip.text());
    rig.passSeconds(200);
    rig.end(old, skip);
    assertEquals(2, rig.timeouts.entries().getFirst().count(), "nobody was asked");
    assertEquals(List.of(), rig.start());
  }

  @Test
  void thoseWhoseTimeIsOverWhenItFallsAsleepDoNotWaitForIt() {
    Recipient old = rig.recipient("hole.test", rig.now.minusSeconds(604_900));
    old.due(rig.now.plusSeconds(1), true);
    rig.lane.add(old, rig.now);
    asleep("hole.test", 10);
    assertEquals(List.of(old), rig.start());
    assertTrue(rig.lane.skip(old, rig.now).isPresent());
    rig.lane.end(old, rig.now);
    assertFalse(rig.lane.skip(old, rig.now).isPresent());
  }

  @Test
  void manyWhoseAttemptsAreSkippedDelayNobody() {
    rig.prove("good.test");
    asleep("hole.test", 0);
    for (int i = 0; i < 1000; i++) {
      Recipient old = rig.recipient("hole.test", rig.now.minusSeconds(604_900));
      rig.lane.add(old, rig.now);
    }
    rig.ready("good.test", 5);
    List<Recipient> started = rig.start();
    assertEquals(20, started.size(), "as many at a time as attempts");
    assertEquals(5, Collections.frequency(LaneRig.destinations(started), "good.test"));
  }

  @Test
  void anAttemptThatIsNotMadeAfterAllFreesItsRoom() {
    rig.ready("a.test", 3);
    Recipient one = rig.start().getFirst();
    rig.lane.end(one, rig.now);
    rig.lane.end(one, rig.now);
    rig.end(one, LaneRig.ANSWER);
    assertEquals(0, rig.lane.running());
    assertEquals(1, rig.start().size());
  }

  @Test
  void aClockThatIsSetBackLeavesNobodyAsleepForLong() {
    asleep("hole.test", 10);
    rig.passSeconds(-86_400);
    assertEquals(1, rig.start().size());
  }

  @Test
  void nothingIsKeptForADestinationThatNobodyIsReadyFor() {
    for (int i = 0; i < 1000; i++) {
      Recipient recipient = rig.ready("a" + i + ".test");
      if (i % 2 == 0) {
        rig.lane.remove(recipient, rig.now);
      }
      rig.start().forEach(started -> rig.end(started, LaneRig.ANSWER));
    }
    assertEquals(0, rig.lane.destinations());
  }

  /** When it wakes again. */
  private Instant asleep(String destination, int ready) {
    rig.ready(destination, ready + 2);
    for (int i = 0; i < 2; i++) {
      List<Recipient> probe = rig.start();
      assertEquals(1, probe.size());
      rig.passSeconds(120);
      rig.end(probe.getFirst(), LaneRig.TIMEOUT);
    }
    return Collections.max(rig.timeouts.entries().stream().map(Timeouts.Entry::until).toList());
  }
}
