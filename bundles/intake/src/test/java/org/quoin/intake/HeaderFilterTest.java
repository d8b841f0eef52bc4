package org.quoin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HeaderFilterTest {

  @Test
  void aFieldGoesWithItsContinuationLines() throws IOException {
    assertEquals("A: 1\nC: 3\n\nB: text\n", without("b", "A: 1\nB: 2\n\t2\n 2\nC: 3\n\nB: text\n"));
  }

  @Test
  void fieldsWithLongerNamesStay() throws IOException {
    assertEquals("Bb: 1\n", without("B", "Bb: 1\nb : 2\n"));
  }

  @Test
  void fieldsOfSeveralNamesGoAtOnce() throws IOException {
    String message = "A: 1\nBcc : 2\n 2\nAb: 3\nB: 4\nA\nBccc: 5\n\nA: text\n";
    assertEquals(
        "Ab: 3\nA\nBccc: 5\n\nA: text\n", without(message, new String[] {"a", "b", "bcc"}));
  }

  @Test
  void truncatedMessagesAreCopiedToTheirEnd() throws IOException {
    assertEquals("", without("B", ""));
    assertEquals("A: 1", without("B", "A: 1\nB: 2").strip());
    assertEquals("\n\n", without("B", "\n\n"));
    assertEquals("B", without("B", "B"));
  }

  @Test
  void aVeryLongHeaderTakesNoMemory() throws IOException {
    String huge = "B: " + "x".repeat(1_000_000) + "\n";
    assertEquals("\nhello", without("B", huge + "\nhello"));
    assertEquals("A" + huge, without("B", "A" + huge));
  }

  /** Compared with a regular expression over the header. */
  @Property(tries = 3000)
  void itIsWhatAPatternSays(
      @ForAll @Chars({'B', 'b', 'x', ':', ' ', '\n'}) @StringLength(max = 40) String message)
      throws IOException {
    String whole = "A: 1\n" + message;
    int end = whole.indexOf("\n\n");
    String header = end < 0 ? whole : whole.substring(0, end + 1);
    Matcher field =
        Pattern.compile("(?m)^[Bb][ \t]*:[^\n]*(\n[ \t][^\n]*)*(\n|\\z)").matcher(header);
    assertEquals(field.replaceAll("") + whole.substring(header.length()), without("B", whole));
  }

  @Property
  void withoutThatFieldNothingChanges(@ForAll @CharRange(from = 0, to = 255) String message)
      throws IOException {
    assertEquals(message, without("No-Such-Field-Anywhere", message));
  }

  private static String without(String name, String message) throws IOException {
    return without(message, new String[] {name.toLowerCase(Locale.ROOT)});
  }

  private static String without(String message, String[] names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
    HeaderFilter.copyWithout(Set.of(names), new ByteArrayInputStream(bytes), out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
