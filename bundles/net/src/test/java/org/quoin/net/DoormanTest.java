package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.event.MailEvent;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Protocol;

class DoormanTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void everythingEnds() {
    harbour.close();
  }

  @Test
  void thePortOpensWhenTheProtocolArrives() throws Exception {
    Doorman doorman = harbour.start(Harbour.limits(5, 5));
    assertFalse(doorman.awaitOpen(Duration.ZERO));
    assertEquals(
        "listener test is not open: protocol echo is not installed",
        harbour.event(MailEvent.Alert.class).text());
    harbour.install(new EchoProtocol("one"), 0);
    try (TestPeer peer = new TestPeer(Harbour.port(doorman))) {
      assertEquals("one: hello", peer.hear());
    }
    assertTrue(doorman.status().open());
  }

  @Test
  void thePortOpensWhenTheProtocolIsReady() throws Exception {
    EchoProtocol protocol = new EchoProtocol("one");
    protocol.obstacle = "control/me is missing";
    harbour.install(protocol, 0);
    Doorman doorman = harbour.start(Harbour.limits(5, 5));
    assertEquals(
        "listener test is not open: control/me is missing",
        harbour.event(MailEvent.Alert.class).text());
    assertEquals("test 127.0.0.1:0 not open: control/me is missing", doorman.status().toString());
    protocol.obstacle = "";
    Harbour.port(doorman);
  }

  @Test
  void aConnectionBeyondTheLimitWaitsForASeat() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    int port = Harbour.port(harbour.start(Harbour.limits(2, 5)));
    try (TestPeer first = new TestPeer(port);
        TestPeer second = new TestPeer(port);
        TestPeer third = new TestPeer(port)) {
      assertEquals("one: hello", first.hear());
      assertEquals("one: hello", second.hear());
      third.send("are you there");
      second.send("ping");
      assertEquals("one: ping", second.hear());
      assertEquals(2, connectedSoFar(), "the third is not even accepted");
      assertTrue(harbour.event(MailEvent.Warning.class).text().endsWith("others wait"));
      first.send("quit");
      assertEquals("one: hello", third.hear());
    }
  }

  private long connectedSoFar() {
    return harbour.events.stream().filter(MailEvent.Connected.class::isInstance).count();
  }

  @Test
  void anAddressWithTooManyConnectionsIsTurnedAway() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    int port = Harbour.port(harbour.start(Harbour.limits(10, 1)));
    try (TestPeer first = new TestPeer(port)) {
      assertEquals("one: hello", first.hear());
      try (TestPeer second = new TestPeer(port)) {
        assertEquals("(closed)", second.hear());
      }
      assertEquals("127.0.0.1", harbour.event(MailEvent.Turned.class).remoteIp());
      first.send("quit");
      harbour.event(MailEvent.Disconnected.class);
    }
    try (TestPeer third = new TestPeer(port)) {
      String heard = third.hear();
      assertTrue(heard.equals("one: hello") || heard.equals("(closed)"), heard);
    }
  }

  @Test
  void aSilentPeerIsLeftAfterTheIdleTime() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    Settings.Limits limits = new Settings.Limits(5, 5, 0, Duration.ofMillis(50), Harbour.PATIENCE);
    int port = Harbour.port(harbour.start(limits));
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("one: hello", peer.hear());
      assertEquals("one: too slow", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
  }

  @Test
  void aProtocolMayShortenTheIdleTime() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    int port = Harbour.port(harbour.start(Harbour.limits(5, 5)));
    try (TestPeer peer = new TestPeer(port)) {
      peer.send("hurry");
      assertEquals("one: hello", peer.hear());
      assertEquals("one: hurry", peer.hear());
      assertEquals("one: too slow", peer.hear());
    }
  }

  @Test
  void noConnectionLivesLongerThanTheTotalTime() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    Settings.Limits limits = new Settings.Limits(5, 5, 0, Harbour.PATIENCE, Duration.ofMillis(300));
    int port = Harbour.port(harbour.start(limits));
    try (TestPeer peer = new TestPeer(port)) {
      String heard = peer.hear();
      while (List.of("one: hello", "one: more", "one: bye").contains(heard)) {
        heard = more(peer);
      }
      assertEquals("(closed)", heard);
    }
  }

  private static String more(TestPeer peer) {
    try {
      peer.send("more");
      return peer.hear();
    } catch (IOException e) {
      return "(closed)";
    }
  }

  @Test
  void aProtocolThatFailsHarmsOnlyItsConversation() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    int port = Harbour.port(harbour.start(Harbour.limits(5, 5)));
    try (TestPeer bad = new TestPeer(port);
        TestPeer good = new TestPeer(port)) {
      bad.send("fail");
      assertEquals("one: hello", bad.hear());
      assertEquals("(closed)", bad.hear());
      assertTrue(harbour.event(MailEvent.Warning.class).text().contains("told to fail"));
      assertEquals("one: hello", good.hear());
    }
  }

  @Test
  void thePortIsServedThoughEventsFail() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    Doorman doorman =
        harbour.start(
            Harbour.settings(0, Harbour.limits(5, 1)),
            event -> {
              if (event instanceof MailEvent.Turned) {
                throw new NoClassDefFoundError("the bundle has just been stopped");
              }
            });
    int port = Harbour.port(doorman);
    try (TestPeer first = new TestPeer(port)) {
      assertEquals("one: hello", first.hear());
      try (TestPeer turned = new TestPeer(port)) {
        assertEquals("(closed)", turned.hear());
      }
      doorman.settings(Harbour.settings(0, Harbour.limits(5, 5)));
      try (TestPeer next = new TestPeer(port)) {
        assertEquals("one: hello", next.hear());
      }
    }
  }

  @Test
  void aPortInUseIsSaidAndTakenWhenItIsFree() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    Doorman doorman;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      doorman = harbour.start(Harbour.settings(other.getLocalPort(), Harbour.limits(5, 5)));
      String text = harbour.event(MailEvent.Alert.class).text();
      assertTrue(text.contains("cannot open 127.0.0.1:" + other.getLocalPort()), text);
      assertTrue(text.contains("Address already in use"), text);
      Harbour.port(harbour.start(Harbour.limits(5, 5)));
    }
    Harbour.port(doorman);
  }

  @Test
  void theAccessRulesDecideForTheNextConnection() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    Settings plain = Harbour.settings(0, Harbour.limits(5, 5));
    Doorman doorman =
        harbour.start(plain.with(Admission.OPEN.with(new Admission.RulesFile("tcp.smtp", false))));
    int port = Harbour.port(doorman);
    assertTurned(port, "access rules: control/tcp.smtp is not there");
    harbour.control.put("tcp.smtp", "127.:deny\n");
    assertTurned(port, "the access rules deny it");
    harbour.control.put("tcp.smtp", "127.:allow,A=\"x\",MAXPERIP=\"1\"\n");
    try (TestPeer first = new TestPeer(port)) {
      assertEquals("one: hello", first.hear());
      assertEquals(
          Map.of("A", "x", "MAXPERIP", "1"), doorman.conversations().getFirst().variables());
      assertTurned(port, "too many connections from this address");
    }
  }

  private void assertTurned(int port, String reason) throws Exception {
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("(closed)", peer.hear());
    }
    assertEquals(reason, harbour.event(MailEvent.Turned.class).reason());
  }

  @Test
  void anUnknownAddressIsSaid() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    Settings.Endpoint nowhere = new Settings.Endpoint("no.such.host.invalid", 0, 5);
    harbour.start(
        new Settings("test", "echo", nowhere, Harbour.limits(5, 5), Admission.OPEN, Tls.OFF));
    String text = harbour.event(MailEvent.Alert.class).text();
    assertTrue(text.endsWith("cannot open no.such.host.invalid:0: unknown address"), text);
  }

  @Test
  void newLimitsKeepThePortAndItsConnections() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    Doorman doorman = harbour.start(Harbour.limits(1, 5));
    int port = Harbour.port(doorman);
    try (TestPeer first = new TestPeer(port);
        TestPeer second = new TestPeer(port)) {
      assertEquals("one: hello", first.hear());
      doorman.settings(Harbour.settings(0, Harbour.limits(2, 5)));
      assertEquals("one: hello", second.hear());
      first.send("still here");
      assertEquals("one: still here", first.hear());
    }
    assertEquals(port, Harbour.port(doorman));
  }

  @Test
  void aNewAddressMovesThePort() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    int free;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = other.getLocalPort();
    }
    Doorman doorman = harbour.start(Harbour.limits(5, 5));
    int port = Harbour.port(doorman);
    try (TestPeer old = new TestPeer(port)) {
      assertEquals("one: hello", old.hear());
      doorman.settings(Harbour.settings(free, Harbour.limits(5, 5)));
      assertEquals(free, Harbour.port(doorman));
      assertThrows(ConnectException.class, () -> new TestPeer(port));
      old.send("still here");
      assertEquals("one: still here", old.hear());
    }
    new TestPeer(free).close();
  }

  @Test
  void stoppingEndsConversationsAndClosesThePort() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    Doorman doorman = harbour.start(Harbour.limits(5, 5));
    int port = Harbour.port(doorman);
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("one: hello", peer.hear());
      doorman.close();
      assertEquals("one: bye", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
    assertFalse(doorman.isAlive());
    assertThrows(ConnectException.class, () -> new TestPeer(port));
  }

  @Test
  void aPeerThatHasJustSpokenIsToldThatItsConversationEnds() throws Exception {
    harbour.install(new EchoProtocol("echo"), 0);
    Doorman doorman = harbour.start(Harbour.limits(5, 5));
    try (TestPeer peer = new TestPeer(Harbour.port(doorman))) {
      assertEquals("echo: hello", peer.hear());
      peer.send("words");
      assertEquals("echo: words", peer.hear());
      doorman.conversations().forEach(Conversation::end);
      assertEquals("echo: bye", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
  }

  @Test
  void aConversationThatIgnoresTheEndIsCutOff() throws Exception {
    harbour.install(new Stubborn(), 0);
    Doorman doorman = harbour.start(Harbour.limits(5, 5));
    try (TestPeer peer = new TestPeer(Harbour.port(doorman))) {
      assertEquals("stubborn", peer.hear());
      doorman.close();
      assertEquals("(closed)", peer.hear());
    }
    assertFalse(doorman.isAlive());
  }

  private static final class Stubborn implements Protocol {
    @Override
    public void serve(Connection connection) throws IOException {
      connection.out().write("stubborn\n".getBytes(StandardCharsets.US_ASCII));
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void aPeerThatIsStillSendingCanReadTheLastWords() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    int port = Harbour.port(harbour.start(Harbour.limits(5, 5)));
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("one: hello", peer.hear());
      peer.send("quit\n" + "x".repeat(100_000));
      assertEquals("one: quit", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
  }
}
