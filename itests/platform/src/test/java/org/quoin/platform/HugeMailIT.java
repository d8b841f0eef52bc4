package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/** A mail that is several times larger than the heap goes through unchanged. */
@NeedsDistribution
final class HugeMailIT {
  private static final String SMALL_HEAP = "-Xms40m -XX:NewSize=16m -Xmx64m";
  private static final int BLOCKS = 200;
  private static final int LINES = (1 << 20) / 64;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Test
  void twoHundredMegabytesStreamThroughASmallHeap(@TempDir Path folder) throws Exception {
    try (Platform platform =
        new Platform(folder.resolve("base"))
            .with("etc/org.quoin.store.cfg", "heap.bytes = 8388608\n")
            .javaOptions(SMALL_HEAP)
            .start()) {
      CRC32C sent = new CRC32C();
      send(platform, sent);
      Await.until("it has arrived", LIMIT, () -> platform.maildirs().count() == 1);
      Path file = platform.maildirs().files().getFirst();
      assertTrue(Files.size(file) > 200_000_000, file::toString);
      assertEquals(sent.getValue(), bodySum(file), "byte for byte");
      Await.until("it is done", LIMIT, () -> platform.mustSay("queue:list").isBlank());
      assertTrue(platform.running(), platform::toString);
    }
  }

  private static void send(Platform platform, CRC32C sum) throws IOException {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("EHLO huge.test");
      assertEquals(354, client.envelope("sue@sender.test", List.of("alice@localhost")).code());
      client.write("Subject: huge\r\n\r\n");
      for (int block = 0; block < BLOCKS; block++) {
        String text = block(block);
        client.write(text);
        sum.update(text.replace("\r\n", "\n").getBytes(StandardCharsets.US_ASCII));
      }
      assertEquals(250, client.command(".").code());
    }
  }

  /** No block is like another, so that none can take another's place. */
  private static String block(int number) {
    StringBuilder text = new StringBuilder(1 << 20);
    for (int line = 0; line < LINES; line++) {
      text.append("%08d%08d".formatted(number, line)).append("0123456789abcdef".repeat(3));
      text.replace(text.length() - 2, text.length(), "\r\n");
    }
    return text.toString();
  }

  /** Of all behind the header. */
  private static long bodySum(Path file) throws IOException {
    CRC32C sum = new CRC32C();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      skipHeader(in);
      byte[] bytes = new byte[1 << 16];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        sum.update(bytes, 0, count);
      }
    }
    return sum.getValue();
  }

  private static void skipHeader(InputStream in) throws IOException {
    int before = 0;
    for (int c = in.read(); before != '\n' || c != '\n'; c = in.read()) {
      before = c;
    }
  }
}
