package org.quoin.programs;

import org.quoin.api.program.LocalDelivery;

/** Variables that a program cannot do without. */
record Environment(LocalDelivery delivery) {
  static Environment of(LocalDelivery delivery) {
    return new Environment(delivery);
  }

  /**
   * @throws Fatal in qmail's words, if it is not set
   */
  String require(String name) throws Fatal {
    return delivery.variable(name).orElseThrow(() -> Fatal.failed(name + " not set"));
  }
}
