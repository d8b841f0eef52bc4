package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.quoin.api.Content;
import org.quoin.api.delivery.LocalDelivery;
import org.quoin.api.delivery.LocalProgram;

/**
 * A line of shell that an alias or a {@code .forward} file runs.
 *
 * @param shell how the shell is called
 */
record ShellLine(String shell, String line) {
  private static final int KILLED = 128;
  private static final int SIGNALS = 64;

  /**
   * Runs it with this input.
   *
   * @return what it means for the delivery: done, failed or later; to stop is not known here
   * @throws Fatal if it was killed
   */
  int run(LocalDelivery delivery, Content input) throws IOException, InterruptedException, Fatal {
    int exit = delivery.run(List.of(shell, "-c", line), input);
    if (exit > KILLED && exit <= KILLED + SIGNALS) {
      throw Fatal.later("child crashed");
    }
    return switch (exit) {
      case 0 -> LocalProgram.DONE;
      case 64, 65, 70, 76, 77, 78, 100, 112 -> LocalProgram.FAILED;
      default -> LocalProgram.LATER;
    };
  }
}
