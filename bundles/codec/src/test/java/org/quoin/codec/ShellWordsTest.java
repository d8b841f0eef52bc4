package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShellWordsTest {

  @Test
  void asciiStandsInQuotes() {
    assertEquals("'a b' '' 'it'\\''s' '$x;`y`\n'", words("a b", "", "it's", "$x;`y`\n"));
  }

  @Test
  void otherBytesAreSpelledInOctal() {
    assertEquals("'m'\"$(printf '\\374')\"'ller\n'", words("m\u00fcller\n"));
  }

  @Test
  void aWordTakesOneProcessHoweverOftenItChanges() {
    assertEquals(
        "'a-'\"$(printf '\\374-\\045n\\047\\012\\374')\"'-b'", words("a-\u00fc-%n'\n\u00fc-b"));
  }

  @Test
  void noWordHasANul() {
    assertThrows(IllegalArgumentException.class, () -> ShellWords.of("a\0b"));
  }

  @Property(tries = 10)
  void aShellReadsEveryWordAsItWas(
      @ForAll @Size(max = 4) List<@CharRange(from = '\1', to = '\u00ff') String> words)
      throws IOException {
    StringBuilder expected = new StringBuilder();
    words.forEach(word -> expected.append(word).append('\0'));
    String script = "for w in " + ShellWords.of(words) + "; do printf '%s\\0' \"$w\"; done";
    assertEquals(expected.toString(), shell(script));
  }

  private static String words(String... words) {
    return ShellWords.of(List.of(words));
  }

  private static String shell(String script) throws IOException {
    Process shell = new ProcessBuilder("/bin/sh", "-c", script).start();
    try (InputStream in = shell.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
