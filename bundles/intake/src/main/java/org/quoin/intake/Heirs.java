package org.quoin.intake;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.intake.Edit;
import org.quoin.api.queue.Envelope;

/**
 * A filter that drops recipients of the whole message and adds others in the same verdict has
 * replaced them: the first that is added gets the parameters of the first that is dropped, and so
 * on. What is added beyond has none.
 */
final class Heirs {
  private final Queue<Parameters> left = new ArrayDeque<>();

  private Heirs() {}

  static Heirs of(Envelope envelope, List<Edit> edits) {
    Heirs heirs = new Heirs();
    if (!envelope.recipientParameters().isEmpty()) {
      for (Edit edit : edits) {
        if (edit instanceof Edit.DropRecipient drop) {
          heirs.leave(envelope, drop.recipient());
        }
      }
    }
    return heirs;
  }

  /** Of an address that was named more than once all go, in their order. */
  private void leave(Envelope envelope, Address dropped) {
    int before = left.size();
    for (int i = 0; i < envelope.recipients().size(); i++) {
      if (envelope.recipients().get(i).equals(dropped)) {
        left.add(envelope.parameters(i));
      }
    }
    if (left.size() == before) {
      left.add(Parameters.NONE);
    }
  }

  /** A recipient that the filter adds. */
  Named next(Address added) {
    Parameters inherited = left.poll();
    return new Named(added, inherited == null ? Parameters.NONE : inherited);
  }
}
