package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.queue.Evidence.Trust;

class EvidenceTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Evidence evidence = new Evidence();

  private Trust after(Duration time) {
    return evidence.trust("a.test", Instant.MAX, START.plus(time));
  }

  @Test
  void nobodyIsKnownAtFirst() {
    assertEquals(Trust.UNKNOWN, after(Duration.ZERO));
  }

  @Test
  void whoAnsweredIsProvenForAWhile() {
    evidence.answered("a.test", START, START);
    assertEquals(Trust.PROVEN, after(Evidence.LATELY.minusSeconds(1)));
    assertEquals(Trust.UNKNOWN, after(Evidence.LATELY));
  }

  @Test
  void whoTimedOutIsSuspectedForAWhile() {
    evidence.timedOut("a.test", START.minusSeconds(60), START);
    assertEquals(Trust.SUSPECTED, after(Evidence.SUSPICION.minusSeconds(1)));
    assertEquals(Trust.UNKNOWN, after(Evidence.SUSPICION));
    evidence.answered("a.test", START, START);
    assertEquals(Trust.PROVEN, after(Duration.ZERO));
  }

  @Test
  void aTimeoutMeansLittleIfOthersWereAnsweredMeanwhile() {
    evidence.answered("a.test", START, START.plusSeconds(30));
    evidence.timedOut("a.test", START, START.plusSeconds(60));
    assertEquals(Trust.PROVEN, after(Duration.ofSeconds(60)));
    evidence.timedOut("a.test", START.plusSeconds(31), START.plusSeconds(91));
    assertEquals(Trust.SUSPECTED, after(Duration.ofSeconds(91)));
  }

  @Test
  void anAttemptThatRunsLongMakesItSuspected() {
    evidence.answered("a.test", START, START);
    Instant later = START.plusSeconds(20);
    assertEquals(Trust.PROVEN, evidence.trust("a.test", later.minusSeconds(4), later));
    assertEquals(Trust.SUSPECTED, evidence.trust("a.test", later.minusSeconds(5), later));
    assertEquals(Trust.SUSPECTED, evidence.trust("new.test", later.minusSeconds(5), later));
    evidence.answered("a.test", later, later);
    assertEquals(Trust.PROVEN, evidence.trust("a.test", later.minusSeconds(60), later));
  }

  @Test
  void aClockThatIsSetBackProvesNobodyForLong() {
    evidence.answered("a.test", START, START);
    assertEquals(Trust.UNKNOWN, after(Duration.ofDays(-1)));
    assertEquals(Trust.PROVEN, after(Duration.ofSeconds(-1)));
  }

  @Test
  void theTableIsBounded() {
    evidence.answered("a.test", START, START);
    for (int i = 0; i < Evidence.MOST; i++) {
      evidence.timedOut("dead" + i + ".test", START, START);
    }
    assertEquals(Evidence.MOST, evidence.size());
    assertEquals(Trust.UNKNOWN, after(Duration.ZERO), "what is known for longest goes");
  }

  @Test
  void anEndSaysWhetherItWasAnAnswer() {
    assertEquals(Sign.QUICK_ANSWER, sign(new Outcome.Delivered(""), 1));
    assertEquals(Sign.ANSWER, sign(new Outcome.Failed(""), 5));
    assertEquals(Sign.QUICK_ANSWER, sign(new Outcome.Later(Cause.ANSWER, ""), 1));
    assertEquals(Sign.QUICK_ANSWER, sign(new Outcome.Later(Cause.CONNECT, ""), 1), "refused");
    assertEquals(Sign.TIMEOUT, sign(new Outcome.Later(Cause.CONNECT, ""), 5));
    assertEquals(Sign.TIMEOUT, sign(new Outcome.Later(Cause.TIMEOUT, ""), 1));
    assertEquals(Sign.NONE, sign(new Outcome.Later(Cause.LOCAL_TROUBLE, ""), 60));
    assertEquals(Sign.NONE, sign(new Outcome.Later(Cause.MISSING_PLUGIN, ""), 1));
  }

  private static Sign sign(Outcome outcome, long seconds) {
    return Sign.of(outcome, START, START.plusSeconds(seconds));
  }
}
