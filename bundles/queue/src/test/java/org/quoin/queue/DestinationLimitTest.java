package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many attempts at a time one destination may have. */
class DestinationLimitTest {
  private final Rig rig = new Rig();

  @ParameterizedTest
  @CsvSource({
    "20,,18",
    "5,,5",
    "100,,20",
    "22,,20",
    "1,,1",
    "0,,0",
    "20,20,20",
    "20,7,7",
    "20,0,20",
    "20,100,20"
  })
  void remoteDestinationHasTwentyButNotTheLastTenthUnlessItIsSet(
      String channel, @Nullable String limit, int expected) {
    rig.settings.put("concurrency.remote", channel);
    if (limit != null) {
      rig.settings.put("concurrency.destination", limit);
    }
    assertEquals(expected, room(false).destination());
  }

  @ParameterizedTest
  @CsvSource({"10,,10", "500,,500", "10,3,3", "10,0,10", "0,3,0"})
  void localDestinationHasAllOfItsChannelUnlessItIsSet(
      String channel, @Nullable String limit, int expected) {
    rig.settings.put("concurrency.local", channel);
    if (limit != null) {
      rig.settings.put("concurrency.destination", limit);
    }
    assertEquals(expected, room(true).destination());
  }

  private Lane.Room room(boolean local) {
    Limits limits = new Limits(rig.controls, warning -> {});
    limits.refresh(Settings.of(Map.copyOf(rig.settings)), rig.time.instant());
    return limits.room(local);
  }

  @Test
  void itIsKeptAndChangedWhileAttemptsRun() throws IOException {
    rig.settings.put("concurrency.remote", "10");
    rig.settings.put("concurrency.destination", "2");
    rig.transport("smtp", d -> Rig.delivered());
    rig.open();
    rig.send("sue@far.test", "ann@far.test", "ann@other.test");
    assertEquals(2, mostTo("far.test", 10));
    rig.settings.put("concurrency.destination", "0");
    rig.queue().settings(Settings.of(rig.settings));
    assertEquals(10, mostTo("far.test", 30));
    assertEquals(0, rig.queue().size());
  }

  private int mostTo(String domain, int mails) throws IOException {
    for (int i = 0; i < mails; i++) {
      rig.accept("sue@far.test", "ann@" + domain);
    }
    int most = 0;
    while (rig.time.runOne()) {
      most = Math.max(most, rig.queue().board().view(s -> s.agenda().lane(false).running(domain)));
    }
    return most;
  }

  @Test
  void whySaysWhichLimitIsMet() throws IOException {
    rig.settings.put("concurrency.remote", "10");
    rig.settings.put("concurrency.destination", "1");
    rig.transport("smtp", d -> Rig.delivered());
    rig.open();
    rig.accept("sue@far.test", "ann@far.test");
    long second = rig.accept("sue@far.test", "bob@far.test");
    assertTrue(rig.time.runOne());
    assertEquals(
        "bob@far.test: waits for room: 1 of 10 remote attempts run, 1 of them to far.test,"
            + " 1 of them to destinations that are not proven, such as far.test",
        rig.queue().why(second).getFirst());
    rig.time.run();
    assertEquals(0, rig.queue().size());
  }
}
