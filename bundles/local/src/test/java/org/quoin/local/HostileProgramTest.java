package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

/** One that never reads, writes without end, forks and hangs, all at once. */
@Timeout(60)
class HostileProgramTest {
  private static final String ALL_AT_ONCE = "yes & (yes; sleep 979) & sleep 978 & exec yes";

  @TempDir Path home;

  @AfterEach
  void killWhatIsLeft() {
    new HomeProcesses(home).kill();
  }

  @Test
  void itEndsAtItsTimeWithAllThatItStarted() throws Exception {
    Path message = Files.write(home.resolve("message"), new byte[10_000_000]);
    Programs programs =
        new Programs(
            new Programs.Limits(1, Duration.ofSeconds(1), Duration.ofSeconds(20)),
            Map.of("PATH", System.getenv("PATH")),
            new Outlets(home, 1, 1));
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    try (Programs.Place place = programs.place()) {
      NotNow late =
          assertThrows(NotNow.class, () -> place.run(ALL_AT_ONCE, home, Map.of(), message));
      assertEquals(
          new Outcome.Later(Cause.TIMEOUT, "Program killed, it took longer than 1 s. (#4.3.0)\n"),
          late.outcome());
    }
    for (ProcessHandle each : new HomeProcesses(home).all()) {
      each.onExit().get(30, TimeUnit.SECONDS);
    }
    for (ProcessHandle each : ProcessHandle.current().children().toList()) {
      if (!before.contains(each)) {
        each.onExit().get(30, TimeUnit.SECONDS);
      }
    }
  }
}
