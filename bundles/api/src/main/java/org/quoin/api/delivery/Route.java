package org.quoin.api.delivery;

import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;

/**
 * How a recipient leaves.
 *
 * @param transport name of a {@link Transport}, looked up at the moment of use
 * @param recipient the address after rewriting
 * @param nextHop where the transport shall go, such as {@code relay.example:26}; empty = its choice
 * @param destination key that limits and back-off use, such as the domain in lower case
 * @param rule for {@code route:explain}, the rules that took part in their order, {@code "; "}
 *     between them, and the one that decided last, such as {@code locals: example.org}
 */
public record Route(
    String transport,
    Address recipient,
    Optional<String> nextHop,
    String destination,
    String rule) {

  /** Name of the transport for mailboxes on this machine. */
  public static final String LOCAL = "local";

  private static final String BETWEEN_RULES = "; ";

  /** The rules that took part; the last one decided. */
  public List<String> rules() {
    return List.of(rule.split(BETWEEN_RULES, -1));
  }
}
