package org.quoin.runtime;

import java.io.IOException;
import java.nio.file.Path;

/** {@code quoin run}: makes the base, takes its lock and runs the platform until it is stopped. */
public final class Main {
  private Main() {}

  /**
   * @param args the distribution's folder and the base folder
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("quoin: internal: expected HOME BASE");
      System.exit(2);
    }
    try {
      run(Path.of(args[0]).toAbsolutePath().normalize(), Base.at(args[1]));
    } catch (IOException e) {
      System.err.println("quoin: " + Failure.text(e));
      System.exit(1);
    }
  }

  private static void run(Path home, Base base) throws Exception {
    Signals.heed(base);
    base.create(home.resolve("base-template"));
    try (BaseLock lock = BaseLock.take(base)) {
      lock.announce();
      Platform.boot(home, base).awaitStop();
    }
  }
}
