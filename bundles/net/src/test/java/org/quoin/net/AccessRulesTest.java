package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.table.LookupTable;
import org.quoin.api.table.Tables;

class AccessRulesTest {
  private static final Visitor VISITOR =
      new Visitor("10.1.2.3", Optional.empty(), Optional.empty());
  private final FakeControl control = new FakeControl();
  private final Map<String, String> compiled = new HashMap<>();
  private final AccessRules rules = new AccessRules(control, tables(), Duration.ZERO);

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
    String found = rules.explain(name, mayBeAbsent, VISITOR).toString();
    assertTrue(found.endsWith(rules.judge(name, mayBeAbsent, VISITOR).toString()), found);
    return found;
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
    AccessRules alone = new AccessRules(null, null, Duration.ZERO);
    assertThrows(IOException.class, () -> alone.explain("tcp", true, VISITOR));
    assertThrows(IOException.class, () -> alone.explain("tcp.cdb", true, VISITOR));
  }

  /** Its bundle is just being swapped. */
  @Test
  void whoAsksWaitsForTheReaderOfTheFiles() throws Exception {
    AccessRules later = new AccessRules(null, null, Duration.ofMinutes(1));
    control.put("tcp", ":deny\n");
    FutureTask<Access> asked = new FutureTask<>(() -> later.judge("tcp", false, VISITOR));
    Thread thread = Thread.ofPlatform().daemon().start(asked);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(thread.isAlive());
      Thread.onSpinWait();
    }
    later.addControl(control);
    assertEquals(Access.DENIED, asked.get(30, TimeUnit.SECONDS));
    later.removeControl(new FakeControl());
    assertEquals(Access.DENIED, later.judge("tcp", false, VISITOR));
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
    AccessText networks =
        AccessText.of(
            List.of(
                "10.0.0.0/8:deny",
                "10.9.0.0/15:deny",
                "10.9.:deny",
                "10.1.0.0/16:deny",
                "10.1.2.0/24:deny",
                "2001:db8::/32:deny",
                "2001:db8::1:allow,A=\"::\"",
                ":allow"));
    Visitor visitor = new Visitor(ip, Optional.empty(), Optional.empty());
    String found = networks.find(visitor).orElseThrow().key();
    assertEquals(key, found);
  }

  @Test
  void whatIsNoNetworkIsAName() {
    for (String key : List.of("10.0.0.0/33", "1.2.3/8", "::/129", "300.0.0.0/8", "/8", "x/8")) {
      assertEquals(Optional.empty(), Network.parse(key), key);
    }
    for (String line :
        List.of("10.0.0/8:deny", "10.0.0.0/33:deny", ":allow,!A,B=\"x\"", ":allow,A=\"\0\"")) {
      assertThrows(IllegalArgumentException.class, () -> AccessText.of(List.of(line)), line);
    }
    assertEquals(Network.parse("10.0.0.0/8"), Network.parse("::ffff:10.0.0.0/104"));
  }
}
