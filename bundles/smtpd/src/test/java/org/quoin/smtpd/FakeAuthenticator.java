package org.quoin.smtpd;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.quoin.api.user.Authenticator;
import org.quoin.api.user.Login;
import org.quoin.api.user.ScramKeys;

/**
 * Knows three users, those of the RFCs: {@code tim} with the password {@code tanstaaftanstaaf} and
 * one answer to CRAM-MD5 (RFC 2195, 2), {@code user} with {@code pencil} (RFC 7677, 3), {@code
 * t\u00efm}.
 */
final class FakeAuthenticator implements Authenticator {
  static final String CRAM_CHALLENGE = "<1896.697170952@postoffice.reston.mci.net>";
  static final String CRAM_DIGEST = "b913a602c7eda7a495b4e6e7334d3890";

  private final Set<Proof> proofs;
  private boolean broken;
  int asked;

  FakeAuthenticator(Set<Proof> proofs) {
    this.proofs = proofs;
  }

  static FakeAuthenticator all() {
    return new FakeAuthenticator(EnumSet.allOf(Proof.class));
  }

  /** From now on it cannot tell. */
  FakeAuthenticator broken() {
    broken = true;
    return this;
  }

  @Override
  public Set<Proof> proofs() {
    return proofs;
  }

  private void ask() throws IOException {
    asked++;
    if (broken) {
      throw new IOException("cannot tell now");
    }
  }

  @Override
  public Optional<Login> password(String user, String password) throws IOException {
    ask();
    String right =
        switch (user) {
          case "tim", "t\u00efm" -> "tanstaaftanstaaf";
          case "user" -> "pencil";
          default -> "";
        };
    return password.equals(right) ? Optional.of(new Login(user)) : Optional.empty();
  }

  @Override
  public Optional<Login> cramMd5(String user, String challenge, String digest) throws IOException {
    ask();
    boolean right = user.equals("tim") && challenge.equals(CRAM_CHALLENGE);
    return right && digest.equals(CRAM_DIGEST) ? Optional.of(new Login(user)) : Optional.empty();
  }

  @Override
  public Optional<ScramKeys> scramSha256(String user) throws IOException {
    ask();
    return user.equals("user")
        ? Optional.of(
            new ScramKeys(
                new Login("user"),
                "W22ZaJ0SNY7soEsUEjb6gQ==",
                4096,
                "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=",
                "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="))
        : Optional.empty();
  }
}
