package org.quoin.programs;

/** A text is no list of addresses: something is not closed, or not opened. */
final class UnparsableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnparsableException(String why) {
    super(why);
  }
}
