package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Distribution;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Platform;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;
import org.quoin.kit.SmtpClient;

/**
 * Homes that are gone or full or hold something else than mailboxes, and addresses of any bytes:
 * their mail waits or stays within its home, and nobody else's waits with it.
 */
@NeedsDistribution
final class HostileHomesIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final List<String> STRANGE = List.of("queue", "box", "dir", "gone");
  private static final String LINE = "x".repeat(99);
  private static final int LINES = 1000;

  @TempDir static Path folder;
  private static Platform platform;
  private static Path homes;

  @BeforeAll
  static void start() throws Exception {
    Path base = folder.resolve("base");
    homes = base.resolve("home");
    StringBuilder assign = new StringBuilder();
    for (String name : List.of("alice", "queue", "box", "dir", "gone", "small", "any")) {
      Path home = homes.resolve(name);
      assign.append("=%1$s:%1$s:65534:65534:%2$s:::\n".formatted(name, home));
      assign.append("+%1$s-:%1$s:65534:65534:%2$s:-::\n".formatted(name, home));
    }
    platform = new Platform(base).with("users/assign", assign + ".\n");
    for (String name : List.of("alice", "queue", "box", "any")) {
      maildir(homes.resolve(name));
    }
    Files.createDirectories(homes.resolve("dir"));
    platform.start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void whatIsNoMailboxIsNotWaitedForAndItsMailStays() throws Exception {
    fifo(homes.resolve("queue/.qmail"));
    Files.writeString(homes.resolve("box/.qmail"), "./Mailbox\n");
    fifo(homes.resolve("box/Mailbox"));
    fifo(homes.resolve("dir/Maildir"));
    Letters letters = new Letters(platform);
    String token =
        letters.send(STRANGE.stream().map(name -> name + "@localhost").toArray(String[]::new));
    awaitLog("Mailbox:_not_a_regular_file._(#4.2.1)");
    awaitLog("Unable_to_chdir_to_maildir._(#4.2.1)");
    awaitLog("home/gone:_file_does_not_exist._(#4.3.0)");
    letters.arrived(token, 1); // a FIFO is no .qmail file
    letters.roundTrip("alice@localhost");
    Files.delete(homes.resolve("box/Mailbox"));
    Files.delete(homes.resolve("dir/Maildir"));
    maildir(homes.resolve("dir"));
    maildir(homes.resolve("gone"));
    platform.mustSay("queue:flush");
    letters.arrived(token, 3);
    awaitEmptyQueue();
    assertEquals(1, count(Files.readString(homes.resolve("box/Mailbox")), token));
  }

  @Test
  void aFullHomeKeepsItsMailAndNoPartOfIt() throws Exception {
    try (Mount disk = Mount.small(homes.resolve("small"), 1)) {
      Path home = disk.place();
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
      maildir(home);
      Path mbox = Files.writeString(home.resolve("Mailbox"), "From x\n\nold\n\n");
      Files.writeString(home.resolve(".qmail-box"), "./Mailbox\n");
      Path filler = home.resolve("filler");
      long room = Files.getFileStore(home).getUsableSpace();
      Files.write(filler, new byte[(int) room - LINES * LINE.length() / 2]);
      String token = sendLarge("small@localhost", "small-box@localhost");
      awaitLog("Temporary_error_on_maildir_delivery._(#4.3.0)");
      awaitLog("Mailbox:_out_of_disk_space._(#4.3.0)");
      assertEquals("From x\n\nold\n\n", Files.readString(mbox));
      assertEquals(List.of(), names(home.resolve("Maildir/tmp")));
      assertEquals(List.of(), names(home.resolve("Maildir/new")));
      Files.delete(filler);
      platform.mustSay("queue:flush");
      String arrived = new Letters(platform).arrived(token, 1);
      awaitEmptyQueue();
      assertEquals(LINES, count(arrived, LINE + "\n"));
      String mails = Files.readString(mbox);
      assertTrue(mails.startsWith("From x\n\nold\n\nFrom sue@sender.test "), mails);
      assertEquals(1, count(mails, token));
      assertEquals(LINES, count(mails, LINE + "\n"));
    }
  }

  /** By qmail-queue, which takes what no SMTP client can say. */
  @Test
  void addressesOfAnyBytesStayInTheirHome() throws Exception {
    Path home = homes.resolve("any");
    Files.writeString(
        home.resolve(".qmail-default"), "|printf '%s' \"$EXT\" >`mktemp ext.XXXXXX`\n./Maildir/\n");
    Set<String> exts = new TreeSet<>(List.of("..", "../../alice/x", "/etc/x", "a\n|touch x\n"));
    exts.add("\u00fc-".repeat(450));
    StringBuilder every = new StringBuilder();
    for (char c = 1; c <= 255; c++) {
      every.append(c);
    }
    exts.add(every.toString());
    String token = UUID.randomUUID().toString();
    queue(token, exts);
    new Letters(platform).arrived(token, exts.size());
    awaitEmptyQueue();
    Set<String> got = new TreeSet<>();
    for (String name : names(home)) {
      if (name.startsWith("ext.")) {
        got.add(Files.readString(home.resolve(name), StandardCharsets.ISO_8859_1));
        Files.delete(home.resolve(name));
      }
    }
    assertEquals(exts, got);
    assertEquals(List.of(".qmail-default", "Maildir"), names(home));
    assertEquals(exts.size(), names(home.resolve("Maildir/new")).size());
  }

  private static void queue(String token, Set<String> exts) throws IOException {
    StringBuilder envelope = new StringBuilder("Fsue@sender.test\0");
    exts.forEach(ext -> envelope.append("Tany-").append(ext).append("@localhost\0"));
    Files.writeString(folder.resolve("envelope"), envelope + "\0", StandardCharsets.ISO_8859_1);
    Files.writeString(folder.resolve("message"), Letters.text(token).replace("\r", ""));
    Path program = Distribution.home().resolve("bin/qmail-queue");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "exec \"$0\" <message 1<envelope", program.toString())
            .directory(folder.toFile());
    builder.environment().put("QUOIN_BASE", platform.base().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Result result = Programs.run(builder, "", LIMIT);
    assertTrue(result.good(), result::toString);
  }

  private static String sendLarge(String... recipients) throws IOException {
    String token = UUID.randomUUID().toString();
    String lines = (LINE + "\r\n").repeat(LINES);
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("EHLO sender.test");
      String text = Maildirs.TOKEN + token + "\r\nSubject: large\r\n\r\n" + lines;
      assertTrue(client.mail("sue@sender.test", List.of(recipients), text).positive());
    }
    return token;
  }

  private static void awaitLog(String part) throws Exception {
    Await.until(part, LIMIT, () -> String.join("\n", platform.queueLog("00")).contains(part));
  }

  private static void awaitEmptyQueue() throws Exception {
    Await.until("the queue is empty", LIMIT, () -> platform.mustSay("queue:list").isBlank());
  }

  private static void maildir(Path home) throws IOException {
    for (String part : List.of("tmp", "new", "cur")) {
      Files.createDirectories(home.resolve("Maildir").resolve(part));
    }
  }

  private static void fifo(Path file) throws IOException {
    Result made =
        Programs.run(new ProcessBuilder("mkfifo", file.toString()), "", Duration.ofSeconds(20));
    assertTrue(made.good(), made::toString);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static List<String> names(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
