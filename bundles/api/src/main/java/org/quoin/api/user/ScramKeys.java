package org.quoin.api.user;

/**
 * What a server keeps for SCRAM instead of a password (RFC 5802, 3 and 5.1); texts are base64.
 *
 * @param login who the user is if the proof is right
 * @param salt random bytes
 * @param iterations of PBKDF2
 */
public record ScramKeys(
    Login login, String salt, int iterations, String storedKey, String serverKey) {

  /** Nothing secret. */
  @Override
  public String toString() {
    return "ScramKeys[" + login + "]";
  }
}
