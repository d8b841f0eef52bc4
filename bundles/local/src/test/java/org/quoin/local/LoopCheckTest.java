package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopCheckTest {
  private static final String LINE = "Delivered-To: j@x\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Delivered-To: j@x\n\n",
        "A: b\nDelivered-To: j@x\n",
        "A: b\n\r\nDelivered-To: j@x\n"
      })
  void theExactLineIsFound(String message) throws IOException {
    assertTrue(found(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "Delivered-To: j@x",
        "Delivered-To: j@x\r\n",
        "Delivered-To: j@x \n",
        "Delivered-To: J@x\n",
        "delivered-To: j@x\n",
        " Delivered-To: j@x\n",
        "Delivered-To: j@xx\n",
        "XDelivered-To: j@x\n",
        "Delivered-To: \n j@x\n",
        "A: b\n\nDelivered-To: j@x\n",
        "Delivered-To: j@\0\n"
      })
  void anythingElseIsNot(String message) throws IOException {
    assertFalse(found(message));
  }

  @Test
  void theSearchEndsAtTheLimit() throws IOException {
    String message = "A: " + "b".repeat(96) + "\n" + LINE;
    assertTrue(LoopCheck.found(LINE, stream(message), 100 + LINE.length()));
    assertFalse(LoopCheck.found(LINE, stream(message), 99 + LINE.length()));
  }

  @Test
  void aHugeHeaderIsReadNoFurtherThanTheLimit() throws IOException {
    Counting endless =
        new Counting(
            new InputStream() {
              @Override
              public int read() {
                return 'x';
              }
            });
    assertFalse(LoopCheck.found(LINE, endless, 50_000));
    assertEquals(50_000, endless.count);
  }

  @Property
  void theAnswerIsThatOfReadingLineByLine(@ForAll("lines") List<String> lines) throws IOException {
    String message = String.join("", lines);
    int end = ("\n" + message).indexOf("\n\n");
    String header = end < 0 ? message : message.substring(0, end);
    boolean expected = ("\n" + header).contains("\n" + LINE);
    assertEquals(expected, found(message));
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of(LINE, "\n", "A: b\n", "Delivered-To: j@x", " ", "D").list().ofMaxSize(8);
  }

  private static boolean found(String message) throws IOException {
    return LoopCheck.found(LINE, stream(message), 10_000);
  }

  private static InputStream stream(String message) {
    return new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += read;
      return read;
    }
  }
}
