package org.quoin.intake;

import java.util.List;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** A peer has connected. There is no message, hence nothing to edit. */
record ConnectStage() implements Stage<Session> {

  @Override
  public Verdict ask(MailFilter filter, Session session) throws Exception {
    return filter.connect(session);
  }

  @Override
  public Session apply(Session session, List<Edit> edits) {
    if (!edits.isEmpty()) {
      throw new IllegalArgumentException("there is no message to edit yet");
    }
    return session;
  }

  @Override
  public Session session(Session session) {
    return session;
  }

  @Override
  public boolean isOver(Session session) {
    return false;
  }
}
