package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.Ports;
import org.quoin.kit.SmtpClient;

/** Proof 5, the network: whatever comes in, memory stays bounded and other mail flows. */
@NeedsDistribution
final class BadInputIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long RESIDENT_KIB = 600 * 1024;
  private static final int SILENT = 5_000;
  private static final int CONNECTING = 50;

  @TempDir static Path folder;
  private static Platform platform;
  private static int hurried;

  @BeforeAll
  static void start() throws Exception {
    hurried = Ports.one();
    platform =
        new Platform(folder.resolve("base"))
            .with(
                "etc/org.quoin.net.listener-hurried.cfg",
                """
                name = hurried
                protocol = smtp
                port = %d
                idle.seconds = 2
                total.seconds = 4
                """
                    .formatted(hurried))
            .start();
  }

  @AfterEach
  void memoryIsBoundedAndMailFlows() throws Exception {
    long resident = platform.residentKib();
    assertTrue(resident < RESIDENT_KIB, () -> "resident KiB: " + resident);
    new Letters(platform).roundTrip("alice@localhost");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void aCommandLineOfFourMegabytesIsNotKept() throws Exception {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.write("HELO ");
      String part = "x".repeat(64 * 1024);
      for (int i = 0; i < 64; i++) {
        client.write(part);
      }
      Answer answer = client.command("");
      assertTrue(answer.permanent(), answer::toString);
    } catch (IOException e) {
      System.out.println("4 MB line: hung up, " + e.getMessage());
    }
  }

  @Test
  void nulBytesInCommandsAreRefused() throws Exception {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("HELO sender.test");
      Answer answer = client.command("MAIL FROM:<a\0b@sender.test>");
      assertTrue(!answer.positive() || client.command("QUIT").positive(), answer::toString);
      client.command("\0\0\0\0");
    }
  }

  @Test
  void aHundredThousandRecipientsMeetALimit() throws Exception {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("HELO sender.test");
      client.command("MAIL FROM:<sue@sender.test>");
      int taken = 0;
      int putOff = 0;
      for (int i = 0; i < 100; i++) {
        client.write("RCPT TO:<alice@localhost>\r\n".repeat(1_000));
        for (int j = 0; j < 1_000; j++) {
          Answer answer = client.answer();
          taken += answer.positive() ? 1 : 0;
          putOff += answer.temporary() ? 1 : 0;
        }
      }
      System.out.printf("100000 recipients: %d taken, %d put off%n", taken, putOff);
      assertEquals(100_000, taken + putOff);
      assertTrue(putOff > 0, "there is a limit");
    }
  }

  @Test
  void aClientThatSendsByteByByteHasToEndInTime() throws Exception {
    try (SmtpClient client = new SmtpClient(hurried, LIMIT)) {
      Await.until("it is cut off", LIMIT, () -> cutOff(client));
    }
  }

  @Test
  void aSilentClientIsCutOff() throws Exception {
    try (SmtpClient client = new SmtpClient(hurried, LIMIT)) {
      Await.until("it is cut off", LIMIT, () -> client.hungUp());
    }
  }

  @Test
  void fiveThousandSilentConnectionsKeepNobodyOutForLong() throws Exception {
    Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    try {
      try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTING)) {
        IntStream.range(0, SILENT).forEach(i -> threads.execute(() -> connect(sockets, i)));
      }
      long resident = platform.residentKib();
      System.out.printf("%d silent connections: %d KiB resident%n", SILENT, resident);
      assertTrue(resident < RESIDENT_KIB, () -> "resident KiB: " + resident);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    Await.until("mail flows", LIMIT, () -> taken());
  }

  /** Connects from one of 250 addresses; does not wait long where the server lets it wait. */
  private static void connect(Queue<Socket> sockets, int number) {
    Socket socket = new Socket();
    sockets.add(socket);
    try {
      socket.bind(new InetSocketAddress("127.0.1." + (1 + number % 250), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), platform.port()), 100);
    } catch (SocketTimeoutException e) {
      // The kernel's backlog is full, as it should be.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean taken() throws IOException {
    return new Letters(platform).offer("after-silence", "alice@localhost").positive();
  }

  private static boolean cutOff(SmtpClient client) {
    try {
      client.write("x");
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
