package org.quoin.smtpd;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Reply;

/**
 * A message on its way into a draft's body. After the first trouble, or beyond the size limit, the
 * rest is read and thrown away; the peer is told at the end.
 */
final class Transfer implements DataReader.Sink {
  private static final int MAX_HOPS = 100;

  private final OutputStream body;
  private final Terms terms;
  private @Nullable Reply trouble;
  private long stored;

  Transfer(OutputStream body, Terms terms) {
    this.body = body;
    this.terms = terms;
  }

  /** Puts header lines on top; databytes does not count them. */
  void top(String lines) {
    byte[] bytes = lines.getBytes(StandardCharsets.ISO_8859_1);
    put(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] buffer, int from, int length) {
    stored += length;
    if (terms.allows(stored)) {
      put(buffer, from, length);
    }
  }

  private void put(byte[] buffer, int from, int length) {
    if (trouble != null) {
      return;
    }
    try {
      body.write(buffer, from, length);
    } catch (IOException | RuntimeException | LinkageError e) {
      trouble = SafeDraft.trouble(e);
    }
  }

  /**
   * Why the message cannot be handed in; empty if nothing stands against it.
   *
   * @param unclean whether it has what programs may disagree on
   */
  Optional<Reply> objection(int hops, boolean unclean) {
    if (unclean) {
      return Optional.of(Replies.UNCLEAN);
    }
    if (hops >= MAX_HOPS) {
      return Optional.of(Replies.HOPS);
    }
    return terms.allows(stored) ? Optional.ofNullable(trouble) : Optional.of(Replies.DATABYTES);
  }
}
