package org.quoin.api.delivery;

import java.util.Optional;

/**
 * How a queue instance wants to appear to hosts that its mail is carried to, whatever is checked
 * about it. A transport that calls no host passes it over; one that cannot call from {@code source}
 * tries again later rather than call from elsewhere.
 *
 * @param source address to call from, an IPv4 or IPv6 literal, perhaps with {@code %} and the name
 *     of an interface behind it; empty = the system's choice
 * @param helo name to call itself by in EHLO and HELO; empty = control/helohost, else control/me
 */
public record Caller(Optional<String> source, Optional<String> helo) {
  /** An instance that does not mind. */
  public static final Caller ANY = new Caller(Optional.empty(), Optional.empty());
}
