package org.quoin.programs;

import java.util.stream.Stream;
import org.quoin.api.program.LocalDelivery;

/**
 * The lines for the top of a message, as delivery has put them into the environment.
 *
 * @param from a line of an mbox, From_; any of them may be empty
 * @param complete whether all three are set
 */
record TopLines(String from, String returnPath, String deliveredTo, boolean complete) {
  static TopLines of(LocalDelivery delivery) {
    return new TopLines(
        delivery.variable("UFLINE").orElse(""),
        delivery.variable("RPLINE").orElse(""),
        delivery.variable("DTLINE").orElse(""),
        Stream.of("UFLINE", "RPLINE", "DTLINE")
            .allMatch(name -> delivery.variable(name).isPresent()));
  }

  /** As in an mbox. */
  String all() {
    return from + returnPath + deliveredTo;
  }
}
