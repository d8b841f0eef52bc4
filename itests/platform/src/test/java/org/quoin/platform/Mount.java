package org.quoin.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

/** A file system that is small or read-only; only root can have one. */
final class Mount implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Path place;

  private Mount(Path place) {
    this.place = place;
  }

  /** A file system in memory, of so many MiB. Skips the test where that is not possible. */
  static Mount small(Path place, int mib) throws IOException {
    Files.createDirectories(place);
    return mounted(place, "-t", "tmpfs", "-o", "size=" + mib + "m", "tmpfs");
  }

  /** Makes a folder read-only, for root too. Skips the test where that is not possible. */
  static Mount readOnly(Path place) throws IOException {
    Mount mount = mounted(place, "--bind", place.toString());
    Result result = run("mount", "-o", "remount,ro,bind", place.toString());
    if (!result.good()) {
      mount.close();
    }
    Assumptions.assumeTrue(result.good(), () -> "cannot mount: " + result.text());
    return mount;
  }

  Path place() {
    return place;
  }

  private static Mount mounted(Path place, String... how) throws IOException {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount");
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(how));
    command.add(place.toString());
    Result result = run(command.toArray(String[]::new));
    Assumptions.assumeTrue(result.good(), () -> "cannot mount: " + result.text());
    return new Mount(place);
  }

  @Override
  public void close() throws IOException {
    Result result = run("umount", place.toString());
    if (!result.good()) {
      run("umount", "-l", place.toString());
    }
  }

  private static Result run(String... command) throws IOException {
    return Programs.run(new ProcessBuilder(command), "", LIMIT);
  }
}
