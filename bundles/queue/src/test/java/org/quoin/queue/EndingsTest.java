package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.quoin.api.delivery.Outcome;

/** Many endings at once cost no more than one by one. */
class EndingsTest {
  private static final int MAILS = 100;

  private final Rig rig = new Rig();

  @Test
  void manyFailuresAtOnceTakeFewStepsEach() throws IOException {
    rig.local(d -> new Outcome.Failed("no\n"));
    rig.open();
    for (int i = 0; i < MAILS; i++) {
      rig.accept("sue@far.test", "joe@here.test");
    }
    int alarms = 0;
    while (rig.time.runOne()) {
      alarms = Math.max(alarms, rig.time.alarms());
    }
    assertEquals(MAILS, rig.intake.got().size());
    assertTrue(rig.time.steps() < 4 * MAILS, "steps: " + rig.time.steps());
    assertTrue(alarms <= 1, "alarms at once: " + alarms);
  }

  @Test
  void earlierTimeTakesThePlaceOfALaterAlarm() throws IOException {
    rig.local(d -> Rig.delivered());
    rig.open();
    var wakeUp = new WakeUp(rig.time, () -> rig.events.clear());
    for (int seconds = 50; seconds > 10; seconds--) {
      wakeUp.notLaterThan(rig.time.instant().plusSeconds(seconds), rig.time.instant());
    }
    assertEquals(1, rig.time.alarms());
    rig.time.passSeconds(11);
    assertEquals(0, rig.events.size(), "it has rung");
    assertEquals(0, rig.time.alarms());
  }
}
