package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.quoin.api.Content;
import org.quoin.api.program.LocalDelivery;

/**
 * How a child has ended that a program asks, {@code condredirect} for one.
 *
 * @param exit its exit code
 */
record ChildEnd(int exit) {
  private static final int FIRST_SIGNAL = 129;
  private static final int LAST_SIGNAL = 128 + 64;

  /**
   * Runs it with the message.
   *
   * @throws Fatal if it was killed: the delivery is tried again later
   */
  static ChildEnd of(LocalDelivery delivery, List<String> words)
      throws IOException, InterruptedException, Fatal {
    return of(delivery, words, delivery.message());
  }

  static ChildEnd of(LocalDelivery delivery, List<String> words, Content input)
      throws IOException, InterruptedException, Fatal {
    int exit = delivery.run(words, input);
    if (exit >= FIRST_SIGNAL && exit <= LAST_SIGNAL) {
      throw Fatal.later("child crashed");
    }
    return new ChildEnd(exit);
  }

  /**
   * Whether it says yes. One that cannot be run says no, as recorded.
   *
   * @throws Fatal if it does not know yet
   */
  boolean isYes() throws Fatal {
    if (exit == Program.LATER) {
      throw Fatal.later("temporary child error");
    }
    return exit == Program.DONE;
  }
}
