package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/**
 * Two users of this machine with homes that only they can look into, and a file that only root can.
 */
record Residents(Path folder) implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FIRST = 20_000;
  private static final int PLATFORM = 20_009;
  private static final List<String> NAMES = List.of("zero", "one", "two");

  static Residents make() throws IOException {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can switch");
    Path folder = Files.createTempDirectory("residents-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Residents residents = new Residents(folder);
    for (int number = 1; number <= 2; number++) {
      for (String part : List.of("tmp", "new", "cur")) {
        Files.createDirectories(residents.home(number).resolve("Maildir").resolve(part));
      }
      residents.give(number);
    }
    Files.writeString(residents.secret(), "only for root\n");
    Files.setPosixFilePermissions(residents.secret(), PosixFilePermissions.fromString("rw-------"));
    return residents;
  }

  Path home(int number) {
    return folder.resolve(NAMES.get(number));
  }

  Path secret() {
    return folder.resolve("secret");
  }

  /** The accounts, and some that must never get mail. */
  String assign() {
    StringBuilder lines = new StringBuilder();
    for (int number = 1; number <= 2; number++) {
      int id = FIRST + number;
      lines.append("=%1$s:%1$s:%2$d:%2$d:%3$s:::\n".formatted(NAMES.get(number), id, home(number)));
    }
    lines.append("=zero:zero:0:20001:%s:::\n".formatted(home(1)));
    lines.append("=wheel:wheel:20001:0:%s:::\n".formatted(home(1)));
    lines.append("=wrap:wrap:4294967296:20001:%s:::\n".formatted(home(1)));
    return lines.append(".\n").toString();
  }

  void qmail(int number, String... lines) throws IOException {
    Files.writeString(home(number).resolve(".qmail"), String.join("\n", lines) + "\n");
    give(number);
  }

  void link(int number, Path target) throws IOException {
    Files.createSymbolicLink(home(number).resolve(".qmail"), target);
  }

  /** Whatever is in a home becomes its user's. */
  void give(int number) throws IOException {
    giveAll(home(number), FIRST + number);
  }

  private static void giveAll(Path top, int id) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", id);
        Files.setAttribute(file, "unix:gid", id);
      }
    }
    Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwx------"));
  }

  /** That nobody else has made anything in this home. */
  void assertOwned(int number) throws IOException {
    try (Stream<Path> files = Files.walk(home(number))) {
      for (Path file : files.toList()) {
        assertEquals(FIRST + number, Files.getAttribute(file, "unix:uid"), file::toString);
        assertEquals(FIRST + number, Files.getAttribute(file, "unix:gid"), file::toString);
      }
    }
  }

  List<String> mails(int number) throws IOException {
    List<String> mails = new ArrayList<>();
    try (Stream<Path> files = Files.list(home(number).resolve("Maildir/new"))) {
      for (Path file : files.toList()) {
        mails.add(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return mails;
  }

  void arrived(int number, String token) throws Exception {
    Await.until(
        "it has arrived",
        LIMIT,
        () -> mails(number).stream().filter(text -> text.contains(token)).count() == 1);
  }

  /** The command lines of what runs as this user. */
  List<String> processes(int number) {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(process -> runsAs(process.pid(), FIRST + number))
        .map(process -> process.info().commandLine().orElse(""))
        .toList();
  }

  private static boolean runsAs(long pid, int uid) {
    try {
      String status = Files.readString(Path.of("/proc/" + pid + "/status"));
      return status.contains("\nUid:\t" + uid + "\t") && !status.contains("\nState:\tZ");
    } catch (IOException e) {
      return false; // it has just ended
    }
  }

  int workers() {
    return processes(1).size() + processes(2).size();
  }

  /** One that runs as an ordinary user with CAP_SETUID and CAP_SETGID, as systemd starts it. */
  Platform platformWithCapabilities() throws IOException {
    Path base = Files.createDirectory(folder.resolve("base"));
    giveAll(base, PLATFORM);
    Path setpriv =
        Optional.of(Path.of("/usr/bin/setpriv")).filter(Files::isExecutable).orElse(Path.of("/"));
    Assumptions.assumeTrue(Files.isRegularFile(setpriv), "there is no setpriv");
    return new Platform(base)
        .through(
            List.of(
                setpriv.toString(),
                "--reuid=" + PLATFORM,
                "--regid=" + PLATFORM,
                "--clear-groups",
                "--inh-caps=-all,+setuid,+setgid",
                "--ambient-caps=-all,+setuid,+setgid",
                "--bounding-set=-all,+setuid,+setgid"));
  }

  /** What root has written into the base becomes the platform's. */
  void giveBase(Path base) throws IOException {
    giveAll(base, PLATFORM);
  }

  @Override
  public void close() throws IOException {
    // What a failed test has left; it would count in the next one.
    ProcessHandle.allProcesses()
        .filter(process -> runsAs(process.pid(), FIRST + 1) || runsAs(process.pid(), FIRST + 2))
        .forEach(ProcessHandle::destroyForcibly);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
