package org.quoin.smtpd;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.api.user.Authenticator;

/**
 * CRAM-MD5 (RFC 2195): {@code name digest} answers our challenge.
 *
 * @param greeting the challenge, angle brackets included, never sent before
 */
record CramMd5Exchange(Authenticator judge, String greeting) implements Exchange {
  private static final Pattern RESPONSE = Pattern.compile("([^\\x00]+) ([0-9A-Fa-f]{32})");

  @Override
  public boolean takesInitialResponse() {
    return false;
  }

  @Override
  public Step next(String response) throws IOException {
    Optional<Matcher> parts =
        SaslLine.utf8(response).map(RESPONSE::matcher).filter(Matcher::matches);
    if (parts.isEmpty()) {
      return Step.MALFORMED;
    }
    String user = parts.get().group(1);
    return judge
        .cramMd5(user, greeting, parts.get().group(2))
        .<Step>map(Step.Done::new)
        .orElseGet(() -> new Step.Failed(user));
  }
}
