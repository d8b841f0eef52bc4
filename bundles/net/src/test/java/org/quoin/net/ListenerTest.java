package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.component.ComponentException;
import org.quoin.api.event.MailEvent;

/** Listeners as they are configured and shown. */
class ListenerTest {
  private final Harbour harbour = new Harbour();
  private final Listener listener =
      new Listener(harbour.protocols, harbour.entrance, harbour.certificates, harbour.deadlines);
  private final NetCommands commands = new NetCommands();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  ListenerTest() {
    listener.events = harbour.events::add;
    commands.listeners = List.of(listener);
  }

  @AfterEach
  void everythingEnds() {
    listener.close();
    harbour.close();
  }

  /** A configuration with these values and the defaults for all others. */
  private static Listener.Config config(Map<String, Object> values) {
    Object proxy =
        Proxy.newProxyInstance(
            Listener.Config.class.getClassLoader(),
            new Class<?>[] {Listener.Config.class},
            (self, method, arguments) ->
                values.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue()));
    return (Listener.Config) proxy;
  }

  private CommandSession session() {
    PrintStream console = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return (CommandSession)
        Proxy.newProxyInstance(
            CommandSession.class.getClassLoader(),
            new Class<?>[] {CommandSession.class},
            (self, method, arguments) -> console);
  }

  @Test
  void connectionsDoNotSufferFromEventsThatFail() throws Exception {
    listener.events =
        event -> {
          throw new NoClassDefFoundError("the bundle has just been stopped");
        };
    harbour.install(new EchoProtocol("one"), 0);
    listener.configure(config(Map.of("protocol", "echo", "port", 0)));
    listener.awaitOpen(Harbour.PATIENCE);
    String where = listener.status().where();
    try (TestPeer peer = new TestPeer(Integer.parseInt(where.substring(where.indexOf(':') + 1)))) {
      assertEquals("one: hello", peer.hear());
    }
  }

  @Test
  void statusSucceedsWhenEveryPortIsOpen() throws Exception {
    listener.configure(config(Map.of("protocol", "echo", "port", 0)));
    IllegalStateException closed =
        assertThrows(IllegalStateException.class, () -> commands.status(session(), 0));
    assertEquals("1 of 1 listeners are not open.", closed.getMessage());
    harbour.install(new EchoProtocol("one"), 0);
    commands.status(session(), 20);
    assertTrue(
        printed
            .toString(StandardCharsets.UTF_8)
            .matches("(?s).*echo 127\\.0\\.0\\.1:\\d+ open, connections 0\\s+"),
        printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void withoutListenersThereIsNothingOpen() {
    commands.listeners = List.of();
    assertThrows(IllegalStateException.class, () -> commands.status(session(), 0));
  }

  @Test
  void connectionsAreListed() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    listener.configure(config(Map.of("protocol", "echo", "port", 0)));
    listener.awaitOpen(Harbour.PATIENCE);
    String where = listener.status().where();
    int port = Integer.parseInt(where.substring(where.lastIndexOf(':') + 1));
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("one: hello", peer.hear());
      commands.connections(session());
    }
    assertTrue(printed.toString(StandardCharsets.UTF_8).startsWith("echo-1 127.0.0.1:"));
  }

  @ParameterizedTest
  @CsvSource({
    "port, 65536, port = 65536 is not between 0 and 65535",
    "port, -1, port = -1 is not between 0 and 65535",
    "backlog, 0, backlog = 0 is not between 1 and 65535",
    "max.connections, 0, max.connections = 0 is not between 1 and 1000000",
    "max.per.address, 0, max.per.address = 0 is not between 1 and 1000000",
    "idle.seconds, 0, idle.seconds = 0 is not between 1 and 86400",
    "total.seconds, 604801, total.seconds = 604801 is not between 1 and 604800",
  })
  void aValueOutOfRangeIsNamed(String key, int value, String message) throws Exception {
    Map<String, Object> values = new HashMap<>(Map.of("protocol", "echo", "port", 0));
    values.put(key, value);
    listener.configure(config(values));
    assertEquals("bad configuration: " + message, listener.status().reason());
    assertTrue(harbour.event(MailEvent.Alert.class).text().endsWith(message));
  }

  @Test
  void aValueThatIsNoNumberIsNamed() {
    Listener.Config config =
        (Listener.Config)
            Proxy.newProxyInstance(
                Listener.Config.class.getClassLoader(),
                new Class<?>[] {Listener.Config.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("port")) {
                    throw new ComponentException("NumberFormatException");
                  }
                  return method.getDefaultValue();
                });
    listener.configure(config);
    assertEquals("bad configuration: port is not a number", listener.status().reason());
  }

  @Test
  void aListenerNeedsAProtocolAndAPort() {
    listener.configure(config(Map.of("name", "x", "port", 0)));
    assertEquals(
        "x not open: bad configuration: protocol is missing", listener.status().toString());
    listener.configure(config(Map.of("protocol", "echo")));
    assertEquals("bad configuration: port is missing", listener.status().reason());
  }

  @Test
  void aConfigurationThatBecomesBadLeavesTheLastGoodOneAtWork() throws Exception {
    harbour.install(new EchoProtocol("one"), 0);
    listener.configure(config(Map.of("protocol", "echo", "port", 0)));
    listener.awaitOpen(Harbour.PATIENCE);
    String where = listener.status().where();
    listener.configure(config(Map.of("protocol", "echo", "port", 99_999)));
    assertTrue(listener.status().reason().startsWith("bad configuration: port = 99999"));
    try (TestPeer peer =
        new TestPeer(Integer.parseInt(where.substring(where.lastIndexOf(':') + 1)))) {
      assertEquals("one: hello", peer.hear());
    }
  }

  @Test
  void whatTheAccessRulesSayIsShown() throws Exception {
    listener.configure(config(Map.of("protocol", "echo", "port", 0, "rules", "tcp.smtp")));
    harbour.control.put("tcp.smtp", "=h.example:allow,A=\"x\"\n:deny\n");
    commands.access(session(), "echo", "192.0.2.1");
    commands.access(session(), "echo", "192.0.2.1", "h.example");
    assertEquals(
        """
        rule :
        deny connection
        rule =h.example:
        set environment variable A=x
        allow connection
        """,
        printed.toString(StandardCharsets.UTF_8));
    assertThrows(
        IllegalArgumentException.class, () -> commands.access(session(), "other", "192.0.2.1"));
    assertThrows(IllegalArgumentException.class, () -> commands.access(session(), "echo"));
  }

  @Test
  void whoIsDeniedLosesHisSessionsAndStaysOut() throws Exception {
    DenyCommands deny = new DenyCommands(harbour.denials);
    deny.listeners = List.of(listener);
    harbour.install(new EchoProtocol("one"), 0);
    listener.configure(config(Map.of("protocol", "echo", "port", 0)));
    listener.awaitOpen(Harbour.PATIENCE);
    String where = listener.status().where();
    int port = Integer.parseInt(where.substring(where.lastIndexOf(':') + 1));
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("one: hello", peer.hear());
      deny.deny(session(), 5, "127.0.0.0/8");
      peer.send("more");
      while (!peer.hear().equals("(closed)")) {}
    }
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("(closed)", peer.hear());
    }
    assertThrows(IllegalArgumentException.class, () -> deny.deny(session(), 5, "nonsense"));
    assertThrows(IllegalArgumentException.class, () -> deny.deny(session(), 0, "127.0.0.1"));
    deny.denied(session());
    deny.allow(session(), "127.0.0.0/8");
    assertThrows(IllegalStateException.class, () -> deny.allow(session(), "127.0.0.0/8"));
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("one: hello", peer.hear());
    }
    assertTrue(
        printed
            .toString(StandardCharsets.UTF_8)
            .startsWith("127.0.0.0/8 is denied for 5 minutes; sessions ended: 1\n127.0.0.0/8 20"));
  }

  @Test
  void whatWouldBecomeOfAPeerCanBeAsked() throws Exception {
    Reception reception = new Reception();
    reception.listeners = List.of(listener);
    listener.configure(config(Map.of("protocol", "echo", "port", 0, "variables", "A=\"x\"")));
    harbour.denials.deny(Network.around("192.0.2.9").orElseThrow(), Harbour.PATIENCE);
    assertEquals(List.of("echo"), reception.listeners());
    assertEquals(Map.of("A", "x"), reception.admit("echo", "192.0.2.1").orElseThrow().variables());
    assertTrue(reception.admit("echo", "192.0.2.9").isEmpty());
    assertThrows(IllegalArgumentException.class, () -> reception.admit("echo", "host.example"));
    assertThrows(IllegalArgumentException.class, () -> reception.admit("other", "192.0.2.1"));
  }
}
