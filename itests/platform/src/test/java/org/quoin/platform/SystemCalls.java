package org.quoin.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.quoin.kit.Await;
import org.quoin.kit.Programs;

/** Watches system calls of a process with strace, in the order they happen, or lets them fail. */
final class SystemCalls implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final String UNFINISHED = " <unfinished ...>";
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. f(data)?sync resumed>");

  private final Process strace;
  private final Path messages;
  private final Path calls;

  /** Starts; skips the test where strace is missing or not allowed to. */
  private SystemCalls(long pid, Path folder, List<String> what) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(STRACE), "no strace");
    messages = folder.resolve("strace.err");
    calls = folder.resolve("strace.out");
    Files.deleteIfExists(messages); // of one before
    List<String> command = new ArrayList<>(List.of(STRACE.toString(), "-f", "-y", "-s", "16"));
    command.addAll(what);
    command.addAll(List.of("-o", calls.toString(), "-p", "" + pid));
    strace = new ProcessBuilder(command).redirectError(messages.toFile()).start();
    Await.until("strace watches", LIMIT, () -> says("attached") || !strace.isAlive());
    Assumptions.assumeTrue(strace.isAlive(), () -> "strace may not watch");
  }

  /** Watches syncs, names that change and what is written to files and sockets. */
  static SystemCalls watched(long pid, Path folder) throws Exception {
    String which =
        "trace=fsync,fdatasync,?rename,?renameat,?renameat2,?link,?linkat,?unlink,?unlinkat,"
            + "write,pwrite64,sendto,sendmsg";
    return new SystemCalls(pid, folder, List.of("-e", which));
  }

  /** Lets the first call of this name that a thread makes fail, as on a disk with an error. */
  static SystemCalls failingOnce(long pid, Path folder, String name) throws Exception {
    String which = "trace=" + name;
    String fault = "inject=" + name + ":error=EIO:when=1"; // counted for each thread
    return new SystemCalls(pid, folder, List.of("-e", which, "-e", fault));
  }

  private boolean says(String text) throws IOException {
    return Files.exists(messages) && Files.readString(messages).contains(text);
  }

  /** What happened until now: a sync stands where it ended, all else where it began. */
  List<String> stop() throws IOException {
    close();
    Map<String, String> begun = new HashMap<>();
    List<String> all = new ArrayList<>();
    for (String line : Files.readAllLines(calls, StandardCharsets.ISO_8859_1)) {
      String thread = line.substring(0, line.indexOf(' ') + 1);
      Matcher resumed = RESUMED.matcher(line);
      if (line.contains("sync(") && line.endsWith(UNFINISHED)) {
        begun.put(thread, line.substring(0, line.length() - UNFINISHED.length()));
      } else if (resumed.find()) {
        all.add(begun.getOrDefault(thread, thread) + line.substring(resumed.end()));
      } else {
        all.add(line);
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    strace.destroy();
    if (!Programs.ended(strace, LIMIT)) {
      strace.destroyForcibly();
    }
  }
}
