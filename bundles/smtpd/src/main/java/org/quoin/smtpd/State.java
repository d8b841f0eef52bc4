package org.quoin.smtpd;

import org.quoin.api.Sender;

/** Where a dialogue stands. */
sealed interface State {

  /** States without a message. */
  enum Plain implements State {
    /** MAIL may come. */
    IDLE,
    /** The conversation is over. */
    OVER,
    /** It goes on encrypted, from the beginning. */
    ENCRYPTED,
    /** It goes on with another peer, from the beginning. */
    OTHER_PEER;

    /** Whether nothing more is said in this dialogue. */
    boolean isEnd() {
      return this != IDLE;
    }

    Dialogue.End end() {
      return switch (this) {
        case IDLE, OVER -> Dialogue.End.OVER;
        case ENCRYPTED -> Dialogue.End.ENCRYPTED;
        case OTHER_PEER -> Dialogue.End.OTHER_PEER;
      };
    }
  }

  /**
   * MAIL was accepted.
   *
   * @param utf8 whether addresses and header may be beyond ASCII (RFC 6531)
   * @param recipients how many were accepted so far
   */
  record Mailing(SafeDraft draft, Sender sender, boolean utf8, int recipients) implements State {
    Mailing plusRecipient() {
      return new Mailing(draft, sender, utf8, recipients + 1);
    }

    @Override
    public void drop() {
      draft.close();
    }
  }

  /**
   * Chunks of a message have come, and more will.
   *
   * @param chunks what reads them
   */
  record Chunking(Mailing mailing, Transfer transfer, ChunkReader chunks) implements State {
    @Override
    public void drop() {
      mailing.drop();
    }
  }

  /** Leaves no trace of a message that was begun. */
  default void drop() {}
}
