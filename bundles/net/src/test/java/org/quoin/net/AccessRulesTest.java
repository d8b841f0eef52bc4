package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.table.LookupTable;
import org.quoin.api.table.Tables;

class AccessRulesTest {
  private static final Caller CALLER = new Caller("10.1.2.3", Optional.empty(), Optional.empty());
  private final FakeControl control = new FakeControl();
  private final Map<String, String> compiled = new HashMap<>();
  private final AccessRules rules = new AccessRules(control, tables());

  private Tables tables() {
    return new Tables() {
      @Override
      public boolean isThere(String name) {
        return !compiled.isEmpty();
      }

      @Override
      public LookupTable table(String name) {
        return keys -> keys.stream().filter(compiled::containsKey).map(compiled::get).findFirst();
      }
    };
  }

  private String found(String name, boolean mayBeAbsent) throws IOException {
    return rules.find(name, mayBeAbsent, CALLER).toString();
  }

  @Test
  void aChangeOfTheTextCounts() throws Exception {
    control.put("tcp", "10.:deny\n");
    assertEquals("rule 10.:\ndeny connection\n", found("tcp", false));
    control.put("tcp", ":allow\n");
    assertEquals("rule :\nallow connection\n", found("tcp", false));
  }

  @Test
  void aBadTextChangesNothing() throws Exception {
    control.put("tcp", "10.:denied,\n");
    assertThrows(IOException.class, () -> found("tcp", true));
    control.put("tcp", "10.:deny\n");
    assertEquals("rule 10.:\ndeny connection\n", found("tcp", false));
    control.put("tcp", "10.:allow\n:alow\n");
    assertEquals("rule 10.:\ndeny connection\n", found("tcp", false));
    control.put("tcp", "10.:allow\n");
    assertEquals("rule 10.:\nallow connection\n", found("tcp", false));
  }

  @Test
  void whatIsAbsentLetsNobodyInUnlessItMay() throws Exception {
    assertThrows(IOException.class, () -> found("tcp", false));
    assertEquals("default:\nallow connection\n", found("tcp", true));
    assertEquals("default:\nallow connection\n", found("tcp.cdb", true));
    AccessRules alone = new AccessRules(null, null);
    assertThrows(IOException.class, () -> alone.find("tcp", true, CALLER));
    assertThrows(IOException.class, () -> alone.find("tcp.cdb", true, CALLER));
  }

  /** The values are those of ucspi-tcp's tcprules. */
  @Test
  void aCompiledFileIsReadAsItIs() throws Exception {
    compiled.put("", "D\0");
    assertEquals("rule :\ndeny connection\n", found("tcp.cdb", false));
    compiled.put("10.1.", "+A=x=y\0+B=\0");
    assertEquals(
        """
        rule 10.1.:
        set environment variable A=x=y
        set environment variable B=
        allow connection
        """,
        found("tcp.cdb", false));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.0/24",
    "10.1.3.1, 10.1.0.0/16",
    "10.2.0.1, 10.0.0.0/8",
    "10.9.9.9, 10.9.",
    "11.0.0.1, ''",
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:0:0:0:0:2, 2001:db8::/32",
    "2001:db9:0:0:0:0:0:2, ''",
    "no address, ''"
  })
  void theLongestNetworkCounts(String ip, String key) {
    Rules networks =
        Rules.of(
            List.of(
                "10.0.0.0/8:deny",
                "10.9.0.0/15:deny",
                "10.9.:deny",
                "10.1.0.0/16:deny",
                "10.1.2.0/24:deny",
                "2001:db8::/32:deny",
                "2001:db8::1:allow,A=\"::\"",
                ":allow"));
    Caller caller = new Caller(ip, Optional.empty(), Optional.empty());
    String found = networks.find(caller).orElseThrow().key();
    assertEquals(key, found);
  }

  @Test
  void whatIsNoNetworkIsAName() {
    for (String key : List.of("10.0.0.0/33", "1.2.3/8", "::/129", "300.0.0.0/8", "/8", "x/8")) {
      assertEquals(Optional.empty(), Network.parse(key), key);
    }
    assertEquals(Network.parse("10.0.0.0/8"), Network.parse("::ffff:10.0.0.0/104"));
  }
}
