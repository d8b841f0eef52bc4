package org.quoin.smtpd;

import java.io.IOException;
import java.util.Optional;
import org.quoin.api.user.Authenticator;

/**
 * PLAIN (RFC 4616): {@code authzid NUL authcid NUL password} in one response. Nobody may act as
 * somebody else, so an authzid is empty or the same.
 */
record PlainExchange(Authenticator judge) implements Exchange {

  @Override
  public String greeting() {
    return "";
  }

  @Override
  public Step next(String response) throws IOException {
    Optional<String> text = SaslLine.utf8(response);
    String[] parts = text.orElse("").split("\0", -1);
    if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
      return Step.MALFORMED;
    }
    boolean himself = parts[0].isEmpty() || parts[0].equals(parts[1]);
    return himself ? judged(judge, parts[1], parts[2]) : new Step.Failed(parts[1]);
  }

  static Step judged(Authenticator judge, String user, String password) throws IOException {
    return judge
        .password(user, password)
        .<Step>map(Step.Done::new)
        .orElseGet(() -> new Step.Failed(user));
  }
}
