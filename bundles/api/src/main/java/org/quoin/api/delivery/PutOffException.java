package org.quoin.api.delivery;

import java.io.IOException;

/** Mail must wait, and the log and its sender shall read exactly why. */
public final class PutOffException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String text;

  /**
   * @param text one line with the code in qmail's style at its end, such as {@code Uh-oh: .qmail
   *     file is writable. (#4.7.0)}
   */
  public PutOffException(String text) {
    super(text);
    this.text = text;
  }

  public String text() {
    return text;
  }
}
