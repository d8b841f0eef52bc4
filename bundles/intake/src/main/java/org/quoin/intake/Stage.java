package org.quoin.intake;

import java.io.IOException;
import java.util.List;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * One of the four moments at which filters are asked. Stateless: what a filter changes is a new
 * state, so that a filter that was given up on can change nothing any more.
 *
 * @param <S> what the filters are asked about
 */
interface Stage<S> {
  Verdict ask(MailFilter filter, S state) throws Exception;

  /**
   * What the edits make of the state.
   *
   * @throws IOException if a body could not be rewritten
   * @throws IllegalArgumentException if an edit is impossible here
   */
  S apply(S state, List<Edit> edits) throws IOException;

  /** In which session it is. */
  Session session(S state);

  /** Whether nothing is left to ask about. */
  boolean isOver(S state);
}
