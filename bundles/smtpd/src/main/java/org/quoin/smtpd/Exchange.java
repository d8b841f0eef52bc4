package org.quoin.smtpd;

import java.io.IOException;

/**
 * One attempt to log in by one mechanism (RFC 4422, 3), without base64 and lines. Once there was
 * another step than {@link Step.Challenge} it is over.
 */
sealed interface Exchange permits PlainExchange, LoginExchange, CramMd5Exchange, ScramExchange {

  /** The first challenge, for a peer that has sent no initial response; it may be empty. */
  String greeting();

  /** Whether the peer may speak first (RFC 4954, 4: initial-response). */
  default boolean takesInitialResponse() {
    return true;
  }

  /**
   * @param response bytes as characters
   * @throws IOException if nobody can tell now
   */
  Step next(String response) throws IOException;
}
