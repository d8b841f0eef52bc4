package org.quoin.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who waits under a watch waits for ever only where something goes on. */
class WatchTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final AtomicLong progress = new AtomicLong();

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static void say(Socket peer, String line) throws IOException {
    peer.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aServerThatDoesNotGreetIsLeft() throws IOException {
    try (ServerSocket silent = server();
        Watch watch = new Watch(SHORT, progress::get)) {
      assertThrows(SocketException.class, () -> new SmtpClient(silent.getLocalPort(), watch));
    }
  }

  @Test
  void aServerThatStopsAnsweringIsLeft() throws IOException {
    try (ServerSocket server = server();
        Watch watch = new Watch(SHORT, progress::get)) {
      Thread.ofVirtual().start(() -> greet(server));
      try (SmtpClient client = new SmtpClient(server.getLocalPort(), watch)) {
        assertEquals(220, client.greeting().code());
        assertThrows(IOException.class, () -> client.command("NOOP"));
      }
    }
  }

  private static void greet(ServerSocket server) {
    try (Socket peer = server.accept()) {
      say(peer, "220 here");
      while (peer.getInputStream().read() >= 0) {}
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each look finds another number; the answer comes long after the patience would be over. */
  @Test
  void whoeverIsSlowIsWaitedForWhileThereIsProgress() throws Exception {
    AtomicLong looks = new AtomicLong();
    try (ServerSocket server = server();
        Watch watch = new Watch(SHORT, looks::incrementAndGet)) {
      Thread.ofVirtual().start(() -> greetAfter(server, looks));
      try (SmtpClient client = new SmtpClient(server.getLocalPort(), watch)) {
        assertEquals(220, client.greeting().code());
        assertTrue(looks.get() > 4);
      }
    }
  }

  private static void greetAfter(ServerSocket server, AtomicLong looks) {
    try (Socket peer = server.accept()) {
      Await.until("four looks", Duration.ofSeconds(30), () -> looks.get() > 4);
      say(peer, "220 here");
      while (peer.getInputStream().read() >= 0) {}
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
