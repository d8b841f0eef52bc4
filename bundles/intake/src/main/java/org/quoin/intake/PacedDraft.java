package org.quoin.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * The draft of a network peer: tells which recipients are taken, notes in the session's drawer how
 * they fared, for filters that slow a peer down, and waits where one of them wants it. The wait is
 * on the session's own thread, when all filters have answered, and ends when that thread is
 * interrupted.
 */
final class PacedDraft implements Draft {
  /** No answer waits longer, whatever a filter wants. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private final Draft draft;
  private final Session session;
  private final Announcer announcer;
  private final Wait wait;
  private Sender from = Sender.NULL;
  private int named;
  private int refused;

  /** Lets time pass. */
  @FunctionalInterface
  interface Wait {
    void of(Duration time) throws InterruptedException;
  }

  PacedDraft(Draft draft, Session session, Announcer announcer, Wait wait) {
    this.draft = draft;
    this.session = session;
    this.announcer = announcer;
    this.wait = wait;
    note();
  }

  private void note() {
    session.put(Session.NAMED, named);
    session.put(Session.REFUSED, refused);
  }

  @Override
  public Verdict sender(Sender sender, Parameters parameters) {
    from = sender;
    return draft.sender(sender, parameters);
  }

  @Override
  public Verdict recipient(Address recipient, Parameters parameters) {
    session.put(Session.PAUSE, Duration.ZERO);
    session.put(Session.WELCOME, "");
    Verdict verdict = draft.recipient(recipient, parameters);
    named++;
    if (verdict instanceof Verdict.Refuse refuse && refuse.reply().isPermanent()) {
      refused++;
    }
    if (verdict instanceof Verdict.Pass) {
      announcer.admitted(session, from, recipient);
    }
    note();
    pause();
    return verdict;
  }

  private void pause() {
    if (session.get(Session.PAUSE, Object.class).orElse(Duration.ZERO) instanceof Duration wanted
        && wanted.isPositive()) {
      try {
        wait.of(wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public OutputStream body() throws IOException {
    return draft.body();
  }

  @Override
  public Receipt submit() throws IOException {
    return draft.submit();
  }

  @Override
  public void close() {
    draft.close();
  }
}
