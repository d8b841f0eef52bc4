package org.quoin.platform;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.quoin.api.Address;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Transport;

/**
 * A way out to everywhere, as a bundle for the folder {@code deploy/}: what becomes of a mail its
 * recipient says. {@code fail…} fails, {@code later…} is put off the first time, {@code slow…}
 * takes until it is interrupted, all others are delivered, and noted in {@code var/delivered}.
 *
 * <p>It runs in the platform's process and names nothing that is not there; see {@link
 * ScriptedBundle}.
 */
public final class ScriptedTransport implements Transport {
  private static final long LONGEST_SECONDS = 60;

  @Override
  public List<Outcome> deliver(Delivery delivery) throws Exception {
    Address to = delivery.recipients().getFirst();
    return List.of(outcome(to.localPart(), delivery));
  }

  private static Outcome outcome(String name, Delivery delivery) throws Exception {
    if (name.startsWith("fail")) {
      return new Outcome.Failed("no such person (#5.1.1)\n");
    }
    if (name.startsWith("later") && !delivery.key().again()) {
      return new Outcome.Later(Cause.ANSWER, "not now (#4.2.0)\n");
    }
    if (name.startsWith("slow") && new CountDownLatch(1).await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody counts down");
    }
    note(delivery);
    return new Outcome.Delivered("taken\n");
  }

  private static void note(Delivery delivery) throws IOException {
    Path file = delivered(Path.of(System.getProperty("quoin.base")));
    String line = delivery.key().text() + " " + delivery.recipients().getFirst() + "\n";
    try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(line.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** A line for each delivery: its key and the recipient. */
  static Path delivered(Path base) {
    return base.resolve("var/delivered");
  }
}
