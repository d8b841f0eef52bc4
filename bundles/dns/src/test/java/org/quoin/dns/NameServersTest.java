package org.quoin.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameServersTest {
  private static List<InetSocketAddress> of(String... pairs) {
    return Arrays.stream(pairs)
        .map(pair -> pair.split(" ", -1))
        .map(pair -> new InetSocketAddress(pair[0], Integer.parseInt(pair[1])))
        .toList();
  }

  @Test
  void theSettingNamesAddressesAndPorts() throws IOException {
    String setting = "192.0.2.1, 192.0.2.2:5353,2001:db8::1 , [2001:db8::2]:54,[2001:db8::3]";
    assertEquals(
        of("192.0.2.1 53", "192.0.2.2 5353", "2001:db8::1 53", "2001:db8::2 54", "2001:db8::3 53"),
        new NameServers(setting, Path.of("/nonexistent")).now());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "192.0.2.1:x", "192.0.2.1:65536", "192.0.2", "[::1", ":53"})
  void whatIsNoAddressIsRefused(String setting) {
    assertThrows(
        IllegalArgumentException.class, () -> new NameServers(setting, Path.of("/nonexistent")));
  }

  @Test
  void withoutASettingTheSystemsCountAsTheyAreNow(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("resolv.conf");
    NameServers servers = new NameServers(" ", file);
    assertEquals(of("127.0.0.1 53"), servers.now());
    Files.writeString(
        file, "; mine\nsearch example\nnameserver 192.0.2.1\nnameserver fe80::1%eth\n");
    assertEquals(of("192.0.2.1 53"), servers.now());
    Files.writeString(file, "nameserver\t2001:db8::1\nnameserver 192.0.2.2\n");
    assertEquals(of("2001:db8::1 53", "192.0.2.2 53"), servers.now());
    Files.delete(file);
    Files.createDirectory(file);
    assertThrows(IOException.class, servers::now);
  }
}
