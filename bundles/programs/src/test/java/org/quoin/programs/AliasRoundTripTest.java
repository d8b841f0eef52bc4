package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** From text to table to text to table: it stays the same; and no text makes a program throw. */
class AliasRoundTripTest {
  private final Path root = Files.createTempDirectory("aliases-");

  AliasRoundTripTest() throws IOException {}

  @AfterProperty
  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 100)
  void whatIsPrintedCompilesToTheSameTable(@ForAll("texts") List<String> instructions)
      throws IOException {
    try (TestPlace place = place()) {
      byte[] table = compiled(place, String.join("\n", instructions));
      assertEquals(0, place.run("printforward", List.of(), new String(table, ISO_8859_1)));
      assertArrayEquals(table, compiled(place, place.written()));
    }
  }

  @Property(tries = 300)
  void anyTextIsCompiledOrRefused(@ForAll("lines") String text) throws IOException {
    try (TestPlace place = place()) {
      int exit = place.run("setforward", List.of("cdb", "tmp"), text);
      assertTrue(exit == 0 || exit == 100, place.complained());
      int listed = place.run("setmaillist", List.of("bin", "tmp"), text);
      assertEquals(text.indexOf(0) >= 0 ? 111 : 0, listed, place.complained());
      Files.writeString(place.folder().resolve("list"), text, ISO_8859_1);
      int included = place.run("newinclude", List.of("list"), "");
      assertTrue(included == 0 || included == 111, place.complained());
      int aliases = place.run("newaliases", List.of("list"), "");
      assertTrue(aliases == 0 || aliases == 111, place.complained());
    }
  }

  @Property(tries = 100)
  void aListThatIsPrintedCompilesToTheSame(@ForAll("texts") List<String> lines) throws IOException {
    try (TestPlace place = place()) {
      Path list = place.folder().resolve("bin");
      assertEquals(0, place.run("setmaillist", List.of("bin", "tmp"), String.join("\n", lines)));
      String first = Files.readString(list, ISO_8859_1);
      assertEquals(0, place.run("printmaillist", List.of(), first));
      assertEquals(0, place.run("setmaillist", List.of("bin", "tmp"), place.written()));
      assertEquals(first, Files.readString(list, ISO_8859_1));
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> word =
        Arbitraries.strings().withCharRange('\1', '\u00ff').ofMinLength(1).ofMaxLength(20);
    Arbitrary<String> letter = Arbitraries.of("&", "|", "!", "./", "/", "?", "");
    Arbitrary<String> command = Combinators.combine(letter, word).as((l, w) -> l + escaped(w));
    Arbitrary<String> commands =
        command.list().ofMinSize(1).ofMaxSize(5).map(all -> String.join(",", all));
    return Combinators.combine(word, commands)
        .as((target, all) -> escaped(target) + ":" + all + ";")
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<Character> special =
        Arbitraries.of(AliasRoundTripTest.characters("#:,;\\ \n@<>\"()[]|!./&?a"));
    Arbitrary<Character> any = Arbitraries.chars().range('\0', '\u00ff');
    return Arbitraries.oneOf(special, special, any)
        .list()
        .ofMaxSize(40)
        .map(AliasRoundTripTest::joined);
  }

  private static List<Character> characters(String text) {
    return text.chars().mapToObj(c -> (char) c).toList();
  }

  private static String joined(List<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("(?s)(.)", "\\\\$1");
  }

  private static byte[] compiled(TestPlace place, String text) throws IOException {
    assertEquals(
        0, place.run("setforward", List.of("cdb", "tmp"), text), () -> "compiles: " + text);
    return Files.readAllBytes(place.folder().resolve("cdb"));
  }

  private TestPlace place() throws IOException {
    return new TestPlace(Files.createTempDirectory(root, "place-"));
  }
}
