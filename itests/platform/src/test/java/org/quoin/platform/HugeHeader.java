package org.quoin.platform;

import java.io.IOException;
import org.quoin.kit.SmtpClient;

/** Headers that nobody needs, all of them well-formed by the letter of RFC 5322. */
enum HugeHeader {
  MANY_FIELDS("", "X-Many: 0123456789abcdef0123456789abcdef0123456789abcde\r\n"),
  ONE_FOLDED_FIELD(
      "X-Folded:\r\n", " 0123456789abcdef0123456789abcdef0123456789abcdef0123456789\r\n"),
  ONE_LINE("X-Line: ", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");

  private final String begin;
  private final String part;

  HugeHeader(String begin, String part) {
    this.begin = begin;
    this.part = part;
  }

  /** Sends so much of it, and not what ends it. */
  void send(SmtpClient client, int mebibytes) throws IOException {
    client.write("Subject: huge\r\n" + begin);
    String block = part.repeat((1 << 20) / part.length());
    for (int i = 0; i < mebibytes; i++) {
      client.write(block);
    }
    client.write(part.endsWith("\n") ? "" : "\r\n");
  }
}
