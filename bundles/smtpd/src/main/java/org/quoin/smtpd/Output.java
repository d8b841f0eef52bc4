package org.quoin.smtpd;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.quoin.api.Reply;

/** Replies on their way out, gathered until the input runs dry (RFC 2920, 3.2). */
final class Output {
  private static final int ROOM = 8 * 1024;

  /** Replies with 3 as their first digit. */
  private static final int GO_ON = 3;

  private final OutputStream peer;
  private final StringBuilder waiting = new StringBuilder();

  private boolean statusCodes;

  Output(OutputStream peer) {
    this.peer = peer;
  }

  /** From now on replies begin with a status code (RFC 2034), unless they only ask for more. */
  void statusCodes(boolean wanted) {
    statusCodes = wanted;
  }

  void reply(Reply reply) throws IOException {
    boolean plain = !statusCodes || reply.code() / 100 == GO_ON;
    line(plain ? reply.toString() : reply.code() + " " + StatusCode.of(reply) + " " + reply.text());
  }

  /** Adds a line; its end is added here. */
  void line(String text) throws IOException {
    waiting.append(text).append("\r\n");
    if (waiting.length() > ROOM) {
      flush();
    }
  }

  void flush() throws IOException {
    if (!waiting.isEmpty()) {
      byte[] bytes = waiting.toString().getBytes(StandardCharsets.ISO_8859_1);
      waiting.setLength(0);
      peer.write(bytes);
      peer.flush();
    }
  }
}
