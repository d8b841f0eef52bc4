package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Constants;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalProgram;

@Timeout(120)
class HostedProgramsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final HostedPrograms programs = new HostedPrograms();
  private final LocalProgram one = (delivery, arguments) -> LocalProgram.DONE;
  private final LocalProgram other = (delivery, arguments) -> LocalProgram.FAILED;

  private static Map<String, Object> properties(long id, int ranking) {
    return Map.of(
        PluginName.PROPERTY, "say", Constants.SERVICE_ID, id, Constants.SERVICE_RANKING, ranking);
  }

  private HostedPrograms.Gated found() {
    return programs.present().named("say").orElseThrow();
  }

  @Test
  void ofTwoWithOneNameTheHigherRankingIsFoundAndThenTheElder() {
    programs.add(one, properties(1, 0));
    programs.add(other, properties(2, 0));
    assertSame(one, found().program());
    programs.change(other, properties(2, 5));
    assertSame(other, found().program());
    programs.remove(other, LONG);
    assertSame(one, found().program());
    programs.remove(one, LONG);
    assertEquals(Optional.empty(), programs.present().named("say"));
  }

  @Test
  void oneThatGoesWaitsForItsCallsAndTakesNoNewOnes() throws Exception {
    programs.add(one, properties(1, 0));
    Gate gate = found().gate();
    assertTrue(gate.enter());
    FutureTask<Boolean> removal = new FutureTask<>(() -> programs.remove(one, LONG), Boolean.TRUE);
    Thread thread = Thread.ofPlatform().start(removal);
    Waiting.await(thread);
    assertFalse(removal.isDone());
    assertFalse(gate.enter());
    gate.leave();
    assertTrue(removal.get(30, TimeUnit.SECONDS));
  }

  @Test
  void oneThatDoesNotEndIsWaitedForNoLongerThanTheLimit() {
    programs.add(one, properties(1, 0));
    Gate gate = found().gate();
    assertTrue(gate.enter());
    programs.remove(one, Duration.ZERO);
    assertFalse(gate.enter());
    gate.leave();
  }

  @Test
  void whenTheTransportItselfGoesNobodyIsWaitedFor() {
    programs.add(one, properties(1, 0));
    assertTrue(found().gate().enter());
    programs.close();
    programs.remove(one, Duration.ofDays(1));
    assertEquals(Optional.empty(), programs.present().named("say"));
  }
}
