package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many attempts are made to destinations that are not proven. */
class WindowsTest {
  private final LaneRig rig = new LaneRig(100, 20);
  private int names;

  private void newNames(int many) {
    for (int i = 0; i < many; i++) {
      rig.ready("name" + names++ + ".test");
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,2", "10,2", "20,2", "40,4", "100,10", "10000,1000"})
  void aTenthMayHangButTwoIfTheChannelIsNotTiny(int channel, int least) {
    assertEquals(least, Windows.least(channel));
    rig.room = new Lane.Room(channel, channel, 604_800);
    newNames(2 * least + 5);
    assertEquals(least, rig.start().size());
  }

  @Test
  void quickAnswersOpenItByAtMostATenthWhileAHangWouldNotBeNoticed() {
    newNames(5000);
    List<Recipient> first = rig.start();
    assertEquals(10, first.size());
    first.forEach(attempt -> rig.end(attempt, LaneRig.ANSWER));
    List<Recipient> second = rig.start();
    assertEquals(20, second.size());
    second.forEach(attempt -> rig.end(attempt, LaneRig.ANSWER));
    List<Recipient> third = rig.start();
    assertEquals(20, third.size());
    rig.passSeconds(1);
    third.forEach(attempt -> rig.end(attempt, LaneRig.ANSWER));
    rig.passSeconds(4);
    List<Recipient> fourth = rig.start();
    fourth.forEach(attempt -> rig.end(attempt, LaneRig.ANSWER));
    assertEquals(30, rig.start().size());
  }

  @Test
  void theLastTenthIsNeverUsed() {
    openWide();
    newNames(1000);
    assertEquals(90, rig.start().size());
  }

  @Test
  void anAttemptThatHangsOrTimesOutClosesItsWindow() {
    openWide();
    newNames(1000);
    List<Recipient> attempts = rig.start();
    rig.end(attempts.getFirst(), LaneRig.TIMEOUT);
    assertTrue(rig.start().size() <= 1);
    rig.passSeconds(5);
    attempts.subList(1, 20).forEach(attempt -> rig.lane.end(attempt, rig.now));
    assertTrue(rig.start().size() <= 5, "only what is kept for scouts");
    rig.passSeconds(5);
    assertEquals(0, rig.start().size(), "more than a tenth hangs");
  }

  @Test
  void itBeginsAnewWhenNothingWasHeardForAWhile() {
    openWide();
    rig.passSeconds(11);
    newNames(1000);
    assertEquals(10, rig.start().size());
  }

  private void openWide() {
    for (int i = 0; i < 30; i++) {
      newNames(100);
      for (var some = rig.start(); !some.isEmpty(); some = rig.start()) {
        some.forEach(attempt -> rig.end(attempt, LaneRig.ANSWER));
      }
      rig.passSeconds(5);
    }
  }
}
