package org.quoin.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.codec.ShellFrame;
import org.quoin.codec.ShellFrame.Kind;

@Timeout(60)
final class LinkTest {
  @TempDir Path folder;
  private Base base;
  private BaseLockTest.Holder holder;

  LinkTest() {}

  @BeforeEach
  void run() throws IOException {
    base = Base.at(folder.toString());
    Files.createDirectories(base.var(""));
    holder = new BaseLockTest.Holder(base);
  }

  @AfterEach
  void stop() {
    holder.close();
  }

  @Test
  void anAnswerIsPassedOnWithItsStatus() throws IOException {
    try (ServerSocketChannel door = answering(ShellFrame.of(Kind.OUT, "a\n"), ShellFrame.exit(3));
        Link link = Link.to(base)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Output output = new Output(out, OutputStream.nullOutputStream());
      assertEquals(3, link.run(List.of("queue:list"), output));
      assertEquals("a\n", out.toString(StandardCharsets.UTF_8));
      assertEquals(true, door.isOpen());
    }
  }

  @Test
  void aPlatformThatHangsUpOrTalksNonsenseIsAnError() throws IOException {
    assertEquals("the platform hung up", failure());
    assertEquals("not an answer: RUN", failure(ShellFrame.of(Kind.RUN, "")));
  }

  @Test
  void aReaderThatHasGoneIsNotedAsThat() throws IOException {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    try (ServerSocketChannel door = answering(ShellFrame.of(Kind.OUT, "a\n"), ShellFrame.exit(0));
        Link link = Link.to(base)) {
      Output output = new Output(gone, OutputStream.nullOutputStream());
      assertThrows(Output.BrokenPipe.class, () -> link.run(List.of("x"), output));
      assertEquals(true, door.isOpen());
    }
  }

  @Test
  void eachStateOfABaseIsNamed() throws Exception {
    assertEquals(
        "still starting on " + folder,
        assertThrows(IOException.class, () -> Link.to(base)).getMessage());
    holder.kill();
    assertEquals(
        "not running on " + folder,
        assertThrows(IOException.class, () -> Link.to(base)).getMessage());
  }

  private String failure(ShellFrame... answer) throws IOException {
    try (ServerSocketChannel door = answering(answer);
        Link link = Link.to(base)) {
      assertEquals(true, door.isOpen());
      return String.valueOf(
          assertThrows(IOException.class, () -> link.line("x", Output.collected())).getMessage());
    }
  }

  /** A platform that reads one request and then says just this. */
  private ServerSocketChannel answering(ShellFrame... answer) throws IOException {
    Path socket = folder.resolve("s");
    Files.deleteIfExists(socket);
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket));
    Files.writeString(base.var("shell.address"), socket.toString());
    Thread.ofVirtual().start(() -> answer(door, answer));
    return door;
  }

  private static void answer(ServerSocketChannel door, ShellFrame... answer) {
    try (SocketChannel client = door.accept()) {
      InputStream in = Channels.newInputStream(client);
      while (ShellFrame.read(in).orElseThrow().kind() == Kind.ARGUMENT) {
        // the words of the command
      }
      for (ShellFrame frame : answer) {
        frame.writeTo(Channels.newOutputStream(client));
      }
    } catch (IOException gone) {
      // the test has ended
    }
  }
}
