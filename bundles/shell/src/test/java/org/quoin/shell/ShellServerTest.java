package org.quoin.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.codec.ShellFrame;
import org.quoin.codec.ShellFrame.Kind;
import org.quoin.codec.SocketPlace;

@Timeout(60)
final class ShellServerTest {
  private static final Duration PATIENT = Duration.ofMinutes(5);

  @TempDir Path base;
  private final FakeBench bench = new FakeBench();
  private final List<SocketChannel> clients = new ArrayList<>();
  private ShellServer server;

  ShellServerTest() {}

  @BeforeEach
  void open() throws IOException {
    server = serve(PATIENT);
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
    server.close();
  }

  @Test
  void wordsArriveAsTheyAreAndTheStatusComesBack() throws IOException {
    SocketChannel client = connect();
    for (String word : List.of("user:add", "$(x) ; | \n", "", "\u00e4")) {
      send(client, ShellFrame.of(Kind.ARGUMENT, word));
    }
    assertEquals(4, ask(client, ShellFrame.of(Kind.RUN, "")));
    assertEquals(List.of("user:add", "$(x) ; | \n", "", "\u00e4"), bench.lastWords());
  }

  @Test
  void requestsFollowOneAnother() throws IOException {
    SocketChannel client = connect();
    for (int i = 0; i < 200; i++) {
      assertEquals(5, ask(client, ShellFrame.of(Kind.LINE, "12345")));
      assertEquals(3, ask(client, ShellFrame.of(Kind.LINE, "123")));
    }
    send(client, ShellFrame.of(Kind.COMPLETE, "us"));
    assertEquals("us1\nus2", receive(client).orElseThrow().text());
    assertEquals(0, receive(client).orElseThrow().status());
  }

  @Test
  void theSocketIsForItsOwnerAlone() throws IOException {
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(socket()));
  }

  @Test
  void garbageEndsItsOwnConversationOnly() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SocketChannel other = connect();
    for (int i = 0; i < 100; i++) {
      byte[] garbage = new byte[1 + random.nextInt(200)];
      random.nextBytes(garbage);
      try (SocketChannel client = connect()) {
        client.write(ByteBuffer.wrap(garbage));
        client.shutdownOutput();
        drain(client);
      }
    }
    assertEquals(2, ask(other, ShellFrame.of(Kind.LINE, "ok")), () -> "seed " + seed);
  }

  @Test
  void aLengthOfAGigabyteAndAnAnswerAsRequestAreHungUpOn() throws IOException {
    SocketChannel huge = connect();
    huge.write(ByteBuffer.wrap(new byte[] {'a', 0x40, 0, 0, 0}));
    assertEquals(Optional.empty(), receive(huge));
    SocketChannel reversed = connect();
    send(reversed, ShellFrame.exit(0));
    assertEquals(Optional.empty(), receive(reversed));
  }

  @Test
  void tooManyWordsAreHungUpOn() throws IOException {
    SocketChannel client = connect();
    try {
      for (int i = 0; i <= Conversation.MAX_WORDS; i++) {
        send(client, ShellFrame.of(Kind.ARGUMENT, "x"));
      }
      assertEquals(Optional.empty(), receive(client));
    } catch (IOException hungUp) {
      assertTrue(bench.lastWords().isEmpty());
    }
  }

  @Test
  void oneClientTooManyIsToldSoAndLeavesRoomForTheNext() throws IOException {
    for (int i = 0; i < ShellServer.MAX_CONVERSATIONS; i++) {
      assertEquals(1, ask(connect(), ShellFrame.of(Kind.LINE, "x")));
    }
    SocketChannel surplus = connect();
    assertEquals("quoin: too many shells at once\n", receive(surplus).orElseThrow().text());
    assertEquals(1, receive(surplus).orElseThrow().status());
    clients.getFirst().close();
    assertTrue(eventuallyServed());
  }

  @Test
  void aClientThatLeavesInterruptsItsCommand() throws Exception {
    SocketChannel client = connect();
    send(client, ShellFrame.of(Kind.ARGUMENT, "wait"));
    send(client, ShellFrame.of(Kind.RUN, ""));
    bench.waiting.await();
    client.close();
    assertTrue(bench.interrupted.await(30, TimeUnit.SECONDS));
    assertTrue(bench.closed.await(30, TimeUnit.SECONDS));
  }

  @Test
  void aClientThatSaysNothingIsHungUpOn() throws IOException {
    server.close();
    server = serve(Duration.ofMillis(1));
    assertEquals(Optional.empty(), receive(connect()));
  }

  @Test
  void closingLeavesNothingBehind() throws IOException {
    Path socket = socket();
    server.close();
    assertFalse(Files.exists(socket));
    assertFalse(Files.exists(base.resolve("var/shell.address")));
  }

  private ShellServer serve(Duration silence) throws IOException {
    return new ShellServer(SocketPlace.in(base, "shell"), answers -> bench, silence);
  }

  private Path socket() throws IOException {
    return Path.of(Files.readString(base.resolve("var/shell.address")));
  }

  private SocketChannel connect() throws IOException {
    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
    clients.add(client);
    client.connect(UnixDomainSocketAddress.of(socket()));
    return client;
  }

  private boolean eventuallyServed() throws IOException {
    for (int attempt = 0; attempt < 1000; attempt++) {
      SocketChannel client = connect();
      if (receiveAnswer(client).kind() == Kind.EXIT) {
        return true;
      }
    }
    return false;
  }

  private static ShellFrame receiveAnswer(SocketChannel client) throws IOException {
    try {
      send(client, ShellFrame.of(Kind.LINE, "x"));
    } catch (IOException turnedAway) {
      return ShellFrame.of(Kind.ERR, "");
    }
    return receive(client).orElseThrow();
  }

  private static int ask(SocketChannel client, ShellFrame request) throws IOException {
    send(client, request);
    return receive(client).orElseThrow().status();
  }

  private static void send(SocketChannel client, ShellFrame frame) throws IOException {
    OutputStream out = Channels.newOutputStream(client);
    frame.writeTo(out);
  }

  private static Optional<ShellFrame> receive(SocketChannel client) throws IOException {
    return ShellFrame.read(Channels.newInputStream(client));
  }

  private static void drain(SocketChannel client) throws IOException {
    try (InputStream in = Channels.newInputStream(client)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException reset) {
      assertTrue(client.isOpen() || !client.isConnected());
    }
  }
}
