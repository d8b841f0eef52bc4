package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class GlobTest {
  @Property
  void itSaysWhatARegularExpressionWouldSay(
      @ForAll @Chars({'a', 'B', '*'}) @StringLength(max = 8) String pattern,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 12) String text) {
    String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E";
    boolean expected = Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text).matches();
    assertEquals(expected, new Glob(pattern).matches(text));
  }

  @Test
  void hostileTextCostsNoMoreThanItsLength() {
    Glob glob = new Glob("*a*a*a*a*a*a*a*a*a*a*b");
    String text = "a".repeat(1_000_000);
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertFalse(glob.matches(text)));
  }

  @Test
  void everyByteCanBeWrittenAndOnlyAsciiHasCase() {
    assertTrue(new Glob("a\n*\u00e9").matches("A\n\u0000\u00ff\u00e9"));
    assertFalse(new Glob("\u00e9").matches("\u00c9"));
    assertTrue(new Glob("**").matches(""));
  }
}
