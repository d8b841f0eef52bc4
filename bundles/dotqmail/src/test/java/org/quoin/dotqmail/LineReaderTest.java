package org.quoin.dotqmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.delivery.Instruction;
import org.quoin.api.delivery.Instruction.Forward;
import org.quoin.api.delivery.Instruction.Mailbox;
import org.quoin.api.delivery.Instruction.Program;
import org.quoin.api.delivery.Instruction.Trouble;

class LineReaderTest {
  private static final Trouble BLANK =
      new Trouble("Uh-oh: first line of .qmail file is blank. (#4.2.1)");
  private static final Trouble NO_FILE =
      new Trouble("Uh-oh: .qmail has file delivery but has x bit set. (#4.7.0)");
  private static final Trouble NO_PROGRAM =
      new Trouble("Uh-oh: .qmail has prog delivery but has x bit set. (#4.7.0)");

  @Test
  void eachLineIsWhatItsFirstCharacterSays() {
    assertEquals(
        List.of(
            new Program(" cmd arg"),
            new Mailbox("./Maildir/", "maildir"),
            new Mailbox("/var/box", "mbox"),
            new Mailbox(".x", "mbox"),
            new Forward("a@x"),
            new Forward("b@x"),
            new Forward("&c"),
            new Forward("")),
        read("# c\n| cmd arg\n./Maildir/\n/var/box\n.x\n&a@x\nb@x\n&&c\n&\n+other\n"));
  }

  @Test
  void blanksAtTheEndOfALineDoNotCountAndAtItsBeginningTheyDo() {
    assertEquals(
        List.of(new Mailbox("./M/", "maildir"), new Forward(" ./M/"), new Forward("\t|p")),
        read("./M/ \t\n ./M/\n\t|p"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \t\n./Mailbox\n", "\n./Mailbox", "\0x\n./Mailbox\n"})
  void aBlankFirstLineIsTrouble(String text) {
    assertEquals(List.of(BLANK), read(text));
  }

  @Test
  void laterBlankLinesAreNothing() {
    assertEquals(List.of(new Forward("a")), read("#\n\n \t \na\n\n"));
    assertEquals(List.of(), read("#"));
  }

  @Test
  void carriageReturnsAndNulsArePartOfALine() {
    assertEquals(
        List.of(new Mailbox("./M/\r", "mbox"), new Forward("\r"), new Forward("a\0b")),
        read("./M/\r\n\r\na\0b\n"));
  }

  @Test
  void theWordListAllowsOnlyForwardsFromThereOn() {
    assertEquals(
        List.of(new Program("a"), new Forward("b"), NO_PROGRAM), read("|a\n+list \nb\n|c\n./d\n"));
    assertEquals(List.of(NO_FILE), read("+list\0x\n./d\n"));
    assertEquals(List.of(new Program("a")), read("+List\n+listing\n+\n|a"));
  }

  @Test
  void soDoesTheExecuteBit() {
    assertEquals(List.of(new Forward("a"), NO_FILE), LineReader.read("a\n./d\n./e\n|f\n", true));
    assertEquals(List.of(NO_PROGRAM), LineReader.read("|f\n", true));
  }

  @Property
  void everySequenceOfBytesIsRead(@ForAll byte[] bytes, @ForAll boolean forwardsOnly) {
    check(new String(bytes, StandardCharsets.ISO_8859_1), forwardsOnly);
  }

  @Property
  void soAreLinesThatLookLikeInstructions(@ForAll List<@From("words") String> words) {
    check(String.join("", words), false);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
        "#",
        "|",
        "&",
        ".",
        "/",
        "+list",
        "+",
        "\n",
        "\0",
        " ",
        "\t",
        "x",
        "\u00ff",
        "\r\n",
        "./Maildir/\n",
        "./Mailbox \n",
        "|preline procmail\n",
        "&joe@x.test\n",
        "# no mail\n");
  }

  /** Trouble is the last thing said, and no line is invented. */
  private static void check(String text, boolean forwardsOnly) {
    List<Instruction> lines = LineReader.read(text, forwardsOnly);
    assertTrue(lines.size() <= text.chars().filter(c -> c == '\n').count() + 1);
    for (Instruction line : lines.subList(0, Math.max(0, lines.size() - 1))) {
      assertFalse(line instanceof Trouble, text);
    }
    if (forwardsOnly) {
      assertTrue(lines.stream().allMatch(l -> l instanceof Forward || l instanceof Trouble), text);
    }
  }

  private static List<Instruction> read(String text) {
    return LineReader.read(text, false);
  }
}
