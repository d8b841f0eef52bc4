package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** newaliases and newinclude: sendmail's files. */
class AliasesTest {
  @TempDir Path folder;
  private TestPlace place;

  @BeforeEach
  void open() throws IOException {
    place = new TestPlace(folder);
    Files.writeString(place.base().resolve("control/me"), "me.example\n");
  }

  @AfterEach
  void close() {
    place.close();
  }

  @Test
  void theLastAliasCountsWithoutANewline() throws IOException {
    assertEquals(0, aliases("a: b@x.example\nc: d@x.example"));
    assertEquals("a@:\n, &b@x.example\n;\nc@:\n, &d@x.example\n;\n", printed());
  }

  @Test
  void aCommentIsContinuedToo() throws IOException {
    assertEquals(0, aliases("# a: b,\n   c@x.example\n\na: b@x.example,\n\n  c@x.example\n"));
    assertEquals("a@:\n, &c@x.example\n, &b@x.example\n;\n", printed());
  }

  @Test
  void listsAreNamedFromHereUnlessTheyHaveAPath() throws IOException {
    assertEquals(0, aliases("l: :include:list, :include:/etc/l, :include:./l\n"));
    assertEquals("l@:\n, ./l.bin\n, /etc/l.bin\n, ./list.bin\n;\n", printed());
  }

  @Test
  void aHostThatIsLeftOutIsTheDefaultOne() throws IOException {
    assertEquals(0, aliases("<joe@>: b@x.example\n<owner-joe@>: <sue@>\n"));
    assertEquals(
        """
        joe@:
        , &b@x.example
        ;
        joe@: ?owner-joe@me.example;
        owner-joe@:
        , &sue@me.example
        ;
        """,
        printed());
  }

  @Test
  void whatNobodyCanHaveMeantIsRefusedAndTheOldTableStays() throws IOException {
    assertEquals(0, aliases("a: b@x.example\n"));
    String old = table();
    for (String text :
        List.of(
            "a:\n",
            "a\n",
            "a: <>\n",
            "|prog\n",
            "a: :include:\n",
            "a: \"\0\"\n",
            "a: \"|\0\"\n",
            "a: b>\n")) {
      assertEquals(111, aliases(text), text);
      assertEquals(old, table(), text);
    }
    assertEquals(100, aliases("a: " + "b".repeat(800) + "\n"));
    assertEquals(old, table());
  }

  @Test
  void anAliasThatIsTooLongIsToldToBecomeAList() throws IOException {
    assertEquals(111, aliases("a: " + "b@x.example,\n ".repeat(100_000) + "\n"));
    assertEquals(
        "newaliases: fatal: an alias is longer than 1048576 bytes; put it into a list\n",
        place.complained());
  }

  @Test
  void controlFilesThatCannotBeReadAreNotTakenForMissing() throws IOException {
    Files.createDirectory(place.base().resolve("control/defaulthost"));
    assertEquals(111, aliases("a: b\n"));
    assertEquals(
        "newaliases: fatal: unable to read controls: is a directory\n", place.complained());
  }

  @Test
  void aListOfAUserHasHisOwnNames() throws IOException {
    place.set("QMAILDEFAULTHOST", "own");
    place.set("QMAILDEFAULTDOMAIN", "d.example");
    place.set("QMAILPLUSDOMAIN", "p.example");
    assertEquals(0, list("joe, sue@host+\n"));
    assertEquals("&sue@host.p.example\0&joe@own.d.example\0", bin());
  }

  @Test
  void aListHasNoEmptyNamesAndNoStrangeBytes() throws IOException {
    assertEquals(0, list("<>, \"\", a@x.example\n"));
    assertEquals("&a@x.example\0", bin());
    for (String text :
        List.of(
            ":include:\n",
            ":include:\"a\nb\"\n",
            "a\\\n",
            "\"\0\"@x.example\n",
            "a@\"x.y \"\n",
            "a@x.example\0" + "a".repeat(800))) {
      assertEquals(111, list(text), text);
      assertEquals("&a@x.example\0", bin(), text);
    }
  }

  @Test
  void aListOfAMillionIsCompiledLineByLine() throws IOException {
    assertEquals(0, list("recipient@x.example, other@x.example\n".repeat(500_000)));
    assertEquals(
        500_000 * ("&recipient@x.example".length() + "&other@x.example".length() + 2L),
        Files.size(file("list.bin")));
    assertTrue(Files.notExists(file("list.tmp")));
  }

  private int aliases(String text) throws IOException {
    Files.writeString(file("aliases"), text, ISO_8859_1);
    return place.run("newaliases", List.of("aliases"), "");
  }

  private String printed() throws IOException {
    assertEquals(0, place.run("printforward", List.of(), table()));
    return place.written();
  }

  private String table() throws IOException {
    return Files.readString(file("aliases.cdb"), ISO_8859_1);
  }

  private int list(String text) throws IOException {
    Files.writeString(file("list"), text, ISO_8859_1);
    return place.run("newinclude", List.of("list"), "");
  }

  private String bin() throws IOException {
    return Files.readString(file("list.bin"), ISO_8859_1);
  }

  private Path file(String name) {
    return place.folder().resolve(name);
  }
}
