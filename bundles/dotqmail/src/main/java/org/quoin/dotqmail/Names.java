package org.quoin.dotqmail;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.quoin.api.user.Account;
import org.quoin.codec.AsciiCase;

/**
 * The names of the files that speak for an account (L4, L10, qmail-local(8)), relative to its home.
 * In the extension, letters become small and dots become colons, so no {@code ..} can come in by an
 * address.
 */
final class Names {
  private static final String DEFAULT = "default";

  /**
   * A name to try.
   *
   * @param name relative, bytes as characters
   * @param matched what DEFAULT becomes if it is this one
   */
  record Candidate(String name, Optional<String> matched) {}

  private final String ext;
  private final String safeExt;
  private final String prefix;

  Names(Account account) {
    ext = account.ext();
    safeExt = AsciiCase.lower(ext).replace('.', ':');
    prefix = ".qmail" + account.dash();
  }

  /**
   * All names in the order in which they are tried: the exact one, then {@code -default} for less
   * and less of the extension. A name that ends in {@code default} sets DEFAULT even if the address
   * says so literally.
   */
  Stream<Candidate> candidates() {
    IntStream ends =
        IntStream.iterate(safeExt.length(), end -> end >= 0, end -> end - 1)
            .filter(end -> end == 0 || safeExt.charAt(end - 1) == '-');
    return Stream.concat(Stream.of(exact()), ends.mapToObj(this::standingIn));
  }

  private Candidate exact() {
    int start = ext.length() - DEFAULT.length();
    return new Candidate(
        prefix + safeExt,
        safeExt.endsWith(DEFAULT) ? Optional.of(ext.substring(start)) : Optional.empty());
  }

  /** For what stands behind this part of the extension. */
  private Candidate standingIn(int end) {
    String name = prefix + safeExt.substring(0, end) + DEFAULT;
    return new Candidate(name, Optional.of(ext.substring(end)));
  }

  /** If it is there, forwards go out under the owner's address. */
  String owner() {
    return prefix + safeExt + "-owner";
  }

  /** If it is there as well, each recipient of a forward gets a sender of its own. */
  String ownerDefault() {
    return owner() + "-" + DEFAULT;
  }
}
