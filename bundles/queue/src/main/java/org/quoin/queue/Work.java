package org.quoin.queue;

import java.time.Instant;

/** Does what the {@link Board} hands out; every call must return at once. */
interface Work {
  /** Take what is due with {@link Board#takeDue} until there is nothing. */
  void route();

  void attempt(Recipient recipient, boolean local);

  void end(Endings.Ending ending);

  /** Call {@link Board#tick} at this time or earlier. */
  void wake(Instant time, Instant now);
}
