package org.quoin.programs;

import java.io.IOException;
import org.quoin.api.delivery.LocalDelivery;

/** Variables that a program cannot do without. */
record Environment(LocalDelivery delivery) {
  static Environment of(LocalDelivery delivery) {
    return new Environment(delivery);
  }

  /**
   * @throws IOException in qmail's words, if it is not set
   */
  String require(String name) throws IOException {
    return delivery.variable(name).orElseThrow(() -> new IOException(name + " not set"));
  }
}
