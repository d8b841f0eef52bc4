package org.quoin.intake;

import java.util.List;
import java.util.Optional;

/**
 * A queue instance as its configuration describes it, whether or not it is alive.
 *
 * @param id decimal digits; empty if the configuration has none
 * @param patterns the domains it claims, those that can be read
 * @param redirect id of the instance that mail for its domains goes to instead (X4)
 * @param trouble why it can take no mail now, for the operator; empty if nothing speaks against it
 */
record Instance(
    String id,
    String alias,
    List<String> patterns,
    Optional<String> redirect,
    Optional<String> trouble) {

  /** {@code 01:customer1}, as qmail's QMQ writes it (X1). */
  String label() {
    return id + ":" + alias;
  }
}
