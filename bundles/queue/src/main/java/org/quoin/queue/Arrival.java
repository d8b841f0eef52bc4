package org.quoin.queue;

/** How a message comes to its instance. */
enum Arrival {
  /** Here for the first time and without a past: nobody can have tried it under this number. */
  NOW,
  /** Accepted while nobody was here, or moved here with its past: nobody has been told of it. */
  UNTOLD,
  /** Known from earlier. */
  REPLAYED
}
