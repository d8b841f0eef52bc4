package org.quoin.policy;

import java.util.Map;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** Sessions of network peers, and what rules say to them. */
final class Visitors {
  private Visitors() {}

  static Session from(String ip, Map<String, String> variables) {
    Peer peer =
        new Peer(ip, 1, Optional.empty(), Optional.empty(), "192.0.2.1", 25, Optional.empty());
    return Session.network("1", "smtp", peer, variables);
  }

  static Session with(Map<String, String> variables) {
    return from("192.0.2.7", variables);
  }

  static Session user(String name) {
    Session session = with(Map.of());
    session.user(name);
    return session;
  }

  static String said(Verdict verdict) {
    return verdict instanceof Verdict.Refuse refuse ? refuse.reply().toString() : "passed";
  }
}
