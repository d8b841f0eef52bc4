package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.event.MailEvent;

/** PROXY headers at a port: who is believed, and for whom he is taken. */
class IntroductionTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final byte[] TEXT =
      "PROXY TCP4 192.0.2.9 127.0.0.1 1 25\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BINARY = binary("2111 000c c0000209 7f000001 0001 0019");
  private static final String HERE = "127.0.0.0/8";
  private static final String ELSEWHERE = "198.51.100.0/24";

  @TempDir Path base;
  private Harbour harbour = new Harbour();

  private static byte[] binary(String rest) {
    return HexFormat.of().parseHex(SIGNATURE + rest.replace(" ", ""));
  }

  private static Stream<byte[]> headers() {
    return Stream.of(TEXT, BINARY);
  }

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(base.resolve("control/tls"));
    harbour = new Harbour(base);
    harbour.control.put("tcp.smtp", "192.0.2.9:allow,RELAYCLIENT=\"\"\n:allow\n");
    harbour.install(new EchoProtocol("one"), 0);
  }

  @AfterEach
  void everythingEnds() {
    harbour.close();
  }

  /** A port whose proxies are in this network. */
  private int port(String proxies, Tls.Mode mode) throws InterruptedException {
    Admission admission =
        new Admission(
            "",
            "",
            Map.of(),
            new Admission.RulesFile("tcp.smtp", false),
            Network.parse(proxies).stream().toList(),
            Admission.Lookup.NONE);
    Settings settings =
        Harbour.settings(0, Harbour.limits(9, 9))
            .with(admission)
            .with(new Tls(mode, List.of("TLSv1.3", "TLSv1.2"), Tls.Files.DEFAULT));
    return Harbour.port(harbour.start(settings));
  }

  /** Whom the server takes a greeted peer for, whatever it says to what came before. */
  private static String who(TestPeer peer) throws IOException {
    peer.send("who");
    String heard = peer.hear();
    while (!heard.endsWith("}") && !heard.equals("(closed)")) {
      heard = peer.hear();
    }
    return heard;
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", ELSEWHERE})
  void aHeaderFromAnybodyElseIsOnlyWhatHeSays(String proxies) throws Exception {
    int port = port(proxies, Tls.Mode.OFF);
    try (TestPeer text = new TestPeer(port);
        TestPeer binary = new TestPeer(port)) {
      text.send(TEXT);
      assertEquals("one: hello", text.hear());
      assertEquals("one: PROXY TCP4 192.0.2.9 127.0.0.1 1 25", text.hear());
      assertEquals("one: 127.0.0.1 {}", who(text));
      binary.send(BINARY);
      binary.send("");
      assertEquals("one: hello", binary.hear());
      assertEquals("one: 127.0.0.1 {}", who(binary));
    }
  }

  @ParameterizedTest
  @MethodSource("headers")
  void nobodyElseGetsAsFarAsTheProtocolWithAHeaderBeforeTls(byte[] header) throws Exception {
    try (TestPeer peer = new TestPeer(port(ELSEWHERE, Tls.Mode.IMPLICIT))) {
      peer.send(header);
      for (String heard = peer.hear(); !heard.equals("(closed)"); heard = peer.hear()) {
        assertFalse(heard.startsWith("one: "), heard);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aProxysHeaderComesBeforeTls(byte[] header) throws Exception {
    harbour.control.put("me", "mail.example\n");
    try (TestPeer peer = new TestPeer(port(HERE, Tls.Mode.IMPLICIT))) {
      peer.send(header);
      assertEquals("CN=mail.example", peer.encrypt(""));
      assertEquals("one: hello", peer.hear());
      assertEquals("one: 192.0.2.9 {RELAYCLIENT=}", who(peer));
    }
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aProxysHeaderComesBeforeStarttls(byte[] header) throws Exception {
    try (TestPeer peer = new TestPeer(port(HERE, Tls.Mode.STARTTLS))) {
      peer.send(header);
      assertEquals("one: hello", peer.hear());
      peer.send("starttls");
      assertEquals("one: starttls", peer.hear());
      peer.encrypt("");
      assertEquals("one: TLSv1.3", peer.hear());
      peer.send(header);
      peer.send("");
      assertEquals("one: 192.0.2.9 {RELAYCLIENT=}", who(peer), "no second one is believed");
    }
  }

  @Test
  void aProxyThatBeginsTlsAtOnceIsTurnedAway() throws Exception {
    try (TestPeer peer = new TestPeer(port(HERE, Tls.Mode.IMPLICIT))) {
      assertThrows(IOException.class, () -> peer.encrypt(""));
      assertEquals(
          new MailEvent.Turned("test", "127.0.0.1", "no PROXY header"),
          harbour.event(MailEvent.Turned.class));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2111 000c c0000209 7f000001 0001 0019,          192.0.2.9 {RELAYCLIENT=}",
    "2111 0010 c0000208 7f000001 0001 0019 04000141, 192.0.2.8 {}",
    "2121 0024 20010db8000000000000000000000001 00000000000000000000000000000001 0001 0019,"
        + " 2001:db8::1 {}",
    "2000 0000,                                      127.0.0.1 {}",
    "2100 0000,                                      127.0.0.1 {}",
  })
  void aBinaryHeaderFromAProxyIsBelieved(String header, String seen) throws Exception {
    try (TestPeer peer = new TestPeer(port(HERE, Tls.Mode.OFF))) {
      peer.send(binary(header));
      assertEquals("one: hello", peer.hear());
      assertEquals("one: " + seen, who(peer));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1111 0000,             unknown PROXY command 17",
    "2111 0004 c0000209,    the PROXY header is cut short",
    "2111 ffff,             the PROXY header is too long",
  })
  void aBadBinaryHeaderIsTurnedAwayAndSaid(String header, String reason) throws Exception {
    try (TestPeer peer = new TestPeer(port(HERE, Tls.Mode.OFF))) {
      peer.send(binary(header));
      assertEquals("(closed)", peer.hear());
      assertEquals(
          new MailEvent.Turned("test", "127.0.0.1", reason), harbour.event(MailEvent.Turned.class));
    }
  }
}
