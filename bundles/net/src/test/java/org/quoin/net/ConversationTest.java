package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.Peer;
import org.quoin.api.event.MailEvent;
import org.quoin.api.net.Connection;

/** Dialogues that go on as another peer (XCLIENT), or encrypted. */
class ConversationTest {
  @TempDir Path base;
  private Harbour harbour = new Harbour();

  /** What protocols have met. */
  private final BlockingQueue<Object> met = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(base.resolve("control/tls"));
    harbour = new Harbour(base);
  }

  @AfterEach
  void everythingEnds() {
    harbour.close();
  }

  private @Nullable Object nextMet() throws InterruptedException {
    return met.poll(Harbour.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void say(Connection connection, String text) throws IOException {
    connection.out().write((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Without its end, and without a byte of what follows; empty at the end of input. */
  private static String line(Connection connection) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = connection.in().read(); b >= 0 && b != '\n'; b = connection.in().read()) {
      line.append((char) b);
    }
    return line.toString();
  }

  private static Peer other(String ip) {
    return new Peer(
        ip,
        4711,
        Optional.of("h.example"),
        Optional.of("joe"),
        "198.51.100.9",
        587,
        Optional.of("mail.example"));
  }

  /** Goes on as the peer that each line names. */
  private void goOn(Connection connection) throws IOException {
    say(connection, seen(connection));
    for (String ip = line(connection); !ip.isEmpty(); ip = line(connection)) {
      String answer = connection.speakFor(other(ip)) ? "now " : "still ";
      met.add(connection.peer());
      say(connection, answer + seen(connection));
    }
  }

  private static String seen(Connection connection) {
    return connection.peer().remoteIp() + " " + connection.variables();
  }

  private Doorman doorman() {
    harbour.install(this::goOn, 0);
    harbour.control.put(
        "tcp.smtp",
        """
        127.0.0.1:allow,XCLIENT=""
        192.0.2.7:deny
        192.0.2.:allow,RELAYCLIENT=""
        2001:db8::/32:allow,A="six"
        :allow
        """);
    return harbour.start(
        Harbour.settings(0, Harbour.limits(5, 5))
            .with(Admission.OPEN.with(new Admission.RulesFile("tcp.smtp", false))));
  }

  @Test
  void theOtherPeerIsWhoSpeaksFromThenOn() throws Exception {
    Doorman doorman = doorman();
    try (TestPeer peer = new TestPeer(Harbour.port(doorman))) {
      assertEquals("127.0.0.1 {XCLIENT=}", peer.hear());
      peer.send("192.0.2.9");
      assertEquals("now 192.0.2.9 {RELAYCLIENT=}", peer.hear(), "nothing sticks to it");
      assertEquals(other("192.0.2.9"), nextMet());
      assertEquals(other("192.0.2.9"), doorman.conversations().getFirst().peer());
      peer.send("198.51.100.7");
      assertEquals("now 198.51.100.7 {}", peer.hear());
      peer.send("2001:DB8::1");
      assertEquals("now 2001:db8::1 {A=six}", peer.hear());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7,  the access rules deny it",
    "192.0.2.66, an operator has denied it",
    "h.example,  no address: h.example",
  })
  void whoMayNotComeInIsSaidAndChangesNothing(String ip, String reason) throws Exception {
    harbour.denials.deny(Network.around("192.0.2.66").orElseThrow(), Duration.ofHours(1));
    try (TestPeer peer = new TestPeer(Harbour.port(doorman()))) {
      assertEquals("127.0.0.1 {XCLIENT=}", peer.hear());
      peer.send(ip);
      assertEquals("still 127.0.0.1 {XCLIENT=}", peer.hear());
      assertEquals(new MailEvent.Turned("test", ip, reason), harbour.event(MailEvent.Turned.class));
      peer.send("192.0.2.9");
      assertEquals("now 192.0.2.9 {RELAYCLIENT=}", peer.hear());
    }
  }

  private int starttlsPort() throws InterruptedException {
    Tls tls = new Tls(Tls.Mode.STARTTLS, List.of("TLSv1.3", "TLSv1.2"), Tls.Files.DEFAULT);
    return Harbour.port(harbour.start(Harbour.settings(0, Harbour.limits(5, 5)).with(tls)));
  }

  /** The protocol's buffer takes both lines at once. */
  @Test
  void whatWasReadInClearIsNotForTheEncryptedDialogue() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    try (TestPeer peer = new TestPeer(starttlsPort())) {
      assertEquals("one: hello", peer.hear());
      peer.send("starttls\nquit");
      assertEquals("one: starttls", peer.hear());
      peer.encrypt("");
      assertEquals("one: TLSv1.3", peer.hear());
      peer.send("ping");
      assertEquals("one: ping", peer.hear());
    }
  }

  /** Nothing is encrypted then, so nobody takes the injected line for the peer's. */
  @Test
  void whatStandsUnreadInClearEndsTheConversation() throws Exception {
    harbour.install(this::encryptAndRepeat, 0);
    try (TestPeer peer = new TestPeer(starttlsPort())) {
      peer.send("starttls\nMAIL FROM:<injected@example.com>");
      assertThrows(IOException.class, () -> peer.encrypt(""));
      assertEquals("no TLS", nextMet());
      harbour.event(MailEvent.Disconnected.class);
      assertEquals(0, met.size());
    }
  }

  private void encryptAndRepeat(Connection connection) throws IOException {
    line(connection);
    try {
      connection.startTls();
    } catch (IOException e) {
      met.add("no TLS");
      throw e;
    }
    met.add(line(connection));
  }

  @Test
  void aByteReadAheadInClearIsForgotten() throws Exception {
    harbour.install(this::listenAndEncrypt, 0);
    try (TestPeer peer = new TestPeer(starttlsPort())) {
      peer.send(new byte[] {'x'});
      peer.encrypt("");
      assertEquals("early: true", peer.hear());
      peer.send("ping");
      assertEquals("ping", peer.hear());
    }
  }

  private void listenAndEncrypt(Connection connection) throws IOException {
    boolean early = connection.speaksWithin(Harbour.PATIENCE);
    connection.startTls();
    say(connection, "early: " + early);
    say(connection, line(connection));
  }
}
