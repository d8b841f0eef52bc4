package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AppendingTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final Appending appending = new Appending();

  @Test
  void aStopWithNothingUnderWayIsOverAtOnce() {
    assertTrue(appending.begin());
    appending.end();
    assertTrue(appending.close(LONG));
    assertFalse(appending.begin());
  }

  @Test
  void aStopWaitsForWhatIsUnderWayAndLetsNoneBegin() throws Exception {
    assertTrue(appending.begin());
    assertTrue(appending.begin());
    CompletableFuture<Boolean> stop = CompletableFuture.supplyAsync(() -> appending.close(LONG));
    while (appending.begin()) {
      appending.end();
    }
    appending.end();
    assertFalse(stop.isDone());
    appending.end();
    assertTrue(stop.get());
  }

  @Test
  void itDoesNotWaitForEver() {
    assertTrue(appending.begin());
    assertFalse(appending.close(Duration.ofMillis(10)));
    appending.end();
  }
}
