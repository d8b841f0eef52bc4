package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CodecTest {
  @Test
  void aOneLineFileIsItsFirstLineWithoutTrailingBlanks() {
    assertEquals("mx.example.org", ControlSyntax.firstLine("mx.example.org \t\nsecond\n"));
    assertEquals("", ControlSyntax.firstLine(""));
    assertEquals("x\r", ControlSyntax.firstLine("x\r\n"));
  }

  @Test
  void aListFileSkipsCommentsInColumnOneAndBlankLines() {
    String file = "#no\n a \nb\t\n\n  \nlast";
    assertEquals(List.of(" a", "b", "last"), ControlSyntax.list(file));
  }

  @Test
  void aNumberIsItsLeadingDigits() {
    assertEquals(OptionalLong.of(20), ControlSyntax.leadingNumber("20 bytes"));
    assertEquals(OptionalLong.empty(), ControlSyntax.leadingNumber("-1"));
    assertEquals(OptionalLong.empty(), ControlSyntax.leadingNumber("9".repeat(40)));
  }

  @Test
  void datesAreInGmtAndWithoutLeadingZeroInHeaders() {
    Instant time = Instant.parse("2001-02-05T09:08:07Z");
    assertEquals("5 Feb 2001 09:08:07 -0000", MailDate.header(time));
    assertEquals("Mon Feb 05 09:08:07 2001", MailDate.fromLine(time));
  }

  @Test
  void onlyLocalPartsThatNeedItAreQuoted() {
    assertEquals("sue@example.net", Quoting.quoted("sue@example.net"));
    assertEquals("\"a\\\"b\\\\c\"@example.net", Quoting.quoted("a\"b\\c@example.net"));
    assertEquals("#@[]", Quoting.quoted("#@[]"));
    assertEquals("", Quoting.quoted(""));
  }

  @Test
  void logTextHasNoSpaceAndNoControlByte() {
    assertEquals("s_u\"e__@x", LogText.address("s u\"e\té@x"));
    assertEquals("did_1+0+0/", LogText.report("did 1+0+0\n"));
  }
}
