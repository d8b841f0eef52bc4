package org.quoin.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.quoin.kit.Programs;

/** mutt, which does as its keys say and leaves; it gets a terminal from script(1). */
final class Mutt {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path folder;

  /**
   * @param folder for its settings; a new one
   */
  Mutt(Path folder) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mutt")), "no mutt");
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script");
    this.folder = Files.createDirectory(folder);
  }

  /**
   * All messages that a pattern means, one behind the other. There must be one.
   *
   * @param pattern in mutt's words: {@code ~N} is what is new, {@code ~R} what was read, {@code ~A}
   *     all
   */
  String messages(Path mailbox, String pattern) throws IOException {
    Path piped = folder.resolve("piped");
    Files.deleteIfExists(piped);
    Files.writeString(
        folder.resolve("muttrc"),
        """
        set wait_key=no
        set pipe_split=no
        set pipe_sep=""
        set pipe_decode=no
        set move=no
        set mark_old=no
        set auto_tag=yes
        push "<tag-pattern>%s<enter><pipe-message>cat >%s<enter><exit>"
        """
            .formatted(pattern, piped));
    String mutt = "mutt -n -F " + folder.resolve("muttrc") + " -f " + mailbox;
    ProcessBuilder builder = new ProcessBuilder("script", "-qec", mutt, "/dev/null");
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TERM", "xterm");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("screen").toFile());
    run(builder);
    return Files.exists(piped) ? Files.readString(piped, StandardCharsets.ISO_8859_1) : "";
  }

  /** Its keyboard stays open until it has ended. */
  private static void run(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    try (var keyboard = process.getOutputStream()) {
      if (!Programs.ended(process, LIMIT) || process.exitValue() != 0) {
        throw new IOException("mutt did not end well; its keyboard: " + keyboard);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
