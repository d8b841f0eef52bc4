package org.quoin.intake;

import java.util.List;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** The peer has named an envelope sender. */
record SenderStage(Session session) implements Stage<EnvelopeState> {

  @Override
  public Verdict ask(MailFilter filter, EnvelopeState state) throws Exception {
    return filter.sender(session, state.sender());
  }

  @Override
  public EnvelopeState apply(EnvelopeState state, List<Edit> edits) {
    return state.apply(edits);
  }

  @Override
  public Session session(EnvelopeState state) {
    return session;
  }

  @Override
  public boolean isOver(EnvelopeState state) {
    return false;
  }
}
