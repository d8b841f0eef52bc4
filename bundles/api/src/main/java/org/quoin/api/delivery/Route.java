package org.quoin.api.delivery;

import java.util.Optional;
import org.quoin.api.Address;

/**
 * How a recipient leaves.
 *
 * @param transport name of a {@link Transport}, looked up at the moment of use
 * @param recipient the address after rewriting
 * @param nextHop where the transport shall go, such as {@code relay.example:26}; empty = its choice
 * @param destination key that limits and back-off use, such as the domain in lower case
 * @param rule which rule decided, for {@code route:explain}, such as {@code locals: example.org}
 */
public record Route(
    String transport,
    Address recipient,
    Optional<String> nextHop,
    String destination,
    String rule) {

  /** Name of the transport for mailboxes on this machine. */
  public static final String LOCAL = "local";
}
