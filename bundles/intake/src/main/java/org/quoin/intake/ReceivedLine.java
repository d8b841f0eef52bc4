package org.quoin.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.quoin.api.intake.Session;
import org.quoin.codec.MailDate;

/** The line that qmail-queue puts on top of every message (Q10). */
final class ReceivedLine {
  private final String uid;

  ReceivedLine(String uid) {
    this.uid = uid;
  }

  /** For mail from the user that this platform runs as. */
  static ReceivedLine ofPlatform(Path base) {
    return new ReceivedLine(owner(Path.of("/proc/self")).or(() -> owner(base)).orElse("0"));
  }

  private static Optional<String> owner(Path path) {
    try {
      return Optional.of(String.valueOf(Files.getAttribute(path, "unix:uid")));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * @param message its number, which stands where qmail-queue has its process id
   */
  String of(Session session, long message, Instant time) {
    String invoked =
        switch (session.origin()) {
          case NETWORK -> "from network";
          case BOUNCE -> "for bounce";
          case LOCAL -> "by uid " + session.variables().getOrDefault(Session.UID, "unknown");
          case DELIVERY -> "by uid " + uid;
        };
    return "Received: (qmail "
        + message
        + " invoked "
        + invoked
        + "); "
        + MailDate.header(time)
        + "\n";
  }
}
