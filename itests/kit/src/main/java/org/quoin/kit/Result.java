package org.quoin.kit;

/** What a program printed and how it ended. */
public record Result(int exit, String out, String err) {
  public boolean good() {
    return exit == 0;
  }

  /** Both texts, for messages. */
  public String text() {
    return out + err;
  }
}
