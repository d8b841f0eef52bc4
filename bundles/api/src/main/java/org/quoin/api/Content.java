package org.quoin.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message as it will be delivered: header lines put on top by us, then the body as it came in.
 *
 * @param header complete header lines, each ended by LF, bytes as characters; may be empty
 */
public record Content(String header, StoredBody body) {

  /** Bytes, header included. */
  public long size() {
    return header.length() + body.size();
  }

  /** Header and body as one stream. */
  public InputStream open() throws IOException {
    InputStream rest = body.open();
    if (header.isEmpty()) {
      return rest;
    }
    byte[] top = header.getBytes(StandardCharsets.ISO_8859_1);
    return new SequenceInputStream(new ByteArrayInputStream(top), rest);
  }

  /** The same body with more header lines on top. */
  public Content onTop(String lines) {
    return new Content(lines + header, body);
  }
}
