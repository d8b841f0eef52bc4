package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.Peer;

/** Addresses have one form, however they were written. */
class GuestTest {
  private static Peer peer(String remote, String local) {
    Optional<String> unknown = Optional.empty();
    return new Peer(remote, 1, unknown, unknown, local, 25, unknown);
  }

  @Test
  void bothAddressesOfAPeerAreWrittenAsRulesAre() throws Exception {
    assertEquals(
        peer("2001:db8::7", "::1"),
        Guest.canonical(peer("2001:DB8:0:0:0:0:0:7", "0:0:0:0:0:0:0:1")));
    assertEquals(peer("192.0.2.7", "here"), Guest.canonical(peer("::ffff:192.0.2.7", "here")));
    assertThrows(Entrance.TurnedException.class, () -> Guest.canonical(peer("there", "::1")));
  }

  @Test
  void aSocketIsNamedWithBrackets() {
    assertEquals("[::1]:25", new Settings.Endpoint("::1", 25, 50).toString());
    assertEquals("0.0.0.0:25", new Settings.Endpoint("0.0.0.0", 25, 50).toString());
  }
}
