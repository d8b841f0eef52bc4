package org.quoin.intake;

import org.quoin.api.intake.Verdict;

/** How far a stage has come. */
sealed interface Progress<S> {

  /** All filters so far have passed it; this is what their edits made of it. */
  record Going<S>(S state) implements Progress<S> {}

  /**
   * A filter has ended it.
   *
   * @param verdict a refusal or a discard
   */
  record Ended<S>(Verdict verdict, String filter) implements Progress<S> {}

  /** A filter cannot be asked now. */
  static <S> Progress<S> later(String filter) {
    return new Ended<>(new Verdict.Refuse(Replies.LATER), filter);
  }
}
