package org.quoin.queue;

/** What became of an operator's wish for one message. */
enum Fate {
  DONE,
  /** Somebody works on it now; the wish has changed nothing. */
  BUSY,
  /** There is no such message. */
  ABSENT,
  /** It is suspect, and the wish must not decide whether it is delivered. */
  SUSPECT
}
