package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Router;
import org.quoin.api.intake.Session;
import org.quoin.codec.CdbWriter;

class MavTest {
  private static final String REFUSED = "550 sorry, invalid sender address specified (#5.7.1)";
  private static final Router LOCAL =
      address ->
          Optional.of(
              new Route(
                  address.domain().equals("local.example") ? "local" : "smtp",
                  address,
                  Optional.empty(),
                  "x",
                  "test"));

  @TempDir Path folder;
  private final FakeControl control = new FakeControl();

  private String from(String sender, Session session) throws IOException {
    Mav rule = new Mav(control, new FakeTables(folder), LOCAL);
    return Visitors.said(rule.recipient(session, new Sender(sender), new Address("a@far.example")));
  }

  private String from(String sender, String check, Map<String, String> more) throws IOException {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("RELAYCLIENT", "");
    variables.put("LOCALMFCHECK", check);
    return from(sender, Visitors.with(variables));
  }

  private String from(String sender, String check) throws IOException {
    return from(sender, check, Map.of());
  }

  @Test
  void sendersAreOfOurDomains() throws IOException {
    assertEquals("passed", from("joe@local.example", ""));
    assertEquals(REFUSED, from("joe@far.example", ""));
    control.put("rcpthosts", "here.example\n");
    assertEquals("passed", from("joe@HERE.example", ""));
    assertEquals(REFUSED, from("joe@local.example", ""));
    assertEquals("passed", from("", ""));
    control.breaks("rcpthosts");
    assertThrows(IOException.class, () -> from("joe@here.example", ""));
  }

  @Test
  void sendersAreOfOneDomain() throws IOException {
    assertEquals("passed", from("joe@One.example", "one.EXAMPLE"));
    assertEquals(REFUSED, from("joe@sub.one.example", "one.example"));
    assertEquals(
        "550 sorry, invalid sender address specified ask Bob (#5.7.1)",
        from("joe@two.example", "one.example", Map.of("REPLYMAV", "ask Bob")));
  }

  @Test
  void theSenderIsTheUser() throws IOException {
    Map<String, String> info = Map.of("TCPREMOTEINFO", "Joe@here.example");
    assertEquals("passed", from("joe@HERE.example", "=", info));
    assertEquals(REFUSED, from("ann@here.example", "=", info));
    assertEquals(REFUSED, from("joe@here.example", "="));
    Session session = Visitors.with(Map.of("LOCALMFCHECK", "="));
    session.user("joe@here.example");
    assertEquals("passed", from("joe@here.example", session));
    assertEquals(REFUSED, from("ann@here.example", session));
  }

  @Test
  void rulesSayWhoMayUseWhichSenders() throws IOException {
    control.put(
        "mailfromrules",
        "joe&joe@here.example,@joe.example\n192.0.2.&@here.example,-boss@here.example\n10.&\n");
    Map<String, String> joe = Map.of("TCPREMOTEINFO", "joe", "TCPREMOTEIP", "198.51.100.1");
    assertEquals("passed", from("Joe@here.example", "!", joe));
    assertEquals("passed", from("any@joe.example", "!", joe));
    assertEquals(REFUSED, from("ann@here.example", "!", joe));
    assertEquals("passed", from("ann@here.example", "!"));
    assertEquals(REFUSED, from("boss@here.example", "!"));
    assertEquals(REFUSED, from("ann@far.example", "!"));
    assertEquals("passed", from("ann@far.example", "!", Map.of("TCPREMOTEIP", "10.1.2.3")));
    assertEquals(REFUSED, from("ann@here.example", "!", Map.of("TCPREMOTEIP", "172.16.0.1")));
  }

  @Test
  void compiledRulesGoBeforeTheText() throws IOException {
    control.put("mailfromrules", "192.0.2.7&\n");
    try (SeekableByteChannel out =
        Files.newByteChannel(
            folder.resolve("mailfromrules.cdb"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      CdbWriter table = new CdbWriter(out);
      table.add(bytes("192.0."), bytes("+@a.example+@b.example"));
      table.add(bytes("=.lan.example"), bytes(""));
      table.finish();
    }
    assertEquals("passed", from("x@a.example", "!"));
    assertEquals("passed", from("x@b.example", "!"));
    assertEquals(REFUSED, from("x@c.example", "!"));
    assertEquals("passed", from("x@c.example", "!", Map.of("TCPREMOTEHOST", "Pc.LAN.example")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void withoutRulesOurDomainsCountAndUnclearOnesMeanLater() throws IOException {
    assertEquals("passed", from("joe@local.example", "!"));
    assertEquals(REFUSED, from("joe@far.example", "!"));
    control.put("mailfromrules", "&x\n");
    assertThrows(IllegalArgumentException.class, () -> from("joe@local.example", "!"));
    assertThrows(IOException.class, () -> from("joe@local.example", "?"));
  }

  @Test
  void strangersAndThoseWithoutTheVariableAreNotLookedAt() throws IOException {
    assertEquals("passed", from("x@y", Visitors.with(Map.of("LOCALMFCHECK", "="))));
    assertEquals("passed", from("x@y", Visitors.with(Map.of("RELAYCLIENT", ""))));
    assertEquals("passed", from("x@y", Session.internal("1", Session.Origin.DELIVERY)));
  }

  @Test
  void keysComeFromTheMostPreciseToTheLeast() {
    assertEquals(
        List.of(
            "joe",
            "joe@10.1.2.3",
            "joe@=a.b.example",
            "10.1.2.3",
            "=a.b.example",
            "10.1.2.",
            "10.1.",
            "10.",
            "=.b.example",
            "=.example",
            "="),
        new SenderIdentity("joe", "10.1.2.3", "a.b.example").keys());
    assertEquals(
        List.of("2001:db8::1", "2001:db8::", "2001:db8:", "2001:"),
        new SenderIdentity("", "2001:db8::1", "").keys());
  }
}
