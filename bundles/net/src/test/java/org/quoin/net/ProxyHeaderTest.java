package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of HAProxy's proxy-protocol.txt, 2.1 and 2.2. */
class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static InputStream hex(String hex) {
    return new ByteArrayInputStream(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void theTextFormNamesThePeer() throws Exception {
    InputStream in = text("PROXY TCP4 192.0.2.1 198.51.100.9 56324 25\r\nEHLO x\r\n");
    assertEquals(
        new ProxyHeader("192.0.2.1", 56324, "198.51.100.9", 25),
        ProxyHeader.read(in).orElseThrow());
    assertEquals("EHLO x\r\n", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    assertEquals(
        "2001:db8::1",
        ProxyHeader.read(text("PROXY TCP6 2001:db8::1 ::1 1 2\r\n")).orElseThrow().sourceIp());
  }

  @Test
  void theBinaryFormNamesThePeer() throws Exception {
    assertEquals(
        new ProxyHeader("192.0.2.1", 0xdc04, "198.51.100.9", 25),
        ProxyHeader.read(hex(SIGNATURE + "21 11 000c c0000201 c6336409 dc04 0019")).orElseThrow());
    String source = "20010db8000000000000000000000001";
    InputStream more =
        hex(SIGNATURE + "21 21 0028" + source + source + "0001 0002" + "04 0001 00" + "41");
    assertEquals("2001:db8::1", ProxyHeader.read(more).orElseThrow().sourceIp());
    assertEquals('A', more.read(), "what stands behind the addresses is passed over");
  }

  @Test
  void aProxyMaySpeakForItselfOrForNobodyItNames() throws Exception {
    assertEquals(Optional.empty(), ProxyHeader.read(hex(SIGNATURE + "20 00 0000")));
    assertEquals(Optional.empty(), ProxyHeader.read(hex(SIGNATURE + "21 31 0002 0000")));
    assertEquals(Optional.empty(), ProxyHeader.read(text("PROXY UNKNOWN\r\n")));
    assertEquals(Optional.empty(), ProxyHeader.read(text("PROXY UNKNOWN ffff::1 x\r\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EHLO there\r\n",
        "PROXY",
        "PROXY TCP4 192.0.2.1 198.51.100.9 56324 25\n",
        "PROXY TCP4 192.0.2.1 198.51.100.9 56324\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.9 56324 65536\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.9 -1 25\r\n",
        "PROXY TCP4 192.0.2.256 198.51.100.9 1 25\r\n",
        "PROXY TCP4 2001:db8::1 198.51.100.9 1 25\r\n",
        "PROXY TCP6 192.0.2.1 198.51.100.9 1 25\r\n",
        "PROXY TCP4 localhost 198.51.100.9 1 25\r\n",
        "PROXY UDP4 192.0.2.1 198.51.100.9 1 25\r\n",
        "PROXY  TCP4 192.0.2.1 198.51.100.9 1 25\r\n",
        "\r\n\r\n\0\r\nQUIX\n!\u0011\0\0",
        "\r\n\r\n\0\r\nQUIT\n\u0011\u0011\0\0",
        "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u0004abcd",
        "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u000cabcd",
        "\r\n\r\n\0\r\nQUIT\n!\u0011\u00ff\u00ff",
      })
  void whateverElseComesIsRefused(String sent) {
    assertThrows(IOException.class, () -> ProxyHeader.read(text(sent)));
  }

  /** They are not looked up: neither as names, nor as interfaces of this machine. */
  @ParameterizedTest
  @ValueSource(strings = {"g::1", "x:y.example", "[::1]", "::1%lo", "fe80::1%1", ".:1"})
  void whatIsNoAddressAlthoughItHasColonsIsRefused(String ip) {
    assertEquals(Optional.empty(), Network.literal(ip));
    assertThrows(
        IOException.class, () -> ProxyHeader.read(text("PROXY TCP6 " + ip + " ::1 1 2\r\n")));
  }

  @Test
  void aLineWithoutAnEndIsNotReadOn() throws Exception {
    InputStream in = text("PROXY " + "x".repeat(1000));
    assertThrows(IOException.class, () -> ProxyHeader.read(in));
    assertTrue(in.available() >= 1006 - 107);
  }

  @Property
  void noBytesMakeItFailInAnotherWay(@ForAll byte[] bytes, @ForAll boolean binary) {
    byte[] start = binary ? HexFormat.of().parseHex(SIGNATURE + "2111") : new byte[] {'P'};
    byte[] all = new byte[start.length + bytes.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(bytes, 0, all, start.length, bytes.length);
    try {
      ProxyHeader.read(new ByteArrayInputStream(all));
    } catch (IOException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("PROXY"), e.toString());
    }
  }
}
