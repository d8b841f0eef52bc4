package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** No part ends before its end, and each says truly how it is encoded (RFC 2045, 2046). */
class MultipartTest {
  private static Part part(String text) {
    return new Part("text/plain", out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static Survey survey(String text) throws IOException {
    Survey survey = new Survey("=_b");
    part(text).body().writeTo(survey);
    return survey;
  }

  @Test
  void boundaryThatOccursIsNotTaken() throws IOException {
    Iterator<String> names = List.of("=_a", "=_b", "=_c").iterator();
    List<Part> parts = List.of(part("one\n--=_a--\n"), part("two ==_b"));
    Multipart multipart = Multipart.of(parts, names::next);
    assertTrue(multipart.header("multipart/mixed").contains("boundary=\"=_c\"\n"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    multipart.writeTo(out);
    assertEquals(
        """
        --=_c
        Content-Type: text/plain
        Content-Transfer-Encoding: 7bit

        one
        --=_a--

        --=_c
        Content-Type: text/plain
        Content-Transfer-Encoding: 7bit

        two ==_b
        --=_c--
        """,
        out.toString(StandardCharsets.ISO_8859_1));
  }

  @Test
  void whoKnowsEveryNameOnlyMakesItWait() {
    List<Part> parts = List.of(part("--=_a"));
    assertThrows(IOException.class, () -> Multipart.of(parts, () -> "=_a"));
  }

  @Test
  void encodingIsTheNarrowestThatIsTrue() throws IOException {
    assertEquals("7bit", survey("plain\n" + "x".repeat(998) + "\n").encoding().toString());
    assertEquals("8bit", survey("caf\u00e9\n").encoding().toString());
    assertEquals("binary", survey("\u00e9\n" + "x".repeat(999) + "\n\u00e9").encoding().toString());
    assertEquals("binary", survey("a\u0000b\n").encoding().toString());
    assertEquals("binary", survey("a\rb\n").encoding().toString());
  }

  @Test
  void wholeIsEncodedAsItsWidestPart() throws IOException {
    Multipart multipart = Multipart.of(List.of(part("a"), part("\u00e9"), part("b")), () -> "=_x");
    assertTrue(multipart.header("multipart/mixed").endsWith("Transfer-Encoding: 8bit\n\n"));
  }

  @Property
  void boundaryIsFoundWhereverItStands(@ForAll String before, @ForAll String after)
      throws IOException {
    assertTrue(survey(before + "=_b" + after).hasBoundary());
    assertTrue(survey(before + "==_=_b" + after).hasBoundary());
    assertEquals(before.contains("=_b"), survey(before).hasBoundary());
    assertFalse(survey("=_").hasBoundary());
  }

  @Property
  void fieldIsOneFieldOfPlainShortLines(@ForAll String text) {
    String field = FoldedField.of("Diagnostic-Code", "x-qmail; " + text);
    assertTrue(field.startsWith("Diagnostic-Code: x-qmail;") && field.endsWith("\n"), field);
    String[] lines = field.substring(0, field.length() - 1).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      assertTrue(lines[i].length() < 998, field);
      assertTrue(i == 0 || lines[i].matches(" \\S.*"), field);
      assertTrue(lines[i].chars().allMatch(c -> c >= ' ' && c < 127), field);
    }
  }

  @Test
  void longWordIsCutAndLongTextFolded() {
    String field = FoldedField.of("X", "a ".repeat(100) + "y".repeat(2000));
    assertTrue(field.lines().allMatch(line -> line.length() <= 901), field);
    assertEquals(2000, field.chars().filter(c -> c == 'y').count());
  }
}
