package org.quoin.api.intake;

import java.io.IOException;
import org.quoin.api.Reply;

/** Mail cannot be taken now; the stranger gets {@link #reply()}, always a 4xx. */
public final class BusyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * @param reply what the stranger is told
   * @param detail what the operator is told
   * @throws IllegalArgumentException if the reply is not temporary
   */
  public BusyException(Reply reply, String detail) {
    super(reply.text() + ": " + detail);
    if (!reply.isTemporary()) {
      throw new IllegalArgumentException("busy is never permanent: " + reply);
    }
    this.code = reply.code();
    this.text = reply.text();
  }

  private final String text;

  public Reply reply() {
    return new Reply(code, text);
  }
}
