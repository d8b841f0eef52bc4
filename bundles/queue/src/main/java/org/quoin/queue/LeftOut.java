package org.quoin.queue;

/**
 * A message, or a file, that is not taken along between a qmail queue and an instance.
 *
 * @param name of the file or message, for people
 */
record LeftOut(String name, String reason) {
  /** A line for a terminal. */
  String line() {
    return Listing.printable(name) + ": " + Listing.printable(reason);
  }
}
