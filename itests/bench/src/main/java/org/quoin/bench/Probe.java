package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.quoin.kit.Await;
import org.quoin.kit.Distribution;
import org.quoin.kit.Platform;

/** The bundle {@code itests/probe} in a platform: hot deployed, as a third party's would be. */
record Probe(Platform platform) {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SETTINGS = "etc/org.quoin.probe.ScriptedTransport.cfg";
  private static final Pattern APPENDS =
      Pattern.compile("appends (\\d+) syncs (\\d+) bytes (\\d+) micros (\\d+)");

  /** What the store did while it was fed. */
  record Appends(long appends, long syncs, long bytes, double seconds) {
    double perSecond() {
      return appends / seconds;
    }

    double perSync() {
      return (double) appends / syncs;
    }

    int bytesPerSync() {
      return (int) (bytes / syncs);
    }
  }

  /** Puts the bundle into a platform that runs. */
  static Probe into(Platform platform) throws Exception {
    try (Stream<Path> built = Files.list(Distribution.root().resolve("itests/probe/target"))) {
      Path jar =
          built
              .filter(file -> file.getFileName().toString().endsWith("-SNAPSHOT.jar"))
              .findFirst()
              .orElseThrow(() -> new IOException("itests/probe is not built"));
      Files.copy(jar, platform.base().resolve("deploy/probe.jar"));
    }
    Probe probe = new Probe(platform);
    Await.until("the probe is live", LIMIT, () -> probe.says("probe:append", "--millis", "1"));
    return probe;
  }

  /** Makes it the remote transport. */
  Probe transport(Duration hang, Duration answer) throws Exception {
    platform.with(
        SETTINGS,
        "hang.millis = %d\nanswer.millis = %d\ntaken = %s\n"
            .formatted(hang.toMillis(), answer.toMillis(), taken()));
    Await.until("the transport is there", LIMIT, () -> says("probe:hanging"));
    return this;
  }

  /** Feeds the store. */
  Appends append(int threads, Duration time, int bytes) throws IOException {
    List<String> words =
        List.of("--threads", "" + threads, "--millis", "" + time.toMillis(), "--bytes", "" + bytes);
    String said =
        platform.mustSay(
            Stream.concat(Stream.of("probe:append"), words.stream()).toArray(String[]::new));
    Matcher numbers = APPENDS.matcher(said);
    if (!numbers.find()) {
      throw new IOException("the probe says: " + said);
    }
    return new Appends(
        Long.parseLong(numbers.group(1)),
        Long.parseLong(numbers.group(2)),
        Long.parseLong(numbers.group(3)),
        Long.parseLong(numbers.group(4)) / 1e6);
  }

  /** Mails that the transport has taken so far. */
  long delivered() throws IOException {
    return Files.size(taken());
  }

  /** The most attempts that were in a hole at the same time. */
  String mostHanging() throws IOException {
    return platform.mustSay("probe:hanging").replaceAll("(?s).*most (\\d+).*", "$1");
  }

  private boolean says(String... command) throws IOException {
    return platform.command(command).good();
  }

  private Path taken() {
    return platform.base().resolve("taken");
  }
}
