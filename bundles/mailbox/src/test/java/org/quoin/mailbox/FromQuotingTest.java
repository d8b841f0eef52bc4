package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FromQuotingTest {
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'\n', '\n'",
    "'a', 'a\n'",
    "'From', 'From\n'",
    "'From ', '>From \n'",
    "'From a\n', '>From a\n'",
    "'x From a\nFrom b\n', 'x From a\n>From b\n'",
    "'>From a\n>>From b\n>> From c\n', '>>From a\n>>>From b\n>> From c\n'",
    "'>', '>\n'",
    "'>\n>\n', '>\n>\n'",
    "'>Fro\nfrom a\nFrom\ta\nFFrom a\n', '>Fro\nfrom a\nFrom\ta\nFFrom a\n'",
    "'a\n\n\nFrom b', 'a\n\n\n>From b\n'",
    "'From>From a\n', 'From>From a\n'"
  })
  void linesThatLookLikeABeginningAreQuoted(String message, String expected) throws IOException {
    assertEquals(expected, quoted(message, 1000));
    assertEquals(expected, quoted(message, 1));
  }

  @Property
  void theSameComesOutHoweverItIsCut(
      @ForAll("messages") String message, @ForAll @IntRange(min = 1, max = 9) int piece)
      throws IOException {
    String ended = message.isEmpty() || message.endsWith("\n") ? message : message + "\n";
    assertEquals(ended.replaceAll("(?m)^(>*From )", ">$1"), quoted(message, piece));
  }

  @Provide
  Arbitrary<String> messages() {
    return Arbitraries.of("\n", ">", "F", "Fr", "From", "From ", " ", "x", "\r\n")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Test
  void aLineWithoutEndCostsNoMemory() throws IOException {
    long[] written = new long[1];
    FromQuoting quoting =
        new FromQuoting(
            new OutputStream() {
              @Override
              public void write(int b) {
                written[0]++;
              }

              @Override
              public void write(byte[] bytes, int from, int count) {
                written[0] += count;
              }
            });
    byte[] arrows = ">".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 100; i++) {
      quoting.write(arrows, arrows.length);
    }
    assertEquals(0, written[0], "only counted");
    quoting.end();
    assertTrue(written[0] == 10_000_001, () -> "wrote " + written[0]);
  }

  private static String quoted(String message, int piece) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FromQuoting quoting = new FromQuoting(out);
    byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
    for (int from = 0; from < bytes.length; from += piece) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
      quoting.write(part, part.length);
    }
    quoting.end();
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
