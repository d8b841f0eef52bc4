package org.quoin.platform;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/** Bad configurations are refused with a message that says what is wrong; the rest goes on. */
@NeedsDistribution
final class BadConfigurationsIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static Platform platform;

  static List<BadConfiguration> all() throws IOException, URISyntaxException {
    var place = BadConfigurationsIT.class.getResource("/bad-configurations");
    List<BadConfiguration> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(place).toURI()))) {
      for (Path file : files.sorted().toList()) {
        all.add(BadConfiguration.read(file));
      }
    }
    return all;
  }

  @BeforeAll
  static void start() throws Exception {
    platform = new Platform(folder.resolve("base")).start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @ParameterizedTest
  @MethodSource("all")
  void itIsRefusedWithAMessageAndMailFlowsOn(BadConfiguration bad) throws Exception {
    int before = mentions(bad);
    platform.with(bad.file(), bad.content());
    try {
      Await.until("the log says: " + bad.log(), LIMIT, () -> mentions(bad) > before);
    } finally {
      Files.delete(platform.base().resolve(bad.file()));
    }
    Await.until("mail flows", LIMIT, () -> mailIsTaken());
    new Letters(platform).roundTrip("alice@localhost");
  }

  private static int mentions(BadConfiguration bad) throws IOException {
    return platform.logs().split(Pattern.quote(bad.log()), -1).length;
  }

  private static boolean mailIsTaken() throws IOException {
    return platform.listening()
        && new Letters(platform).offer("probe", "alice@localhost").positive();
  }
}
