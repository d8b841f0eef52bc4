package org.quoin.smtpd;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.quoin.api.user.Authenticator;
import org.quoin.api.user.Login;
import org.quoin.api.user.ScramKeys;

/**
 * Asks nobody on behalf of a peer who has failed too often: he is told to come back, whether he is
 * right or not.
 *
 * @param ip the peer's
 */
record GuardedAuthenticator(Authenticator inner, Failures failures, String ip)
    implements Authenticator {

  @Override
  public Set<Proof> proofs() {
    return inner.proofs();
  }

  @Override
  public Optional<Login> password(String user, String password) throws IOException {
    requireFew(user);
    return inner.password(user, password);
  }

  @Override
  public Optional<Login> cramMd5(String user, String challenge, String digest) throws IOException {
    requireFew(user);
    return inner.cramMd5(user, challenge, digest);
  }

  @Override
  public Optional<ScramKeys> scramSha256(String user) throws IOException {
    requireFew(user);
    return inner.scramSha256(user);
  }

  private void requireFew(String user) throws IOException {
    if (failures.tooMany(ip, user)) {
      throw new IOException("too many failures");
    }
  }
}
