package org.quoin.intake;

import java.util.List;
import java.util.Optional;

/**
 * A queue instance: by its settings in force while it is alive, else as its configuration describes
 * it.
 *
 * @param id decimal digits; empty if the configuration has none
 * @param patterns the domains it claims, those that can be read
 * @param filters names of those that its mail must have passed, beside those of all mail
 * @param trouble why it can take no mail now, for the operator; empty if nothing speaks against it
 */
record Instance(
    String id,
    String alias,
    List<String> patterns,
    List<String> filters,
    Optional<String> trouble) {

  /** {@code 01:customer1}, as qmail's QMQ writes it (X1). */
  String label() {
    return id + ":" + alias;
  }
}
