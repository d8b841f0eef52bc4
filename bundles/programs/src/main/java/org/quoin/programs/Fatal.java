package org.quoin.programs;

import org.quoin.api.Reply;
import org.quoin.api.program.LocalProgram;

/**
 * The end of a program that cannot do its work: an exit code and what to say on standard error,
 * without the program's name. Thrown by whatever finds the trouble, ended by {@link Program}.
 */
final class Fatal extends Exception {
  private static final long serialVersionUID = 1L;
  private final int exit;

  private Fatal(int exit, String text) {
    super(text);
    this.exit = exit;
  }

  /** The line of instructions is wrong; the text is the right form. */
  static Fatal usage(String form) {
    return new Fatal(LocalProgram.FAILED, "usage: " + form);
  }

  static Fatal failed(String why) {
    return new Fatal(LocalProgram.FAILED, "fatal: " + why);
  }

  static Fatal later(String why) {
    return new Fatal(LocalProgram.LATER, "fatal: " + why);
  }

  /** The queue has refused, in its own words. */
  static Fatal refused(Reply reply) {
    return reply.isPermanent() ? failed(reply.text()) : later(reply.text());
  }

  int exit() {
    return exit;
  }
}
