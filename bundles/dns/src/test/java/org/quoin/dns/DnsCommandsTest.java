package org.quoin.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsCommandsTest {
  @Test
  void recordsAreLines() throws IOException {
    Zone zone =
        new Zone()
            .with("x.example. 60 A 192.0.2.1")
            .with("x.example. 60 MX 10 mx.example.")
            .with("none.example. 60 MX 0 .")
            .with("x.example. 60 TXT \"a\\007b\"")
            .with("1.2.0.192.in-addr.arpa. 60 PTR x.example.");
    try (NameServer server = new NameServer(zone)) {
      DnsCommands commands =
          new DnsCommands(Settings.resolver(server.name(), 5_000, 10, InstantSource.system()));
      assertEquals(List.of("192.0.2.1"), commands.lines("a", "x.example"));
      assertEquals(List.of("10 mx.example"), commands.lines("mx", "x.example"));
      assertEquals(List.of("0 ."), commands.lines("mx", "none.example"));
      assertEquals(List.of("a?b"), commands.lines("txt", "x.example"));
      assertEquals(List.of("x.example"), commands.lines("ptr", "192.0.2.1"));
      assertEquals(List.of(), commands.lines("a", "nobody.example"));
      assertThrows(IllegalArgumentException.class, () -> commands.lines("ns", "x.example"));
      assertThrows(IllegalArgumentException.class, () -> commands.lines("ptr", "x.example"));
    }
  }
}
