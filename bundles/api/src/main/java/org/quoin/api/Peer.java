package org.quoin.api;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    Optional<String> localHost) {

  /** The variables by which tcpserver tells a program about this connection. */
  public Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    variables.put("PROTO", remoteIp.contains(":") ? "TCP6" : "TCP");
    variables.put("TCPLOCALIP", localIp);
    variables.put("TCPLOCALPORT", Integer.toString(localPort));
    localHost.ifPresent(host -> variables.put("TCPLOCALHOST", host));
    variables.put("TCPREMOTEIP", remoteIp);
    variables.put("TCPREMOTEPORT", Integer.toString(remotePort));
    remoteHost.ifPresent(host -> variables.put("TCPREMOTEHOST", host));
    remoteInfo.ifPresent(info -> variables.put("TCPREMOTEINFO", info));
    return variables;
  }
}
