package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * A program of this bundle: what is thrown as {@link Fatal}, wherever that is, becomes its exit
 * code and a line on standard error, {@code forward: fatal: NEWSENDER not set}.
 */
interface Program extends LocalProgram {
  /** As it is called. */
  String name();

  /** Does the work, as {@link #run} says it. */
  int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal;

  @Override
  default int run(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException {
    try {
      return work(delivery, arguments);
    } catch (Fatal e) {
      delivery.complain(name() + ": " + e.getMessage() + "\n");
      return e.exit();
    }
  }
}
