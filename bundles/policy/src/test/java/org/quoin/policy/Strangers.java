package org.quoin.policy;

import java.util.Map;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** Strangers of tests, and how they are answered. */
final class Strangers {
  private Strangers() {}

  static Session session(Map<String, String> variables) {
    return session("192.0.2.7", Optional.empty(), variables);
  }

  static Session session(String ip, Optional<String> host, Map<String, String> variables) {
    Peer peer = new Peer(ip, 1, host, Optional.empty(), "192.0.2.1", 25, Optional.empty());
    return Session.network("1", "smtp", peer, variables);
  }

  static String said(Verdict verdict) {
    return verdict instanceof Verdict.Refuse refuse ? refuse.reply().toString() : "passed";
  }
}
