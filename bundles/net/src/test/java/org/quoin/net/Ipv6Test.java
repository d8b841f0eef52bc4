package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.event.MailEvent;

/** Peers that come by IPv6. */
class Ipv6Test {
  private static final String HERE = "::1";

  private final Harbour harbour = new Harbour();

  @BeforeEach
  void thisMachineHasIt() {
    assumeTrue(hasIt(), "no ::1 on this machine");
    harbour.install(new EchoProtocol("one"), 0);
  }

  private static InetAddress address(String ip) {
    return Network.literal(ip).orElseThrow();
  }

  private static boolean hasIt() {
    try (ServerSocket any = new ServerSocket(0, 1, address(HERE))) {
      return any.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void everythingEnds() {
    harbour.close();
  }

  private int port(String address, int perAddress, Network... proxies) throws Exception {
    Admission admission =
        new Admission(
            "",
            "",
            Map.of(),
            new Admission.RulesFile("tcp.smtp", true),
            List.of(proxies),
            Admission.Lookup.NONE);
    Settings.Limits limits = Harbour.limits(9, perAddress);
    return Harbour.port(harbour.start(Harbour.settings(address, 0, limits).with(admission)));
  }

  private static TestPeer peer(int port) throws IOException {
    return new TestPeer(address(HERE), port);
  }

  private static String who(TestPeer peer) throws IOException {
    assertEquals("one: hello", peer.hear());
    peer.send("who");
    return peer.hear();
  }

  @Test
  void aPeerIsServedAndItsRuleCounts() throws Exception {
    harbour.control.put("tcp.smtp", "::1:allow,RELAYCLIENT=\"\"\n:deny\n");
    try (TestPeer peer = peer(port(HERE, 9))) {
      assertEquals("one: " + HERE + " {RELAYCLIENT=}", who(peer));
      assertEquals(HERE, harbour.event(MailEvent.Connected.class).peer().remoteIp());
    }
  }

  @Test
  void theRuleOfItsNetworkCountsToo() throws Exception {
    harbour.control.put("tcp.smtp", "::/64:allow,A=\"near\"\n2000::/3:allow,A=\"far\"\n:deny\n");
    try (TestPeer peer = peer(port(HERE, 9))) {
      assertEquals("one: " + HERE + " {A=near}", who(peer));
    }
  }

  @Test
  void whomARuleDeniesIsTurnedAway() throws Exception {
    harbour.control.put("tcp.smtp", "0:0:0:0:0:0:0:1:deny\n:allow\n");
    try (TestPeer peer = peer(port(HERE, 9))) {
      assertEquals("(closed)", peer.hear());
      assertEquals(
          new MailEvent.Turned("test", HERE, "the access rules deny it"),
          harbour.event(MailEvent.Turned.class));
    }
  }

  @Test
  void itsConnectionsAreCounted() throws Exception {
    int port = port(HERE, 1);
    try (TestPeer first = peer(port)) {
      assertEquals("one: hello", first.hear());
      try (TestPeer second = peer(port)) {
        assertEquals("(closed)", second.hear());
      }
    }
  }

  /** The system shows them as {@code ::ffff:127.0.0.1}. */
  @Test
  void aListenerForAllAddressesNamesPeersOfTheOldKindAsBefore() throws Exception {
    harbour.control.put("tcp.smtp", "127.:allow,A=\"four\"\n::1:allow,A=\"six\"\n:deny\n");
    int port = port("::", 9);
    try (TestPeer four = new TestPeer(address("127.0.0.1"), port);
        TestPeer six = peer(port)) {
      assertEquals("one: 127.0.0.1 {A=four}", who(four));
      assertEquals("one: " + HERE + " {A=six}", who(six));
    }
  }

  @Test
  void aProxyMayComeByIt() throws Exception {
    Optional<Network> proxy = Network.parse(HERE);
    try (TestPeer peer = peer(port(HERE, 9, proxy.orElseThrow()))) {
      peer.send("PROXY TCP6 2001:DB8::7 ::1 1 25\r");
      assertEquals("one: 2001:db8::7 {}", who(peer));
    }
  }
}
