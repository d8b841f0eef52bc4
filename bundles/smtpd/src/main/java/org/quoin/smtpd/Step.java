package org.quoin.smtpd;

import org.quoin.api.Reply;
import org.quoin.api.user.Login;

/** What comes next in an {@link Exchange}. Texts are bytes as characters. */
sealed interface Step {

  /** The peer is to answer this. */
  record Challenge(String text) implements Step {}

  /** He is who he says. */
  record Done(Login login) implements Step {}

  /**
   * He is not.
   *
   * @param user the name that was tried
   */
  record Failed(String user) implements Step {}

  /** Nobody was judged. */
  record Refused(Reply reply) implements Step {}

  /** What he sent is no response of this mechanism. */
  Step MALFORMED = new Refused(AuthReplies.MALFORMED);
}
