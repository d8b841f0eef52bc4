package org.quoin.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

/** Dovecot as the owner of one mailbox uses it, without its server: doveadm alone. */
final class Dovecot {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path folder;

  /**
   * @param folder for its configuration and indexes; a new one
   * @param location the mailbox, in Dovecot's words: {@code maildir:/home/joe/Maildir}
   */
  Dovecot(Path folder, String location) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/doveadm")), "no doveadm");
    this.folder = Files.createDirectory(folder);
    Files.createDirectory(folder.resolve("mail"));
    Files.writeString(
        folder.resolve("dovecot.conf"),
        """
        base_dir = %1$s/run
        state_dir = %1$s/state
        log_path = %1$s/log
        mail_location = %2$s:INDEX=%1$s/index
        mbox_write_locks = fcntl dotlock
        mbox_read_locks = fcntl
        first_valid_uid = 0
        first_valid_gid = 0
        ssl = no
        protocols =
        """
            .formatted(folder, location.replace("%", folder.toString())));
    Assumptions.assumeTrue(run("true").good(), "no user namespaces");
  }

  /** Runs doveadm; it must end well and complain of nothing. */
  String doveadm(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("doveadm"));
    command.addAll(List.of("-c", folder.resolve("dovecot.conf").toString()));
    command.addAll(List.of("-o", "stats_writer_socket_path="));
    command.addAll(List.of(args));
    Result result = run(command.toArray(String[]::new));
    Path log = folder.resolve("log");
    String complaints = result.err() + (Files.exists(log) ? Files.readString(log) : "");
    if (!result.good() || !complaints.isBlank()) {
      throw new IOException("doveadm: " + result + complaints);
    }
    return result.out();
  }

  /** It reads no mail as root: there it gets a user namespace, where root has another number. */
  private Result run(String... program) throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "--user", "--map-user=1000", "--map-group=1000"));
    }
    command.addAll(List.of(program));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("USER", "reader");
    return Programs.run(builder, "", LIMIT);
  }
}
