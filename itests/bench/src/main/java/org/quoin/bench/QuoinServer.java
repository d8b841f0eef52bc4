package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Platform;

/** Quoin as it is distributed; only the number of deliveries at once is set. */
final class QuoinServer implements MailServer {
  private static final Duration STOP = Duration.ofSeconds(15);

  private final Platform platform;

  QuoinServer(Path folder, Mode mode) throws Exception {
    platform = new Platform(folder.resolve("quoin"));
    int local = mode == Mode.KEEP ? 0 : Load.DELIVERIES;
    platform.with("control/concurrencylocal", local + "\n").start();
  }

  @Override
  public String name() {
    return "Quoin";
  }

  @Override
  public int port() {
    return platform.port();
  }

  @Override
  public Maildirs maildirs() {
    return platform.maildirs();
  }

  Platform platform() {
    return platform;
  }

  @Override
  public void close() throws IOException {
    platform.stop(STOP);
    platform.close();
  }
}
