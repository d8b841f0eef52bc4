package org.quoin.smtpd;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.quoin.api.intake.Session;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Encryption;
import org.quoin.codec.IpText;

/** What an operator may want to know of a session that is held now. */
final class Presence {
  private final Connection connection;
  private final Session session;
  private final Instant since;
  private final AtomicInteger mails = new AtomicInteger();

  Presence(Connection connection, Session session, Instant since) {
    this.connection = connection;
    this.session = session;
    this.since = since;
  }

  String id() {
    return connection.id();
  }

  Instant since() {
    return since;
  }

  /** One more mail has been taken. */
  void countMail() {
    mails.incrementAndGet();
  }

  void end() {
    connection.end();
  }

  String line(Instant now) {
    return "%s %s helo=%s user=%s tls=%s mails=%d seconds=%d"
        .formatted(
            id(),
            IpText.withPort(connection.peer().remoteIp(), connection.peer().remotePort()),
            shown(session.helo().orElse("-")),
            shown(session.user().orElse("-")),
            connection.encryption().map(Encryption::protocol).orElse("-"),
            mails.get(),
            now.getEpochSecond() - since.getEpochSecond());
  }

  /** What a stranger says must not look like something else on a terminal. */
  private static String shown(String text) {
    return text.replaceAll("[^!-~]", "?");
  }
}
