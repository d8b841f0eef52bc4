package org.quoin.intake;

import java.util.Optional;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * Asks the filters about a network peer: at its greeting, or before its first message if a filter
 * that is required could not be asked then. Who has judged a peer is noted in the session's drawer,
 * where it outlives a swap of the intake.
 */
final class Reception {
  /** Names of the required filters that have judged the peer, with commas between them. */
  private static final String JUDGES = "intake.judges";

  /** Why a filter wants all mail of the session swallowed. */
  private static final String SWALLOWED = "intake.swallowed";

  private final Announcer announcer;

  Reception(Announcer announcer) {
    this.announcer = announcer;
  }

  /** Whether a required filter has not judged this peer yet. Our own mail comes from no peer. */
  static boolean isDue(Session session, FilterChain chain) {
    return session.origin() == Session.Origin.NETWORK
        && !session.get(JUDGES, String.class).equals(Optional.of(judges(session, chain)));
  }

  /** Why all mail of this session is to be swallowed; empty if it is not. */
  static Optional<String> swallowed(Session session) {
    return session.get(SWALLOWED, String.class);
  }

  private static String judges(Session session, FilterChain chain) {
    return String.join(",", chain.required(session.origin()));
  }

  /** A pass or a refusal. */
  Verdict judge(Session session, FilterChain chain) {
    boolean complete = chain.missing(session.origin()).isEmpty();
    Verdict verdict =
        switch (chain.run(new ConnectStage(), session)) {
          case Progress.Going<Session> going -> Verdict.PASS;
          case Progress.Ended<Session> end -> ended(session, end);
        };
    if (complete && verdict instanceof Verdict.Pass) {
      admitted(session, chain);
    }
    return verdict;
  }

  /** Notes that every required filter has passed this peer. */
  static void admitted(Session session, FilterChain chain) {
    session.put(JUDGES, judges(session, chain));
  }

  private Verdict ended(Session session, Progress.Ended<Session> end) {
    return switch (end.verdict()) {
      case Verdict.Pass pass -> pass;
      case Verdict.Discard(String reason) -> {
        session.put(SWALLOWED, reason);
        yield Verdict.PASS;
      }
      case Verdict.Refuse refuse -> {
        announcer.refused(session, end.filter(), refuse.reply(), Subject.connection());
        yield refuse;
      }
    };
  }
}
