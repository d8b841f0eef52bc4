package org.quoin.fuzz;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** All targets in one process, which starts once: the first byte of an input is its target. */
public final class AllFuzz {
  private static final List<Target> TARGETS = List.of(Target.values());

  private AllFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length > 0) {
      Target target = TARGETS.get((input[0] & 0xFF) % TARGETS.size());
      target.run(Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /** An input of one target as one of all. */
  static byte[] input(Target target, byte[] input) {
    byte[] all = new byte[input.length + 1];
    all[0] = (byte) TARGETS.indexOf(target);
    System.arraycopy(input, 0, all, 1, input.length);
    return all;
  }
}
