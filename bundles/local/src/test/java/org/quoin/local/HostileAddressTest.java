package org.quoin.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.user.Account;

/** Whatever stands in an address, it names no file and no program and makes no line of its own. */
@Timeout(60)
class HostileAddressTest {
  private static final String PREFIX = "joe-";
  private static final String SHOW =
      "|printf %s \"$EXT\" >ext; printf %s \"$RECIPIENT\" >to; printf %s \"$DTLINE\" >line";

  @TempDir Path folder;
  private final Desk desk = new Desk();
  private final FakeMailbox maildir = new FakeMailbox();
  private Path home;

  @BeforeEach
  void joeHasAHome() throws IOException {
    home = Files.createDirectory(folder.resolve("joe"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(folder.resolve("outside"));
    desk.directories.add(Desk.named("assign", Desk.asking(this::joe)));
    desk.formats.add(Desk.named("maildir", maildir));
  }

  private Optional<Account> joe(String local) {
    String ext = local.substring(PREFIX.length());
    return Optional.of(new Account("joe", 1000, 1000, home, "-", ext));
  }

  static Stream<String> exts() {
    return Stream.of(
        everyByte(),
        "/",
        "/etc/passwd",
        "..",
        "../outside/x",
        "a/../../outside/x",
        "\n",
        "a\nX-Forged: yes\n\nbody\n",
        "\n|touch ../outside/x\n",
        "$(touch ../outside/x)",
        "`touch ../outside/x`\";touch ../outside/x;'",
        "x".repeat(10_000),
        "-".repeat(10_000),
        "\u00fc-".repeat(400));
  }

  private static String everyByte() {
    StringBuilder all = new StringBuilder();
    for (char c = 1; c <= 255; c++) {
      all.append(c);
    }
    return all.toString();
  }

  @ParameterizedTest
  @MethodSource("exts")
  void aProgramGetsItAsItIsAndNothingIsTouched(String ext) throws IOException {
    desk.instructions.lines(SHOW, "./Maildir/");
    assertEquals(new Outcome.Delivered("did 1+0+1\n"), deliver(ext));
    assertEquals(List.of("ext", "line", "to"), names(home));
    assertEquals(ext, text("ext"));
    assertEquals(PREFIX + ext + "@example.org", text("to"));
    assertEquals(deliveredTo(ext), text("line"));
    assertEquals(List.of("joe", "outside"), names(folder));
    assertEquals(List.of(), names(folder.resolve("outside")));
  }

  @Test
  void theMailboxIsTheSameAndTheHeaderHasOneLineOfIt() {
    desk.instructions.lines("./Maildir/");
    Stream<String> bytes = everyByte().chars().mapToObj(Character::toString);
    for (String ext : Stream.concat(exts(), bytes).toList()) {
      maildir.stored.clear();
      assertEquals(new Outcome.Delivered("did 1+0+0\n"), deliver(ext));
      assertEquals(1, maildir.stored.size());
      FakeMailbox.Stored stored = maildir.stored.getFirst();
      assertEquals(home.resolve("Maildir"), stored.mailbox());
      assertEquals(
          "Return-Path: <sue@example.net>\n" + deliveredTo(ext) + "Subject: x\n\n", stored.text());
    }
  }

  private Outcome deliver(String ext) {
    return desk.deliver("sue@example.net", PREFIX + ext + "@example.org", "Subject: x\n\n");
  }

  private static String deliveredTo(String ext) {
    return "Delivered-To: " + PREFIX + ext.replace('\n', '_') + "@example.org\n";
  }

  private String text(String name) throws IOException {
    return Files.readString(home.resolve(name), ISO_8859_1);
  }

  private static List<String> names(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
