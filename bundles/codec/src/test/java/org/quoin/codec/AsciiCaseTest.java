package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class AsciiCaseTest {

  @Test
  void lettersOfAsciiAreLowered() {
    assertEquals("joe@host.example-az09", AsciiCase.lower("JOE@Host.EXAMPLE-AZ09"));
  }

  @Test
  void otherBytesStandForThemselves() {
    assertEquals("\u00c4\u00dc[@`{", AsciiCase.lower("\u00c4\u00dc[@`{"));
  }

  @Test
  void textWithoutCapitalsIsNotCopied() {
    String text = "lower.example";
    assertSame(text, AsciiCase.lower(text));
  }
}
