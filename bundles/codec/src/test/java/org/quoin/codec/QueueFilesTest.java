package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The envelope files of qmail's queue (Q6): what is written is read back, garbage is refused. */
final class QueueFilesTest {
  private interface Reader {
    Object read(String file) throws IOException;
  }

  private static final List<Reader> NUL_READERS =
      List.of(TodoFile::read, InfoFile::read, ChannelFile::read);

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMaxLength(40);
  }

  /** Mostly what such files are made of, in any order. */
  @Provide
  Arbitrary<String> garbage() {
    return Arbitraries.of("u", "p", "F", "T", "D", "\0", "a@b", "7", "<", ">:\n", "\n", "\u00e9")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Property
  void todoIsReadBack(
      @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long uid,
      @ForAll("text") String sender,
      @ForAll @Size(max = 20) List<@From("text") String> recipients)
      throws IOException {
    TodoFile todo = new TodoFile(uid, 42, sender, recipients);
    assertEquals(todo, TodoFile.read(todo.text()));
  }

  @Property
  void infoIsReadBack(@ForAll("text") String sender) throws IOException {
    assertEquals(new InfoFile(sender), InfoFile.read(new InfoFile(sender).text()));
  }

  @Property
  void channelIsReadBack(@ForAll @Size(min = 1, max = 20) List<@From("text") String> addresses)
      throws IOException {
    List<ChannelFile.Line> lines = new ArrayList<>();
    addresses.forEach(a -> lines.add(new ChannelFile.Line(lines.size() % 3 == 0, a)));
    ChannelFile file = new ChannelFile(lines);
    assertEquals(file, ChannelFile.read(file.text()));
  }

  @Property
  void garbageIsAFileOrAnIoException(@ForAll("garbage") String garbage) {
    List<Reader> readers = new ArrayList<>(NUL_READERS);
    readers.add(BounceFile::read);
    for (Reader reader : readers) {
      try {
        assertFalse(reader.read(garbage).toString().isEmpty());
      } catch (IOException expected) {
        assertFalse(String.valueOf(expected.getMessage()).isBlank());
      }
    }
  }

  @Test
  void theLettersAreThoseOfQmail() throws IOException {
    assertEquals(
        new TodoFile(500, 4711, "sue@example.net", List.of("a@b", "")),
        TodoFile.read("u500\0p4711\0Fsue@example.net\0Ta@b\0T\0"));
    assertEquals(new TodoFile(0, 0, "", List.of()), TodoFile.read("F\0"));
    assertEquals("F#@[]\0", new InfoFile("#@[]").text());
    assertEquals(
        new ChannelFile(
            List.of(new ChannelFile.Line(true, "a@b"), new ChannelFile.Line(false, "c"))),
        ChannelFile.read("Da@b\0Tc\0"));
  }

  @Test
  void aCutInsideARecordIsNoticed() {
    for (Reader reader : NUL_READERS) {
      assertThrows(EOFException.class, () -> reader.read(""));
      assertThrows(EOFException.class, () -> reader.read("Ta@b\0Tc"));
      assertThrows(EOFException.class, () -> reader.read("F"));
    }
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals("has an unknown letter, \"x\"", fault(ChannelFile::read, "Ta\0xb\0"));
    assertEquals("has an unknown letter, number 7", fault(TodoFile::read, "\u0007b\0"));
    assertEquals("has an unknown letter, \"T\"", fault(InfoFile::read, "Ta\0"));
    assertEquals("has a record without a letter", fault(ChannelFile::read, "Ta\0\0"));
    assertEquals("has no sender", fault(TodoFile::read, "u1\0Ta\0"));
    assertEquals("has two senders", fault(TodoFile::read, "Fa\0Fb\0"));
    assertEquals("has more than a sender", fault(InfoFile::read, "Fa\0Fb\0"));
    String number = "has a uid or pid that is no number";
    assertEquals(number, fault(TodoFile::read, "u" + "9".repeat(40) + "\0Fa\0"));
    assertEquals(number, fault(TodoFile::read, "p-1\0Fa\0"));
    assertEquals(number, fault(TodoFile::read, "u\0Fa\0"));
  }

  @Test
  void aHugeRecordIsJustARecord() throws IOException {
    String huge = "x".repeat(3_000_000);
    assertEquals(huge, InfoFile.read("F" + huge + "\0").sender());
    assertThrows(EOFException.class, () -> InfoFile.read("F" + huge));
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new InfoFile("a\0b"));
    assertThrows(IllegalArgumentException.class, () -> new ChannelFile.Line(false, "\u0100"));
    assertThrows(IllegalArgumentException.class, () -> new ChannelFile(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new TodoFile(-1, 0, "", List.of()));
    assertThrows(IllegalArgumentException.class, () -> new TodoFile(0, 0, "", List.of("\0")));
  }

  @Test
  void aBounceIsAParagraphPerRecipient() throws IOException {
    assertEquals(
        List.of(
            new BounceFile.Paragraph("a@b", "no\n/twice\n"),
            new BounceFile.Paragraph("c>:d@e", ""),
            new BounceFile.Paragraph("", "cut")),
        BounceFile.read("<a@b>:\nno\n/twice\n\n<c>:d@e>:\n\n<>:\ncut").paragraphs());
    assertEquals(List.of(), BounceFile.read("").paragraphs());
    for (String bad : List.of("no\n\n", "<a@b>:", "<a@b>\nno\n\n", "\n", "<a>:\nno\n\nmore\n\n")) {
      assertEquals("has a paragraph that names no recipient", fault(BounceFile::read, bad), bad);
    }
  }

  private static String fault(Reader reader, String file) {
    return String.valueOf(assertThrows(IOException.class, () -> reader.read(file)).getMessage());
  }
}
