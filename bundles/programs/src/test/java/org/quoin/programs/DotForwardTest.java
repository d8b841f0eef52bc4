package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.codec.BytePath;

class DotForwardTest {
  private static final String MESSAGE = "Subject: hi\n\nbody\n";

  @TempDir Path folder;
  private TestPlace place;

  @BeforeEach
  void open() throws IOException {
    place = new TestPlace(folder);
    Files.writeString(place.base().resolve("control/me"), "me.example\n");
    place.set("USER", "joe");
    place.set("HOST", "x.example");
  }

  @AfterEach
  void close() {
    place.close();
  }

  @Test
  void withoutEnvironmentItForwardsFromNobodyAndWithoutLines() throws IOException {
    assertEquals(99, run("a@y.example\n"));
    assertEquals(
        Optional.of(new TestPlace.Queued("", List.of("a@y.example"), MESSAGE)), place.queued());
  }

  @Test
  void theUserIsHimselfInAnyCase() throws IOException {
    for (String self : List.of("JOE", "\\joe", "\"Joe\"", "joe@X.example", "Joe <joe@x.example>")) {
      assertEquals(0, run(self + "\n"), self);
    }
    assertEquals(Optional.empty(), place.queued());
  }

  @Test
  void whatItWouldDoIsTold() throws IOException {
    Files.writeString(file("empty"), "# nothing\n");
    Files.writeString(file(".forward"), "\"|vacation joe\", a@y.example\n");
    List<String> arguments = List.of("-n", "gone", "empty", ".forward");
    assertEquals(99, place.run("dot-forward", arguments, MESSAGE));
    assertEquals(0, place.run("dot-forward", List.of("-n", "gone"), MESSAGE));
    assertEquals(100, place.run("dot-forward", List.of("-x"), MESSAGE));
    assertEquals(
        """
        skipping empty file empty
        forward a@y.example
        pipe through vacation joe
        direct delivery
        dot-forward: illegal option -- x
        dot-forward: usage: dot-forward [ -nN ] file ...
        """,
        place.complained());
  }

  @Test
  void nothingIsForwardedIfAProgramOrALineIsWrong() throws IOException {
    assertEquals(100, run("a@y.example\n\"|exit 77\"\n"));
    assertEquals(111, run("a@y.example\n\"|exit 99\"\n"));
    assertEquals(111, run("a@y.example\n(open\n"));
    assertEquals(111, run("a@y.example\n:include:/etc/list\n"));
    assertEquals(Optional.empty(), place.queued());
  }

  @Test
  void aNulIsNoPartOfAnAddress() throws IOException {
    assertEquals(111, run("a\0@y.example\n"));
    assertEquals(111, run("\"|true\0\"\n"));
    assertEquals(
        """
        dot-forward: fatal: NUL not permitted in recipient addresses
        dot-forward: fatal: NUL not permitted in program names
        """,
        place.complained());
  }

  @Test
  void anyByteCanStandInAnAddress() throws IOException {
    StringBuilder local = new StringBuilder();
    StringBuilder quoted = new StringBuilder();
    for (char c = 1; c < 256; c++) {
      local.append(c == '\n' ? "" : c);
      quoted.append(c == '\n' ? "" : "\\" + c);
    }
    assertEquals(99, run("\"" + quoted + "\"@y.example\n"));
    assertEquals(List.of(local + "@y.example"), place.queued().orElseThrow().recipients());
  }

  @Test
  void tenMegabytesAreRead() throws IOException {
    assertEquals(99, run("recipient@y.example, other@z.example\n".repeat(200_000)));
    assertEquals(400_000, place.queued().orElseThrow().recipients().size());
    assertEquals(0, run("#".repeat(1000).concat("\n").repeat(10_000)));
    assertEquals(111, run("a".repeat(10_000_000)));
    assertEquals(111, run("(".repeat(10_000_000)));
  }

  @Test
  void moreBytesThanAnEnvelopeHoldsArePutOff() throws IOException {
    assertEquals(111, run("recipient@y.example, other@z.example\n".repeat(300_000)));
    assertEquals(
        "dot-forward: fatal: more than 1048576 addresses or 8388608 bytes of them\n",
        place.complained());
  }

  @Test
  void onlyAnAddressThatIsNotCompleteNeedsControlFiles() throws IOException {
    Files.delete(place.base().resolve("control/me"));
    Files.delete(place.base().resolve("control"));
    assertEquals(99, run("a@y.example\n"));
    assertEquals(111, run("a@y\n"));
    assertEquals(111, run("b@y.example+\n"));
    assertEquals(111, run("a.b\n"));
    assertTrue(place.complained().endsWith("control does not exist: set QUOIN_BASE\n"));
  }

  @Test
  void aBaseOfAnyBytesIsFound() throws IOException {
    Path base = folder.resolve(BytePath.of("b\u00e9"));
    Files.createDirectories(base.resolve("control"));
    Files.writeString(base.resolve("control/me"), "other.example\n");
    place.set("QUOIN_BASE", folder + "/b\u00e9");
    assertEquals(99, run("a\n"));
    assertEquals(List.of("a@other.example"), place.queued().orElseThrow().recipients());
  }

  @Test
  void aLinkToNothingIsAnEmptyFileAndAPipeIsNone() throws IOException, InterruptedException {
    Files.createSymbolicLink(file(".forward"), Path.of("/dev/null"));
    assertEquals(0, place.run("dot-forward", List.of(".forward"), MESSAGE));
    Files.delete(file(".forward"));
    assertEquals(0, new ProcessBuilder("mkfifo", file("pipe").toString()).start().waitFor());
    assertEquals(111, place.run("dot-forward", List.of("pipe"), MESSAGE));
    assertEquals(
        "dot-forward: fatal: unable to open pipe: not a regular file\n", place.complained());
  }

  @Test
  void aFileThatCannotBeOpenedIsWaitedFor() throws IOException {
    Files.createSymbolicLink(file(".forward"), Path.of(".forward"));
    assertEquals(111, place.run("dot-forward", List.of(".forward"), MESSAGE));
    assertEquals(111, place.run("dot-forward", List.of("a".repeat(300)), MESSAGE));
    assertEquals(0, place.run("dot-forward", List.of(""), MESSAGE));
    assertEquals(
        """
        dot-forward: fatal: unable to open .forward: symbolic link loop
        dot-forward: fatal: unable to open %s: file name too long
        """
            .formatted("a".repeat(300)),
        place.complained());
  }

  private int run(String text) throws IOException {
    Files.writeString(file(".forward"), text, ISO_8859_1);
    return place.run("dot-forward", List.of(".forward"), MESSAGE);
  }

  private Path file(String name) {
    return place.folder().resolve(name);
  }
}
