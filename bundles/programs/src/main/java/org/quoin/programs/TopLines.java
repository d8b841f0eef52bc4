package org.quoin.programs;

import org.quoin.api.delivery.LocalDelivery;

/**
 * The lines for the top of a message, as delivery has put them into the environment; empty if it
 * has not.
 */
record TopLines(String from, String returnPath, String deliveredTo) {
  static TopLines of(LocalDelivery delivery) {
    return new TopLines(
        delivery.variable("UFLINE").orElse(""),
        delivery.variable("RPLINE").orElse(""),
        delivery.variable("DTLINE").orElse(""));
  }

  /** As in an mbox. */
  String all() {
    return from + returnPath + deliveredTo;
  }
}
