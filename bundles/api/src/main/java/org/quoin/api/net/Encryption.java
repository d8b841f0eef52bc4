package org.quoin.api.net;

import java.util.Optional;

/**
 * How a connection is encrypted.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipher name of the cipher suite
 * @param serverName the name that the peer asked for (SNI), lower case
 * @param client subject of the client's certificate, RFC 2253; present only if it was verified
 */
public record Encryption(
    String protocol, String cipher, Optional<String> serverName, Optional<String> client) {}
