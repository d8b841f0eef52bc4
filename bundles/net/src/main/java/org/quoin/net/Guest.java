package org.quoin.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.codec.IpText;

/**
 * A peer that may come in.
 *
 * @param variables set for its session
 */
record Guest(Peer peer, Map<String, String> variables) {

  /** The two ends of a socket. */
  static Peer peer(Socket socket, String localName) {
    return new Peer(
        IpText.of(socket.getInetAddress()),
        socket.getPort(),
        Optional.empty(),
        Optional.empty(),
        IpText.of(socket.getLocalAddress()),
        socket.getLocalPort(),
        Optional.of(localName).filter(name -> !name.isEmpty()));
  }

  /**
   * The same peer with its addresses as rules write them.
   *
   * @throws Entrance.TurnedException if it has none
   */
  static Peer canonical(Peer peer) throws Entrance.TurnedException {
    String ip =
        Network.literal(peer.remoteIp())
            .map(IpText::of)
            .orElseThrow(() -> new Entrance.TurnedException("no address: " + peer.remoteIp()));
    return new Peer(
        ip,
        peer.remotePort(),
        peer.remoteHost(),
        peer.remoteInfo(),
        canonical(peer.localIp()),
        peer.localPort(),
        peer.localHost());
  }

  /** An address in its one form; other text as it is. */
  static String canonical(String ip) {
    return Network.literal(ip).map(IpText::of).orElse(ip);
  }

  /**
   * What limits per address count: an IPv6 peer has all of its /64, and could come from each
   * address of it once.
   */
  static InetAddress network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }
}
