package org.quoin.smtpd;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.user.Authenticator;

/**
 * LOGIN, which no RFC has but every old client: a name, then a password. The prompts are those that
 * clients compare with.
 */
final class LoginExchange implements Exchange {
  private final Authenticator judge;
  private @Nullable String user;

  LoginExchange(Authenticator judge) {
    this.judge = judge;
  }

  @Override
  public String greeting() {
    return "Username:";
  }

  @Override
  public Step next(String response) throws IOException {
    Optional<String> text = SaslLine.utf8(response).filter(t -> !t.isEmpty() && t.indexOf(0) < 0);
    if (text.isEmpty()) {
      return Step.MALFORMED;
    }
    if (user == null) {
      user = text.get();
      return new Step.Challenge("Password:");
    }
    return PlainExchange.judged(judge, user, text.get());
  }
}
