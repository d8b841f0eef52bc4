package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;

/** What an operator sees of sessions. */
class SmtpCommandsTest {
  private final Bench bench = new Bench();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final SmtpCommands commands =
      new SmtpCommands(bench.sessions, InstantSource.fixed(Bench.NOW.plusSeconds(5)));

  private CommandSession session() {
    PrintStream console = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return (CommandSession)
        Proxy.newProxyInstance(
            CommandSession.class.getClassLoader(),
            new Class<?>[] {CommandSession.class},
            (self, method, arguments) -> console);
  }

  @Test
  void aSessionIsShownWhileItIsHeld() throws Exception {
    PipedInputStream heard = new PipedInputStream();
    PipedInputStream in = new PipedInputStream();
    try (PipedOutputStream peer = new PipedOutputStream(in)) {
      FakeConnection connection = new FakeConnection(in, new PipedOutputStream(heard));
      Thread thread = Thread.ofVirtual().start(() -> assertServes(bench.protocol(), connection));
      peer.write(Bench.bytes("HELO a\u001bb\r\n"));
      peer.flush();
      hear(heard, "250 ");
      commands.sessions(session());
      assertEquals(
          "test-1 192.0.2.7:4321 helo=a?b user=- tls=- mails=0 seconds=5\n",
          printed.toString(StandardCharsets.UTF_8));
      commands.kick(session(), "test-1");
      assertEquals(true, connection.closing);
      peer.write(Bench.bytes("NOOP\r\n"));
      peer.flush();
      hear(heard, "421 ");
      thread.join();
    }
    assertEquals(List.of(), bench.sessions.all());
    assertThrows(IllegalArgumentException.class, () -> commands.kick(session(), "test-1"));
  }

  private static void assertServes(SmtpProtocol protocol, FakeConnection connection) {
    try {
      protocol.serve(connection);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void hear(PipedInputStream heard, String words) throws Exception {
    StringBuilder said = new StringBuilder();
    while (said.indexOf("\r\n" + words) < 0) {
      said.append((char) heard.read());
    }
  }
}
