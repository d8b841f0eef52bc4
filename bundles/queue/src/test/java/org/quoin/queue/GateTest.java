package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GateTest {
  @Test
  void openGateAnswersAndClosedGateDoesNot() throws Exception {
    Gate<String> gate = new Gate<>("plugin");
    assertEquals(Optional.of(6), gate.call(String::length));
    assertTrue(gate.close(Duration.ZERO));
    assertEquals(Optional.empty(), gate.call(String::length));
  }

  @Test
  void closingWaitsForCallsInside() throws Exception {
    Gate<String> gate = new Gate<>("plugin");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayLeave = new CountDownLatch(1);
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    gate.call(
                        plugin -> {
                          inside.countDown();
                          mayLeave.await();
                          return plugin;
                        });
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
    inside.await();
    assertFalse(gate.close(Duration.ZERO), "somebody is inside");
    mayLeave.countDown();
    assertTrue(gate.close(Duration.ofSeconds(30)));
    caller.join();
  }

  @Test
  void callThatThrowsLeaves() {
    Gate<String> gate = new Gate<>("plugin");
    assertThrows(
        IOException.class,
        () ->
            gate.call(
                plugin -> {
                  throw new IOException("no");
                }));
    assertTrue(gate.close(Duration.ZERO));
  }

  @Test
  void highestRankingOfANameIsUsedAndTheOldOneTakesOverAgain() throws Exception {
    Plugins<String> plugins = new Plugins<>();
    plugins.add("old", Map.of("quoin.plugin.name", "smtp", "service.id", 1L));
    plugins.add("new", Map.of("quoin.plugin.name", "smtp", "service.id", 2L));
    assertEquals("old", plugins.find("smtp").orElseThrow().target(), "first come of equal ranking");
    plugins.add("best", Map.of("quoin.plugin.name", "smtp", "service.ranking", 1));
    assertEquals("best", plugins.find("smtp").orElseThrow().target());
    plugins.remove("best", Duration.ZERO);
    assertEquals("old", plugins.find("smtp").orElseThrow().target());
    assertEquals(List.of("smtp"), plugins.names());
  }

  @Test
  void pluginWithoutANameIsNeverFound() {
    Plugins<String> plugins = new Plugins<>();
    assertEquals(Optional.empty(), plugins.add("nameless", Map.of()));
    assertEquals(List.of(), plugins.names());
  }
}
