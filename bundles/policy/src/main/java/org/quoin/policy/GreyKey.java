package org.quoin.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a greylist knows something about, as 128 bits of its SHA-256: of one size, however long
 * addresses are, and nobody who reads the file reads who writes to whom.
 */
record GreyKey(long high, long low) {

  /** The key of these parts in this order. */
  static GreyKey of(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0); // addresses have none
      }
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
      return new GreyKey(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
