package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.Peer;
import org.quoin.api.event.MailEvent;
import org.quoin.api.net.Resolver;

/** What happens to a peer before its protocol speaks. */
class EntranceTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void everythingEnds() {
    harbour.close();
  }

  private static Peer peer(String ip) {
    return new Peer(ip, 1, Optional.empty(), Optional.empty(), "127.0.0.1", 25, Optional.empty());
  }

  private static Admission admission(Admission.Lookup lookup) {
    return new Admission("", "", Map.of(), Admission.RulesFile.NONE, List.of(), lookup);
  }

  /** Knows h.example, which leads back, and liar.example, which does not. */
  private static final class Names implements Resolver {
    @Override
    public List<InetAddress> addresses(String name) throws IOException {
      return name.equalsIgnoreCase("h.example")
          ? List.of(InetAddress.getByName("192.0.2.1"))
          : List.of();
    }

    @Override
    public List<String> hosts(InetAddress address) throws IOException {
      return switch (address.getHostAddress()) {
        case "192.0.2.1" -> List.of("liar.example", "H.example");
        case "192.0.2.2" -> List.of("liar.example");
        case "192.0.2.3" -> throw new IOException("no answer");
        default -> List.of();
      };
    }

    @Override
    public List<MailServer> mailServers(String domain) {
      return List.of();
    }

    @Override
    public List<String> texts(String name) {
      return List.of();
    }
  }

  private String host(Admission.Lookup lookup, String ip) throws Exception {
    return harbour.entrance.admit(admission(lookup), peer(ip)).peer().remoteHost().orElse("-");
  }

  @Test
  void theHostsNameIsLookedUpIfThatIsWanted() throws Exception {
    harbour.entrance.resolver = new Names();
    assertEquals("-", host(Admission.Lookup.NONE, "192.0.2.1"));
    assertEquals("liar.example", host(Admission.Lookup.HOST, "192.0.2.1"));
    assertEquals("h.example", host(Admission.Lookup.PARANOID, "192.0.2.1"));
    assertEquals("-", host(Admission.Lookup.PARANOID, "192.0.2.2"));
    assertEquals("-", host(Admission.Lookup.HOST, "192.0.2.3"), "a name is not worth a refusal");
    assertEquals("-", host(Admission.Lookup.HOST, "192.0.2.4"));
  }

  @Test
  void rulesOfHostsMeetThem() throws Exception {
    harbour.entrance.resolver = new Names();
    harbour.control.put("tcp.smtp", "=h.example:allow,RELAYCLIENT=\"\"\n:allow\n");
    Admission paranoid =
        admission(Admission.Lookup.PARANOID).with(new Admission.RulesFile("tcp.smtp", false));
    assertEquals(
        Map.of("RELAYCLIENT", ""), harbour.entrance.admit(paranoid, peer("192.0.2.1")).variables());
    assertEquals(Map.of(), harbour.entrance.admit(paranoid, peer("192.0.2.2")).variables());
  }

  @Test
  void theRulesWinOverWhatTheListenerSets() throws Exception {
    harbour.control.put("tcp.smtp", "192.0.2.1:allow,B=\"rule\"\n:allow\n");
    Admission admission =
        new Admission(
            "",
            "",
            Map.of("A", "listener", "B", "listener"),
            new Admission.RulesFile("tcp.smtp", false),
            List.of(),
            Admission.Lookup.NONE);
    assertEquals(
        Map.of("A", "listener", "B", "rule"),
        harbour.entrance.admit(admission, peer("192.0.2.1")).variables());
  }

  @Test
  void whomAnOperatorDeniesStaysOutForThatTime() throws Exception {
    Instant[] now = {Instant.EPOCH};
    Denials denials = new Denials(() -> now[0]);
    Network network = Network.parse("192.0.2.0/24").orElseThrow();
    denials.deny(network, Duration.ofMinutes(1));
    denials.deny(Network.around("2001:db8::1").orElseThrow(), Duration.ofHours(1));
    assertTrue(denials.has("192.0.2.77"));
    assertFalse(denials.has("192.0.3.77"));
    assertEquals(List.of("192.0.2.0/24", "2001:db8::1"), List.copyOf(denials.all().keySet()));
    Entrance entrance = new Entrance(harbour.rules, denials);
    assertThrows(
        Entrance.TurnedException.class, () -> entrance.admit(Admission.OPEN, peer("192.0.2.1")));
    now[0] = Instant.EPOCH.plusSeconds(60);
    assertFalse(denials.has("192.0.2.77"));
    assertTrue(denials.allow(Network.around("2001:db8::1").orElseThrow()));
    assertFalse(denials.has("2001:db8::1"));
  }

  @Test
  void theDenialsAreLimited() {
    Denials denials = new Denials(() -> Instant.EPOCH);
    for (int i = 0; i < Denials.MOST; i++) {
      denials.deny(
          Network.around("10.1." + i / 256 + "." + i % 256).orElseThrow(), Duration.ofDays(1));
    }
    Network more = Network.around("192.0.2.1").orElseThrow();
    assertThrows(IllegalStateException.class, () -> denials.deny(more, Duration.ofDays(1)));
  }

  @Test
  void anAddressMayBeginSoManyConnectionsInAMinute() throws Exception {
    long[] now = {0};
    Pace pace = new Pace(() -> Instant.ofEpochMilli(now[0]));
    InetAddress one = InetAddress.getByName("192.0.2.1");
    InetAddress two = InetAddress.getByName("192.0.2.2");
    assertTrue(pace.admits(one, 2));
    assertTrue(pace.admits(one, 2));
    assertFalse(pace.admits(one, 2));
    assertTrue(pace.admits(two, 2), "each address for itself");
    now[0] = 29_000;
    assertFalse(pace.admits(one, 2));
    now[0] = 30_000;
    assertTrue(pace.admits(one, 2));
    assertFalse(pace.admits(one, 2));
    assertTrue(pace.admits(one, 0), "0 is no limit");
  }

  @Test
  void theProxysPeerIsWhoCounts() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    harbour.control.put("tcp.smtp", "192.0.2.7:deny\n:allow\n");
    Admission admission =
        new Admission(
            "",
            "",
            Map.of(),
            new Admission.RulesFile("tcp.smtp", false),
            List.of(Network.parse("127.0.0.0/8").orElseThrow()),
            Admission.Lookup.NONE);
    Settings settings = Harbour.settings(0, Harbour.limits(9, 1)).with(admission);
    int port = Harbour.port(harbour.start(settings));
    try (TestPeer good = new TestPeer(port);
        TestPeer other = new TestPeer(port);
        TestPeer denied = new TestPeer(port);
        TestPeer bad = new TestPeer(port)) {
      good.send("PROXY TCP4 192.0.2.9 127.0.0.1 1 25\r\nwho");
      assertEquals("one: hello", good.hear());
      assertEquals("one: 192.0.2.9 {}", good.hear());
      other.send("PROXY TCP4 192.0.2.10 127.0.0.1 1 25\r");
      assertEquals("one: hello", other.hear(), "limits per address are those of the peer");
      denied.send("PROXY TCP4 192.0.2.7 127.0.0.1 1 25\r");
      assertEquals("(closed)", denied.hear());
      assertEquals("the access rules deny it", harbour.event(MailEvent.Turned.class).reason());
      bad.send("EHLO x\r");
      assertEquals("(closed)", bad.hear());
      assertEquals("no PROXY header", harbour.event(MailEvent.Turned.class).reason());
    }
  }

  @Test
  void anIpv6PeerHasAllOfItsNetwork() throws Exception {
    assertEquals(
        Guest.network(InetAddress.getByName("2001:db8::1")),
        Guest.network(InetAddress.getByName("2001:db8::ffff:1")));
    assertEquals(
        InetAddress.getByName("192.0.2.1"), Guest.network(InetAddress.getByName("192.0.2.1")));
  }
}
