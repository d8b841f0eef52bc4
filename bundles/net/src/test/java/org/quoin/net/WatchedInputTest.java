package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.ServiceReference;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Protocol;

/** Protocols that listen before they speak (GREETDELAY). */
class WatchedInputTest {
  private static final Duration A_MOMENT = Duration.ofMillis(50);

  @TempDir Path base;
  private Harbour harbour = new Harbour();

  /** What protocols have found out about their peers. */
  private final BlockingQueue<String> found = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(base.resolve("control/tls"));
    harbour = new Harbour(base);
  }

  @AfterEach
  void everythingEnds() {
    harbour.close();
  }

  /** Listens for this long, says what it has found, and repeats lines. */
  private ServiceReference<Protocol> install(Duration time) {
    return harbour.install(connection -> listen(connection, time), 0);
  }

  private void listen(Connection connection, Duration time) throws IOException {
    found.add("listening");
    String kind = connection.speaksWithin(time) ? "early" : "patient";
    found.add(kind);
    connection.idle(Harbour.PATIENCE);
    say(connection, kind);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.in(), StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      say(connection, line);
    }
    say(connection, connection.closing() ? "bye" : "gone");
  }

  private static void say(Connection connection, String text) throws IOException {
    connection.out().write((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void awaitFound(String text) throws InterruptedException {
    assertEquals(text, found.poll(Harbour.PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  private TestPeer peer(Tls.Mode mode) throws Exception {
    Tls tls = new Tls(mode, List.of("TLSv1.3", "TLSv1.2"), Tls.Files.DEFAULT);
    Settings settings = Harbour.settings(0, Harbour.limits(5, 5)).with(tls);
    TestPeer peer = new TestPeer(Harbour.port(harbour.start(settings)));
    if (mode == Tls.Mode.IMPLICIT) {
      peer.encrypt("");
    }
    return peer;
  }

  @ParameterizedTest
  @EnumSource(names = {"OFF", "IMPLICIT"})
  void whoeverSpeaksEarlyIsNoticedAndEveryByteIsRead(Tls.Mode mode) throws Exception {
    install(Harbour.PATIENCE);
    try (TestPeer peer = peer(mode)) {
      peer.send("one\ntwo");
      assertEquals("early", peer.hear());
      assertEquals("one", peer.hear());
      assertEquals("two", peer.hear());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OFF", "IMPLICIT"})
  void whoeverWaitsIsPatientAndServedThen(Tls.Mode mode) throws Exception {
    install(A_MOMENT);
    try (TestPeer peer = peer(mode)) {
      assertEquals("patient", peer.hear());
      peer.send("ping");
      assertEquals("ping", peer.hear());
      peer.send("pong");
      assertEquals("pong", peer.hear());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OFF", "IMPLICIT"})
  void whoeverHangsUpHasNotSpoken(Tls.Mode mode) throws Exception {
    install(Harbour.PATIENCE);
    try (TestPeer peer = peer(mode)) {
      assertNotNull(peer);
      awaitFound("listening");
    }
    awaitFound("patient");
  }

  @ParameterizedTest
  @EnumSource(names = {"OFF", "IMPLICIT"})
  void aProtocolThatStillListensIsToldToEndAndHasLastWords(Tls.Mode mode) throws Exception {
    ServiceReference<Protocol> protocol = install(Harbour.PATIENCE);
    try (TestPeer peer = peer(mode)) {
      awaitFound("listening");
      harbour.protocols.removeProtocol(protocol);
      assertEquals("patient", peer.hear());
      assertEquals("bye", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
  }

  /** Being silent is what the peer is told to be. */
  @ParameterizedTest
  @EnumSource(names = {"OFF", "IMPLICIT"})
  void listeningIsNotIdleness(Tls.Mode mode) throws Exception {
    harbour.install(this::listenLongerThanIdle, 0);
    try (TestPeer peer = peer(mode)) {
      assertEquals("patient", peer.hear());
      peer.send("ping");
      assertEquals("ping", peer.hear());
    }
  }

  private void listenLongerThanIdle(Connection connection) throws IOException {
    connection.idle(A_MOMENT);
    listen(connection, A_MOMENT.multipliedBy(4));
  }

  @Test
  void whatIsReadAheadCountsOnceAndTheSocketIsLeftAsItWas() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket port = new ServerSocket(0, 1, here);
        Socket there = new Socket(here, port.getLocalPort());
        Socket socket = port.accept()) {
      socket.setSoTimeout(1234);
      WatchedInput in = new WatchedInput(socket);
      assertFalse(in.speaksWithin(Duration.ZERO));
      assertFalse(in.speaksWithin(A_MOMENT));
      assertEquals(1234, socket.getSoTimeout());
      there.getOutputStream().write(new byte[] {(byte) 0xFF, 1});
      assertTrue(in.speaksWithin(Harbour.PATIENCE));
      assertEquals(1234, socket.getSoTimeout());
      assertEquals(2, in.available());
      assertTrue(in.speaksWithin(Harbour.PATIENCE), "it stays unread");
      assertEquals(2, in.available());
      assertEquals(0, in.read(new byte[0]));
      assertEquals(0xFF, in.read());
      assertEquals(1, in.read());
      there.shutdownOutput();
      assertFalse(in.speaksWithin(Harbour.PATIENCE));
      assertEquals(-1, in.read());
    }
  }
}
