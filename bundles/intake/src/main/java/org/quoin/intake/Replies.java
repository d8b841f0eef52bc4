package org.quoin.intake;

import org.quoin.api.Reply;

/** What strangers are told when no filter has words of its own (Q3). */
final class Replies {
  /** A filter, router or queue instance cannot answer now (71). */
  static final Reply LATER = Reply.temporary("mail server temporarily rejected message (#4.3.0)");

  /** A store is short of room (RFC 5321, 4.2.3; RFC 3463, X.3.1). */
  static final Reply NO_ROOM = new Reply(452, "mail system full, try again later (#4.3.1)");

  /** There is no store, or it takes no new body (63 to 66). */
  static final Reply NO_STORE = Reply.temporary("qq trouble creating files in queue (#4.3.0)");

  /** The store could not make the message durable (53). */
  static final Reply WRITE_ERROR = Reply.temporary("qq write error or disk full (#4.3.0)");

  static final Reply TOO_MANY = new Reply(452, "too many recipients (#4.5.3)");

  /** As much waits in the instance as its limits let in. */
  static final Reply QUEUE_FULL = new Reply(452, "mail queue is full, try again later (#4.3.1)");

  /** More comes into the instance than its limit on the rate lets in. */
  static final Reply TOO_FAST = new Reply(452, "too much mail for now, try again later (#4.4.5)");

  /** Its instance has other filters than that of the recipients before: RFC 5321 4.5.3.1.10. */
  static final Reply SEPARATELY =
      new Reply(452, "please send to this recipient separately (#4.5.3)");

  private Replies() {}
}
