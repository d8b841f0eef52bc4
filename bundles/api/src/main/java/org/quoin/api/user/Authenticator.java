package org.quoin.api.user;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says who a peer is that wants to log in: a password file, a checkpassword program, a directory.
 * Named by {@link org.quoin.api.PluginName}. Each method answers an {@link Login} if the proof is
 * right, empty if it is wrong or the user is not known, and throws if it cannot tell now. Which of
 * the two reasons for empty it is must not show, not even in the time it takes. Names and passwords
 * are text, not empty and without NUL; they come from strangers. Calls come from several threads at
 * once and may block for a bounded time.
 *
 * <p>Passwords, digests and keys do not belong into logs or exceptions.
 */
@ConsumerType
public interface Authenticator {

  /** What a peer may show. */
  enum Proof {
    PASSWORD,
    CRAM_MD5,
    SCRAM_SHA_256
  }

  /** The kinds of proof that it can judge now: what peers are offered. Quick. */
  Set<Proof> proofs();

  /** A password, as typed (PLAIN, LOGIN, USER and PASS). */
  default Optional<Login> password(String user, String password) throws IOException {
    return Optional.empty();
  }

  /**
   * A keyed digest of our challenge (RFC 2195).
   *
   * @param challenge as it was sent, angle brackets included
   * @param digest 32 hexadecimal digits
   */
  default Optional<Login> cramMd5(String user, String challenge, String digest) throws IOException {
    return Optional.empty();
  }

  /** What is stored of a user's password for SCRAM-SHA-256; empty if there is nothing. */
  default Optional<ScramKeys> scramSha256(String user) throws IOException {
    return Optional.empty();
  }
}
