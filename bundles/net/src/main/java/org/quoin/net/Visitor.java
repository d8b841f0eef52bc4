package org.quoin.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Peer;

/**
 * What access rules look at (V1).
 *
 * @param ip TCPREMOTEIP
 * @param host TCPREMOTEHOST, if it is known
 * @param info TCPREMOTEINFO, if it is known
 */
record Visitor(String ip, Optional<String> host, Optional<String> info) {

  static Visitor of(Peer peer) {
    return new Visitor(peer.remoteIp(), peer.remoteHost(), peer.remoteInfo());
  }

  /** Keys that name this one visitor, in the order in which they are looked up. */
  List<String> own() {
    List<String> keys = new ArrayList<>();
    info.ifPresent(user -> keys.add(user + "@" + ip));
    info.ifPresent(user -> host.ifPresent(name -> keys.add(user + "@=" + name)));
    keys.add(ip);
    host.ifPresent(name -> keys.add("=" + name));
    return keys;
  }

  /** Beginnings of the address that end in a dot, the longest first. */
  List<String> prefixes() {
    List<String> keys = new ArrayList<>();
    for (int dot = ip.lastIndexOf('.'); dot >= 0; dot = ip.lastIndexOf('.', dot - 1)) {
      keys.add(ip.substring(0, dot + 1));
    }
    return keys;
  }

  /** Domains that the host is in, the longest first; any host; anybody. */
  List<String> others() {
    List<String> keys = new ArrayList<>();
    host.ifPresent(
        name -> {
          for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            keys.add("=" + name.substring(dot));
          }
          keys.add("=");
        });
    keys.add("");
    return keys;
  }

  /** All keys, in the order in which a compiled file is asked. */
  List<String> keys() {
    List<String> keys = new ArrayList<>(own());
    keys.addAll(prefixes());
    keys.addAll(others());
    return keys;
  }
}
