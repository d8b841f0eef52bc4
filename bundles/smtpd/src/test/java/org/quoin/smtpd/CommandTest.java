package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CommandTest {
  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.strings().withCharRange('\0', '\u00ff').excludeChars('\n').ofMaxLength(40);
  }

  @Property
  void anyLineIsACommandAndACrAtItsEndDoesNotMatter(@ForAll("lines") String line) {
    assertEquals(Command.parse(line + "\r"), Command.parse(line + "\r"));
    if (!line.endsWith("\r")) {
      assertEquals(Command.parse(line), Command.parse(line + "\r"));
    }
  }

  @Property
  void whatStandsBehindANulIsNotHeard(@ForAll("lines") String tail) {
    assertEquals(Command.Word.NOOP, Command.parse("NOOP\0" + tail));
    assertEquals(new Command.Helo("a"), Command.parse("HELO a\0" + tail));
    assertEquals(Command.Word.UNKNOWN, Command.parse("NO\0" + tail));
  }

  @Test
  void theVerbEndsAtTheFirstBlankAndCaseDoesNotMatter() {
    assertEquals(new Command.Mail("FROM:<a@b>"), Command.parse("mAiL    FROM:<a@b>"));
    assertEquals(new Command.Rcpt("TO:<a@b> x "), Command.parse("RCPT TO:<a@b> x \r"));
    assertEquals(new Command.Ehlo(""), Command.parse("EHLO"));
    assertEquals(Command.Word.UNKNOWN, Command.parse(" NOOP"));
    assertEquals(Command.Word.UNKNOWN, Command.parse("MAIL\tFROM:<a@b>"));
    assertEquals(Command.Word.UNKNOWN, Command.parse(""));
  }

  @Test
  void anAddressKeepsItsNulSoThatItCanBeRefused() {
    assertNotEquals(Command.parse("MAIL FROM:<a>"), Command.parse("MAIL FROM:<a>\0"));
  }

  @Test
  void onlyOneCrBelongsToTheLineEnd() {
    assertEquals(new Command.Helo("a\r"), Command.parse("HELO a\r\r"));
  }
}
