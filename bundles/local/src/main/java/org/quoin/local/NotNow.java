package org.quoin.local;

import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

/**
 * Breaks a delivery off: it cannot be decided now, the mail waits. Never leaves the bundle; {@link
 * LocalTransport} turns it into its outcome.
 */
final class NotNow extends Exception {
  private static final long serialVersionUID = 1L;

  private final Cause cause;
  private final String text;

  /**
   * @param text for the log and the sender, with the code in qmail's style at its end
   */
  NotNow(Cause cause, String text) {
    super(text);
    this.cause = cause;
    this.text = text;
  }

  static NotNow missing(String what) {
    return new NotNow(Cause.MISSING_PLUGIN, what + " (#4.3.0)");
  }

  static NotNow trouble(String text) {
    return new NotNow(Cause.LOCAL_TROUBLE, text);
  }

  Outcome outcome() {
    return new Outcome.Later(cause, text + "\n");
  }
}
