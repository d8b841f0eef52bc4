package org.quoin.smtpd;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds an exchange over the lines of a session (RFC 4954, 4). */
record ExchangeLines(Input input, Output output) {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeLines.class);

  /** The longest line of an exchange. */
  private static final int LINE_BYTES = 12_288;

  private static final String NO_BYTES = "=";
  private static final String CANCEL = "*";

  /** Begins with our first challenge; returns the last step, which is no challenge. */
  Step hold(Exchange exchange) throws IOException {
    return goOn(exchange, new Step.Challenge(exchange.greeting()));
  }

  /** Begins with what the peer has sent behind the name of the mechanism. */
  Step hold(Exchange exchange, String initial) throws IOException {
    return exchange.takesInitialResponse()
        ? goOn(exchange, heard(exchange, initial.equals(NO_BYTES) ? "" : initial))
        : Step.MALFORMED;
  }

  private Step goOn(Exchange exchange, Step first) throws IOException {
    Step step = first;
    while (step instanceof Step.Challenge challenge) {
      output.line("334 " + SaslLine.encoded(challenge.text()));
      Optional<String> line = input.readLine(LINE_BYTES);
      step =
          line.isPresent()
              ? heard(exchange, withoutCr(line.get()))
              : new Step.Refused(AuthReplies.LINE_TOO_LONG);
    }
    return step;
  }

  private static Step heard(Exchange exchange, String line) {
    if (line.length() > LINE_BYTES) {
      return new Step.Refused(AuthReplies.LINE_TOO_LONG);
    }
    if (line.equals(CANCEL)) {
      return new Step.Refused(AuthReplies.CANCELLED);
    }
    return SaslLine.decoded(line).map(bytes -> next(exchange, bytes)).orElse(Step.MALFORMED);
  }

  /** An authenticator that cannot tell now is no no. */
  private static Step next(Exchange exchange, String response) {
    try {
      return exchange.next(response);
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.debug("AUTH put off: {}", e.toString());
      return new Step.Refused(AuthReplies.LATER);
    }
  }

  private static String withoutCr(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
