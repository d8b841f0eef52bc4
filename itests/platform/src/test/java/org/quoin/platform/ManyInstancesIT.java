package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/**
 * Many tenants on one store, a thousand of them in the long proof: made, changed and removed by
 * commands while the platform runs. What each costs is printed, and not judged, since the machine
 * may be busy.
 */
@NeedsDistribution
final class ManyInstancesIT {
  private static final int FIRST = 1001;
  private static final int MANY = Proof.LONG ? 1000 : 100;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir static Path folder;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform =
        new Platform(folder.resolve("base"))
            .with("control/locals", "localhost\nt1001.test\n")
            .with("control/rcpthosts", "localhost\n.test\nt1001.test\n")
            .start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void theyComeStayAndGoAndTheirMailFlows() throws Exception {
    Letters letters = new Letters(platform);
    letters.roundTrip("alice@localhost");
    long threads = platform.threads();
    long heap = platform.liveHeapBytes();
    double made = each(id -> "qmq:create %d:t%d --domains t%d.test".formatted(id, id, id));
    assertEquals(MANY, files());
    long more = (platform.liveHeapBytes() - heap) / MANY;
    System.out.printf(
        "%d instances: %.1f ms to make one, %d bytes of heap each, %d threads more%n",
        MANY, made, more, platform.threads() - threads);
    letters.roundTrip("alice@t1001.test");
    double changed = each(id -> "qmq:set %d limit.rate=600".formatted(id));
    System.out.printf("%.1f ms to change one%n", changed);
    restart();
    letters.roundTrip("bob@t1001.test");
    double removed = each(id -> "qmq:remove %d".formatted(id));
    System.out.printf("%.1f ms to remove one%n", removed);
    assertEquals(0, files());
    letters.roundTrip("alice@localhost");
  }

  private static void restart() throws Exception {
    long began = System.nanoTime();
    platform.kill();
    platform.start();
    Await.until(
        "all are up",
        Duration.ofMinutes(1),
        () ->
            platform.mustSay("qmq:list").lines().filter(line -> line.contains("  up ")).count()
                > MANY);
    System.out.printf("%d ms to start with all%n", (System.nanoTime() - began) / 1_000_000);
  }

  /** Milliseconds per instance. */
  private static double each(IntFunction<String> command) throws Exception {
    String lines =
        IntStream.range(FIRST, FIRST + MANY).mapToObj(command).collect(Collectors.joining("\n"));
    long began = System.nanoTime();
    platform.script(lines + "\n", LIMIT);
    double millis = (System.nanoTime() - began) / 1e6;
    return millis / MANY;
  }

  private static long files() throws Exception {
    try (Stream<Path> all = Files.list(platform.base().resolve("etc"))) {
      return all.filter(path -> path.toString().matches(".*queue-[0-9]{4}\\.cfg")).count();
    }
  }
}
