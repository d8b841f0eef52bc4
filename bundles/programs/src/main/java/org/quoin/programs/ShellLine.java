package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.quoin.api.Content;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * A line of shell that an alias or a {@code .forward} file runs.
 *
 * @param shell how the shell is called
 */
record ShellLine(String shell, String line) {

  /**
   * Runs it with this input.
   *
   * @return what it means, see {@link #meaning}
   * @throws Fatal if it was killed
   */
  int run(LocalDelivery delivery, Content input) throws IOException, InterruptedException, Fatal {
    return meaning(ChildEnd.of(delivery, List.of(shell, "-c", line), input).exit());
  }

  /** Done, failed or later; an exit code that leaves out the lines that follow is not known. */
  static int meaning(int exit) {
    return switch (exit) {
      case 0 -> LocalProgram.DONE;
      case 64, 65, 70, 76, 77, 78, 100, 112 -> LocalProgram.FAILED;
      default -> LocalProgram.LATER;
    };
  }
}
