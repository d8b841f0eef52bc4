package org.quoin.api;

import java.util.Optional;

/**
 * The two ends of a connection, as tcpserver tells them (V3).
 *
 * @param remoteIp text form of the address, never a name
 * @param remotePort 1 to 65535
 * @param remoteHost name found by reverse look-up, lower case; empty Optional if not looked up or
 *     not found
 * @param remoteInfo TCPREMOTEINFO, what an ident server or a login said about the user
 * @param localIp our own address on this connection
 * @param localPort our own port
 * @param localHost TCPLOCALHOST; empty Optional if unknown
 */
public record Peer(
    String remoteIp,
    int remotePort,
    Optional<String> remoteHost,
    Optional<String> remoteInfo,
    String localIp,
    int localPort,
    Optional<String> localHost) {}
