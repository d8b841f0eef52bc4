package org.quoin.api.delivery;

import java.util.List;
import java.util.Optional;

/**
 * What shall be done with an account's mail.
 *
 * @param lines in order; none if the owner leaves it to the default delivery instructions (L4, L5)
 * @param matched the part of the extension that a {@code -default} file stands in for, case kept:
 *     the variable DEFAULT (L4); none if the name was found otherwise
 * @param owner who sends what is forwarded
 */
public record Instructions(
    Optional<List<Instruction>> lines, Optional<String> matched, Owner owner) {

  /** The envelope sender of forwards; a sender that is null or {@code #@[]} always stays (L10). */
  public enum Owner {
    /** Nobody of its own: the sender stays. */
    NONE,
    /** {@code local-owner@domain}. */
    OWNER,
    /** One for each recipient: {@code local-owner-@domain-@[]}. */
    VERP
  }

  public Instructions {
    lines = lines.map(List::copyOf);
  }
}
