package org.quoin.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.api.intake.Session;
import org.quoin.codec.AsciiCase;

/**
 * Who a relay client is known to be, all in small letters.
 *
 * @param info name of the user that has logged in, else TCPREMOTEINFO; may be empty
 * @param host TCPREMOTEHOST; may be empty
 */
record SenderIdentity(String info, String ip, String host) {

  static SenderIdentity of(Session session) {
    Optional<Peer> peer = session.peer();
    return new SenderIdentity(
        AsciiCase.lower(
            session
                .user()
                .orElseGet(() -> known(session, "TCPREMOTEINFO", peer.flatMap(Peer::remoteInfo)))),
        AsciiCase.lower(known(session, "TCPREMOTEIP", peer.map(Peer::remoteIp))),
        AsciiCase.lower(known(session, "TCPREMOTEHOST", peer.flatMap(Peer::remoteHost))));
  }

  private static String known(Session session, String variable, Optional<String> seen) {
    return session.variables().getOrDefault(variable, seen.orElse(""));
  }

  /** The keys of mailfromrules that are of him, in the order in which they are asked for (C9). */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    if (!info.isEmpty()) {
      keys.add(info);
      keys.add(info + "@" + ip);
      if (!host.isEmpty()) {
        keys.add(info + "@=" + host);
      }
    }
    keys.add(ip);
    if (!host.isEmpty()) {
      keys.add("=" + host);
    }
    for (int i = ip.length(); i > 0; i--) {
      if (ip.charAt(i - 1) == '.' || ip.charAt(i - 1) == ':') {
        keys.add(ip.substring(0, i));
      }
    }
    if (!host.isEmpty()) {
      for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
        keys.add("=" + host.substring(dot));
      }
      keys.add("=");
    }
    return keys;
  }
}
