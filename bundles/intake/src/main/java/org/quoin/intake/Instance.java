package org.quoin.intake;

import java.util.List;
import java.util.Optional;

/**
 * A queue instance: by its settings in force while it is alive, else as its configuration describes
 * it.
 *
 * @param id decimal digits; empty if the configuration has none
 * @param patterns the domains it claims, those that can be read
 * @param trouble why it can take no mail now, for the operator; empty if nothing speaks against it
 */
record Instance(
    String id, String alias, List<String> patterns, Door door, Optional<String> trouble) {

  /**
   * What new mail finds there.
   *
   * @param filters names of those that it must have passed, beside those of all mail
   * @param redirect id of the instance that mail for its domains goes to instead (X4)
   */
  record Door(List<String> filters, Optional<String> redirect) {
    static final Door PLAIN = new Door(List.of(), Optional.empty());
  }

  List<String> filters() {
    return door.filters();
  }

  Optional<String> redirect() {
    return door.redirect();
  }

  /** {@code 01:customer1}, as qmail's QMQ writes it (X1). */
  String label() {
    return id + ":" + alias;
  }
}
