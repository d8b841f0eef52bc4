package org.quoin.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.quoin.kit.SmtpClient;

/** Connections that have said EHLO and then nothing more. */
final class Sitters implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<SmtpClient> clients = new ArrayList<>();

  /** Opens so many. */
  Sitters(MailServer server, int count, boolean tls) throws IOException {
    try {
      for (int i = 0; i < count; i++) {
        SmtpClient client = new SmtpClient(server.port(), PATIENCE);
        clients.add(client);
        Feeder.greet(client, tls);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Whether there can be one at all; OpenSMTPD 6.8 with OpenSSL 3 offers TLS and cannot sign. */
  static boolean canSit(Report report, MailServer server, boolean tls) {
    try (Sitters one = new Sitters(server, 1, tls)) {
      return one.count() == 1;
    } catch (IOException e) {
      report.note(
          server.name() + (tls ? " left out with TLS: " : " left out: ") + Report.oneLine(e));
      return false;
    }
  }

  int count() {
    return clients.size();
  }

  @Override
  public void close() throws IOException {
    for (SmtpClient client : clients) {
      client.close();
    }
  }
}
