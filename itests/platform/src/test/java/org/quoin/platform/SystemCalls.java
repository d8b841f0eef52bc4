package org.quoin.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.quoin.kit.Await;
import org.quoin.kit.Programs;

/** Watches the syncs and the socket writes of a process with strace, in the order they happen. */
final class SystemCalls implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Process strace;
  private final Path messages;
  private final Path calls;

  /** Starts to watch; skips the test where strace is missing or not allowed to. */
  SystemCalls(long pid, Path folder) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "no strace");
    messages = folder.resolve("strace.err");
    calls = folder.resolve("strace.out");
    String which = "trace=fsync,fdatasync,write,sendto,sendmsg";
    String[] command = {
      "/usr/bin/strace", "-f", "-y", "-s", "16", "-e", which, "-o", calls.toString(), "-p", "" + pid
    };
    strace = new ProcessBuilder(command).redirectError(messages.toFile()).start();
    Await.until("strace watches", LIMIT, () -> says("attached") || !strace.isAlive());
    Assumptions.assumeTrue(strace.isAlive(), () -> "strace may not watch");
  }

  private boolean says(String text) throws IOException {
    return Files.exists(messages) && Files.readString(messages).contains(text);
  }

  /** What happened until now. */
  List<String> stop() throws IOException {
    close();
    return Files.readAllLines(calls, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    strace.destroy();
    if (!Programs.ended(strace, LIMIT)) {
      strace.destroyForcibly();
    }
  }
}
