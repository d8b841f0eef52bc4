package org.quoin.dotqmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.quoin.api.delivery.Instruction.Forward;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.user.Account;

/** For which files the system is really asked: whatever the address, for none outside the home. */
class SearchTest {
  private static Path folder = Path.of("");
  private static Path home = Path.of("");

  private final QmailFiles files = new QmailFiles(002, 1000);

  /** With a folder and files that addresses can lead to, within the home and beside it. */
  @BeforeContainer
  static void make() throws IOException {
    folder = Files.createTempDirectory("quoin-search");
    home = Files.createDirectory(folder.resolve("joe"));
    Files.createDirectory(home.resolve(".qmail-dir"));
    Files.writeString(home.resolve(".qmail-dir/in"), "inside");
    Files.writeString(home.resolve(".qmail-file"), "inside");
    Files.writeString(folder.resolve(".qmail-default"), "outside");
    Files.writeString(folder.resolve("default"), "outside");
    Files.writeString(folder.resolve("x"), "outside");
  }

  @AfterContainer
  static void remove() throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Property
  void noExtensionOfAnyBytesLeadsOutOfTheHome(@ForAll byte[] ext) throws IOException {
    check("-", new String(ext, StandardCharsets.ISO_8859_1));
  }

  @Property
  void norDoesOneThatLooksLikeAPath(
      @ForAll @From("dashes") String dash, @ForAll List<@From("parts") String> parts)
      throws IOException {
    check(dash, String.join("", parts));
  }

  @Property(tries = 20)
  void norDoesAnEndlessOne(@ForAll @From("parts") String part) throws IOException {
    check("-", part.repeat(10_000 / part.length()));
  }

  @Provide
  Arbitrary<String> dashes() {
    return Arbitraries.of("", "-", "+", "-dir/../", "/../", "-dir/../../");
  }

  @Provide
  Arbitrary<String> parts() {
    return Arbitraries.of(
        "/", "..", ".", "../", "-", "dir", "file", "in", "x", "default", "joe", "\0", "\n",
        "\u00fc");
  }

  private void check(String dash, String ext) throws IOException {
    WatchedHome watched = new WatchedHome(home);
    Account account = new Account("joe", 1000, 1000, watched.path(), dash, ext);
    Optional<Instructions> found = files.find(account);
    for (Path asked : watched.asked()) {
      assertTrue(asked.startsWith(home), asked::toString);
      assertEquals(asked.normalize(), asked);
      assertTrue(home.relativize(asked).toString().startsWith(".qmail"), asked::toString);
    }
    found
        .flatMap(Instructions::lines)
        .ifPresent(lines -> assertEquals(List.of(new Forward("inside")), lines));
  }

  /** The watch itself: it sees each look and each opening. */
  @Property(tries = 1)
  void whatIsAskedForIsSeen() throws IOException {
    WatchedHome watched = new WatchedHome(home);
    files.find(new Account("joe", 1000, 1000, watched.path(), "-", "file"));
    Path file = home.resolve(".qmail-file");
    Path owner = home.resolve(".qmail-file-owner");
    assertEquals(List.of(file, file, owner), watched.asked());
  }
}
