package org.quoin.smtpd;

import org.quoin.api.Sender;

/** Where a dialogue stands. */
sealed interface State {

  /** States without a message. */
  enum Plain implements State {
    /** MAIL may come. */
    IDLE,
    /** The conversation is over. */
    OVER
  }

  /**
   * MAIL was accepted.
   *
   * @param recipients how many were accepted so far
   */
  record Mailing(SafeDraft draft, Sender sender, int recipients) implements State {
    Mailing plusRecipient() {
      return new Mailing(draft, sender, recipients + 1);
    }

    @Override
    public void drop() {
      draft.close();
    }
  }

  /** Leaves no trace of a message that was begun. */
  default void drop() {}
}
