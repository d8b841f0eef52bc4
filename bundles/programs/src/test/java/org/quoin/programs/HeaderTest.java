package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.api.Content;

class HeaderTest {
  @Test
  void hasFieldsUpToTheEmptyLine() {
    Header header = Header.of("A: 1\nb : 2\n\t3\n\nC: 4\n");
    assertEquals(
        List.of(new Header.Field("a", "A: 1"), new Header.Field("b", "b : 2\n\t3")),
        header.fields());
    assertEquals("2\t3", header.first("b").orElseThrow().value());
    assertEquals("A: 1\nb : 2\n\t3\n\n".length(), header.body());
    assertTrue(header.isWhole());
  }

  @Test
  void endsWithALineThatIsNoField() {
    assertEquals(1, Header.of("A: 1\nhello you: all\nB: 2\n").fields().size());
    assertEquals(0, Header.of(" A: 1\n\n").fields().size());
    assertEquals(0, Header.of("\nA: 1\n").fields().size());
    assertEquals(0, Header.of("").fields().size());
    assertEquals(0, Header.of("\0\u00ff:\n").fields().size());
  }

  @Test
  void passesOverTheFromLineOfAnMbox() {
    assertEquals("1", Header.of("From joe now\nA: 1\n").first("a").orElseThrow().value());
  }

  @Test
  void takesALastLineWithoutItsEnd() {
    assertEquals("A: 1\n", Header.of("A: 1").first("a").orElseThrow().text());
  }

  @Test
  void keepsTheOrderOfEqualFields() {
    Header header = Header.of("A: 1\nA: 2\n\n");
    assertEquals("1", header.first("a").orElseThrow().value());
    assertEquals("2", header.last("a").orElseThrow().value());
  }

  @Test
  void readsALongOneInPieces() throws IOException {
    String many = "X: y\n".repeat(10_000);
    Header header = Header.of(content(many + "Z: 1\n\nbody"));
    assertTrue(header.has("z"));
    assertTrue(header.isWhole());
  }

  @Test
  void isCutAtItsLimit() throws IOException {
    Header line = Header.of(content("A: 1\nB: " + "x".repeat(3 * Header.LIMIT_BYTES) + "\n\n"));
    assertEquals(1, line.fields().size());
    assertFalse(line.isWhole());
    Header lines = Header.of(content("A: 1\n".repeat(Header.LIMIT_BYTES)));
    assertFalse(lines.isWhole());
    Header folded = Header.of(content("A: 1\n" + " x\n".repeat(Header.LIMIT_BYTES)));
    assertFalse(folded.isWhole());
  }

  private static Content content(String text) {
    return new Content("", new ShortBody(text));
  }
}
