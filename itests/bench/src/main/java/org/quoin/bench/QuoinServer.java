package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Platform;

/**
 * Quoin as it is distributed and as {@code bin/quoin start} runs it; only the number of deliveries
 * at once is set, and as many connections from one address are allowed as in all.
 */
final class QuoinServer implements MailServer {
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final String LISTENER = "etc/org.quoin.net.listener-smtp.cfg";

  private final Platform platform;

  QuoinServer(Path folder, Mode mode) throws Exception {
    this(prepared(folder.resolve("quoin"), mode));
  }

  /** Starts it on a base that may have been changed since it was {@link #prepared}. */
  QuoinServer(Platform prepared) throws Exception {
    platform = prepared;
    boolean started = false;
    try {
      platform.start();
      started = true;
    } finally {
      if (!started) {
        platform.close();
      }
    }
  }

  /** Lets its port have more connections than are usual, also from one address. */
  static void widen(Platform prepared, int connections) throws Exception {
    String limits = "max.connections = %1$d\nmax.per.address = %1$d\n".formatted(connections);
    Path file = prepared.base().resolve(LISTENER);
    String others = Files.readString(file).replaceAll("(?m)^max\\.per\\.address.*\n", "");
    prepared.with(LISTENER, others + limits);
  }

  /** A base that is ready to be started. */
  static Platform prepared(Path base, Mode mode) throws Exception {
    Platform platform = new Platform(base).inBackground().create();
    String listener = Files.readString(base.resolve(LISTENER));
    platform.with(LISTENER, listener + "max.per.address = 1000\n");
    int local = mode == Mode.KEEP ? 0 : Load.DELIVERIES;
    return platform.with("control/concurrencylocal", local + "\n");
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

  @Override
  public long pid() {
    return platform.pid();
  }

  @Override
  public long cpuMillis() throws IOException {
    return Processes.cpuMillis(pid());
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
