package org.quoin.api.intake;

import java.util.List;
import org.quoin.api.Reply;

/** A filter's answer. Only {@link Pass} lets mail go on. */
public sealed interface Verdict {
  /** Pass, nothing to change. */
  Verdict PASS = new Pass(List.of());

  /** A pass with these changes, applied before the next filter is asked. */
  record Pass(List<Edit> edits) implements Verdict {
    public Pass {
      edits = List.copyOf(edits);
    }
  }

  /** No, or not now, as the reply's code says. */
  record Refuse(Reply reply) implements Verdict {
    /**
     * @throws IllegalArgumentException if the reply says yes: mail would be lost
     */
    public Refuse {
      if (!reply.isRefusal()) {
        throw new IllegalArgumentException("no refusal: " + reply);
      }
    }
  }

  /** Swallow the message while telling the sender it was taken. */
  record Discard(String reason) implements Verdict {}

  static Verdict pass(Edit... edits) {
    return new Pass(List.of(edits));
  }

  static Verdict refuse(int code, String text) {
    return new Refuse(new Reply(code, text));
  }
}
