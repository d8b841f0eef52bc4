package org.quoin.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.quoin.api.Address;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * The peer has named a recipient. A filter that drops it and adds another has replaced it: the
 * filters behind are asked about the new one, which has its parameters. Other additions are the
 * filter's own doing, and nobody is asked about them.
 */
record RecipientStage(Session session) implements Stage<EnvelopeState> {

  @Override
  public Verdict ask(MailFilter filter, EnvelopeState state) throws Exception {
    return filter.recipient(session, state.sender(), Objects.requireNonNull(state.recipient()));
  }

  @Override
  public EnvelopeState apply(EnvelopeState state, List<Edit> edits) {
    EnvelopeState edited = state.apply(edits);
    int before = state.added().size();
    if (edited.recipient() != null || edited.added().size() == before) {
      return edited;
    }
    List<Address> added = new ArrayList<>(edited.added());
    Address instead = added.remove(before);
    return edited.instead(instead, List.copyOf(added));
  }

  @Override
  public Session session(EnvelopeState state) {
    return session;
  }

  @Override
  public boolean isOver(EnvelopeState state) {
    return state.recipient() == null;
  }
}
