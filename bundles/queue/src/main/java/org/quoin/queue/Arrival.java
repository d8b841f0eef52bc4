package org.quoin.queue;

/** How a message comes to its instance. */
enum Arrival {
  /** Accepted this moment: nobody can have tried to deliver it. */
  NOW,
  /** Accepted while nobody was here, or moved here: nobody has been told of it yet. */
  UNTOLD,
  /** Known from earlier. */
  REPLAYED
}
