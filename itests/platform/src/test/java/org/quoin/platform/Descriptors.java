package org.quoin.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.quoin.kit.Programs;

/** Open files of a process, sockets among them, as Linux tells and limits them. */
record Descriptors(long pid) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  long open() throws IOException {
    try (var all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return all.count();
    }
  }

  /** Makes it as many as that if there may not be so many yet; whether there may. */
  boolean mayBe(int count) throws IOException {
    if (most() < count) {
      String limit = "--nofile=" + count + ":" + count;
      Programs.run(new ProcessBuilder("prlimit", "--pid", "" + pid, limit), "", LIMIT);
    }
    return most() >= count;
  }

  private long most() throws IOException {
    String limits = Files.readString(Path.of("/proc/" + pid + "/limits"));
    String soft = limits.replaceAll("(?s).*Max open files\\s+(\\S+).*", "$1");
    return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
  }
}
