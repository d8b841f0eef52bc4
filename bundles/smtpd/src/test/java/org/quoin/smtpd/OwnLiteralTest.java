package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnLiteralTest {
  private static final OwnLiteral LITERAL =
      new OwnLiteral(Optional.of("host.example"), ip -> ip.getHostAddress().equals("192.0.2.1"));

  @Test
  void anOwnLiteralBecomesTheHost() {
    assertEquals("a@b@host.example", LITERAL.replace("a@b@[192.0.2.1]"));
    assertEquals("@host.example", LITERAL.replace("@[192.0.02.001]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@[192.0.2.2]",
        "a@[192.0.2.1",
        "a@192.0.2.1",
        "a@[192.0.2.1].example",
        "a@[192.0.2]",
        "a@[192.0.2.257]",
        "a@[99999999999.0.2.1]",
        "[192.0.2.1]",
        "a@[]",
        "#@[]",
        "a@[IPv6:::1]",
        "",
        "@",
      })
  void anythingElseStays(String address) {
    assertEquals(address, LITERAL.replace(address));
  }

  @Test
  void withoutAHostNothingIsReplaced() {
    assertEquals(
        "a@[192.0.2.1]", new OwnLiteral(Optional.empty(), ip -> true).replace("a@[192.0.2.1]"));
  }

  @Property
  void anyTextIsHarmless(@ForAll String text) {
    assertTrue(LITERAL.replace(text + "@[192.0.2.1]").endsWith("@host.example"));
    LITERAL.replace(text);
  }

  @Test
  void theMachineKnowsItsOwnAddresses() throws UnknownHostException {
    assertTrue(OwnLiteral.isOurs(InetAddress.getByAddress(new byte[] {0, 0, 0, 0})));
    assertTrue(OwnLiteral.isOurs(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
    assertFalse(OwnLiteral.isOurs(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1})));
  }
}
