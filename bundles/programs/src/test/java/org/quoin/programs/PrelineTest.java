package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrelineTest {
  private static final String USAGE = "preline: usage: preline cmd [ arg ... ]\n";

  @TempDir Path folder;
  private TestPlace place;

  @BeforeEach
  void setUp() throws IOException {
    place = new TestPlace(folder);
    place.set("UFLINE", "F\n");
    place.set("RPLINE", "R\n");
    place.set("DTLINE", "D\n");
  }

  @AfterEach
  void tearDown() {
    place.close();
  }

  @ParameterizedTest
  @CsvSource({
    "-F, FRD",
    "-f, RD",
    "-fF, FRD",
    "-Ff, RD",
    "-rd, F",
    "-frd, ''",
    "-frdFRD, FRD",
    "--, FRD"
  })
  void putsLinesOnTop(String options, String lines) throws IOException {
    assertEquals(0, place.run("preline", List.of(options, "cat"), "body"));
    assertEquals(lines.replaceAll("(.)", "$1\n") + "body", place.written());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X: only a header\n", "\0\u00ff\r\n"})
  void passesOnEveryByte(String message) throws IOException {
    assertEquals(0, place.run("preline", List.of("-frd", "cat"), message));
    assertEquals(message, place.written());
  }

  @Test
  void doesNotHangOnAProgramThatDoesNotRead() throws IOException {
    String large = "0123456789abcde\n".repeat(650_000);
    assertEquals(7, place.run("preline", List.of("sh", "-c", "exit 7"), large));
  }

  @Test
  void tellsAProgramThatIsMissingFromOneThatEndsWith127() throws IOException {
    assertEquals(100, place.run("preline", List.of("no-such-program"), ""));
    assertEquals(127, place.run("preline", List.of("sh", "-c", "exit 127"), ""));
    assertEquals(126, place.run("preline", List.of("sh", "-c", "exit 126"), ""));
    Files.writeString(place.folder().resolve("plain"), "no program");
    assertEquals(100, place.run("preline", List.of("./plain"), ""));
    assertEquals(
        """
        preline: fatal: unable to run no-such-program: file does not exist
        preline: fatal: unable to run ./plain: access denied
        """,
        place.complained().replaceAll("(?m)^/bin/sh:.*\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-f", "--", "-f --"})
  void tellsItsUsage(String line) throws IOException {
    assertEquals(100, place.run("preline", List.of(line.split(" ")), ""));
    assertEquals(USAGE, place.complained());
  }

  @Test
  void namesAnOptionThatItDoesNotKnow() throws IOException {
    assertEquals(100, place.run("preline", List.of("-fx", "cat"), ""));
    assertEquals("preline: illegal option -- x\n" + USAGE, place.complained());
  }

  @Test
  void wantsAllVariables() throws IOException {
    try (TestPlace bare = new TestPlace(folder.resolve("bare"))) {
      bare.set("UFLINE", "F\n");
      bare.set("RPLINE", "R\n");
      assertEquals(100, bare.run("preline", List.of("-d", "cat"), ""));
      assertEquals(USAGE, bare.complained());
    }
  }
}
