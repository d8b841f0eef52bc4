package org.quoin.local;

/**
 * How a program ended and what it wrote.
 *
 * @param exit its exit code, or 128 and the number of the signal that killed it
 * @param output the beginning of standard output and standard error, bytes as characters
 */
record ProgramEnd(int exit, String output) {
  private static final int STOP = 99;
  private static final int FIRST_SIGNAL = 129;
  private static final int LAST_SIGNAL = 128 + 64;

  /** What an exit code means (L7, qmail-command(8)). */
  enum Meaning {
    DONE,
    /** Done, and what follows is left out. */
    DONE_AND_STOP,
    FAILED,
    LATER,
    /** Later, because of a signal. The JDK cannot tell it from an exit code of that number. */
    CRASHED
  }

  boolean isSuccess() {
    return exit == 0 || exit == STOP;
  }

  Meaning meaning() {
    return switch (exit) {
      case 0 -> Meaning.DONE;
      case STOP -> Meaning.DONE_AND_STOP;
      case 100, 64, 65, 70, 76, 77, 78, 112 -> Meaning.FAILED;
      default -> exit >= FIRST_SIGNAL && exit <= LAST_SIGNAL ? Meaning.CRASHED : Meaning.LATER;
    };
  }
}
