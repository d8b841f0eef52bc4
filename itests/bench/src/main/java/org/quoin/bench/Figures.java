package org.quoin.bench;

import java.util.List;
import java.util.Optional;

/** Our figures and Postfix's, of which there are none if there is no Postfix. */
record Figures(List<Double> quoin, List<Double> postfix) {
  /** The middle of ours in terms of the middle of theirs. */
  Optional<Double> ratio() {
    return postfix.isEmpty()
        ? Optional.empty()
        : Optional.of(Report.middle(quoin) / Report.middle(postfix));
  }

  /** How many times our cost theirs is. */
  Optional<Double> saving() {
    return ratio().map(ours -> 1 / ours);
  }
}
