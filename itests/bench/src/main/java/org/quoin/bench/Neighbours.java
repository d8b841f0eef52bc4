package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.quoin.kit.Platform;

/**
 * Quoin and the servers that it is compared with, all running at once. They keep what they take,
 * and encrypt with the same certificate.
 */
record Neighbours(QuoinServer quoin, List<MailServer> others) implements AutoCloseable {
  /**
   * Starts all that can be started; the report says which cannot and why.
   *
   * @param connections that each of them must be able to hold
   */
  static Neighbours start(Report report, Path place, int connections) throws Exception {
    Platform base = QuoinServer.prepared(place.resolve("quoin"), MailServer.Mode.KEEP);
    QuoinServer.widen(base, connections);
    Path certificate = RsaCertificate.make(place);
    base.with("control/servercert.pem", Files.readString(certificate));
    Neighbours all = new Neighbours(new QuoinServer(base), new ArrayList<>());
    boolean started = false;
    try {
      String more = postfix(certificate, connections);
      PostfixServer.start(report, place, MailServer.Mode.KEEP, more).ifPresent(all.others::add);
      OpenSmtpdServer.start(report, place, certificate).ifPresent(all.others::add);
      started = true;
      return all;
    } finally {
      if (!started) {
        all.close();
      }
    }
  }

  private static String postfix(Path certificate, int connections) {
    return """
    smtpd_tls_security_level = may
    smtpd_tls_chain_files = %s
    default_process_limit = %d
    smtpd_client_connection_rate_limit = 0
    """
        .formatted(certificate, connections);
  }

  /** Quoin first. */
  List<MailServer> all() {
    List<MailServer> all = new ArrayList<>(List.of(quoin));
    all.addAll(others);
    return all;
  }

  @Override
  public void close() throws IOException {
    try (quoin) {
      for (MailServer other : others) {
        other.close();
      }
    }
  }
}
