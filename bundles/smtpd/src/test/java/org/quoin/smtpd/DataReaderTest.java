package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataReaderTest {
  /** How data was read. */
  private record Read(String end, String text, int hops, String rest) {}

  private static Read read(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Input input = new Input(in, new Output(OutputStream.nullOutputStream()));
    DataReader reader = new DataReader(input, text::write);
    String end;
    try {
      end = reader.read().toString();
    } catch (EOFException e) {
      return new Read("EOF", "", 0, "");
    }
    String kept = end.equals("LONE_DOT") ? text.toString(StandardCharsets.ISO_8859_1) : "";
    int hops = end.equals("LONE_DOT") ? reader.hops() : 0;
    return new Read(end, kept, hops, rest(input, end));
  }

  private static String rest(Input input, String end) throws IOException {
    StringBuilder rest = new StringBuilder();
    while (end.equals("LONE_DOT")) {
      byte[] unread = input.buffer();
      int from = input.start();
      int length = input.end() - from;
      rest.append(new String(unread, from, length, StandardCharsets.ISO_8859_1));
      input.consumeTo(input.end());
      try {
        input.fill();
      } catch (EOFException e) {
        return rest.toString();
      }
    }
    return "";
  }

  /** The rules of S6 applied to the whole text at once. */
  private static Read model(String data) {
    StringBuilder text = new StringBuilder();
    boolean header = true;
    int hops = 0;
    int from = 0;
    for (int lf = data.indexOf('\n'); lf >= 0; lf = data.indexOf('\n', from)) {
      if (lf == from || data.charAt(lf - 1) != '\r') {
        return new Read("BARE_LF", "", 0, "");
      }
      String line = data.substring(from, lf - 1);
      from = lf + 1;
      if (line.equals(".")) {
        return new Read("LONE_DOT", text.toString(), hops, data.substring(from));
      }
      header = header && !line.isEmpty();
      hops += header && line.matches("(?is)(received|delivered).*") ? 1 : 0;
      boolean stuffed = line.startsWith(".") && !line.startsWith(".\r");
      text.append(stuffed ? line.substring(1) : line).append('\n');
    }
    return new Read("EOF", "", 0, "");
  }

  @Provide
  Arbitrary<String> data() {
    String[] pieces = {
      "\r\n",
      "\r\n",
      "\r\n",
      ".",
      "\r",
      "\n",
      "a",
      "\0",
      "\u00ff",
      "..",
      "\r\n.\r\n",
      "\r\n.",
      "Received: x\r\n",
      "DELIVERED-to: y\r\n",
      "recei",
      "x: y\r\n"
    };
    return Arbitraries.of(pieces).list().ofMaxSize(40).map(list -> String.join("", list));
  }

  @Property(tries = 2000)
  void howTheBytesAreSplitMakesNoDifference(
      @ForAll("data") String data,
      @ForAll @IntRange(min = 1, max = 7) int one,
      @ForAll @IntRange(min = 1, max = 7) int other,
      @ForAll @IntRange(min = 1, max = 40) int third)
      throws IOException {
    assertEquals(model(data), read(Bench.inPieces(Bench.bytes(data), one, other, third)));
  }

  @Property(tries = 1000)
  void aMessageAtOnceIsReadAsTheRulesSay(@ForAll("data") String data) throws IOException {
    assertEquals(model(data), read(Bench.inPieces(Bench.bytes(data), Integer.MAX_VALUE)));
  }

  @Property(tries = 20)
  void longLinesOfAnyLengthPass(@ForAll @IntRange(min = 0, max = 200_000) int length)
      throws IOException {
    String line = ".".repeat(length % 3) + "z".repeat(length);
    String data = (line.startsWith(".") ? "." : "") + line + "\r\n.\r\nNOOP\r\n";
    assertEquals(model(data), read(Bench.inPieces(Bench.bytes(data), Integer.MAX_VALUE)));
  }

  @Test
  void everyPlaceForASplitGivesTheSame() throws IOException {
    String data =
        "Received: x\r\n..a\r\n.\rb\r\n.\r\r\n\r\n\r\n.\r.\r\nc\r\r\n\r.\r\n.\r\nNOOP\r\n";
    Read expected = model(data);
    assertEquals("LONE_DOT", expected.end());
    for (int first = 1; first < data.length(); first++) {
      assertEquals(expected, read(Bench.inPieces(Bench.bytes(data), first, data.length())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".\r", "a", "a\r", "a\r\n", "a\r\n.", "a\r\n.\r", "\r\r\r"})
  void dataThatEndsEarlyIsNotAMessage(String data) {
    Input input =
        new Input(
            Bench.inPieces(Bench.bytes(data), 1), new Output(OutputStream.nullOutputStream()));
    DataReader reader = new DataReader(input, (buffer, from, length) -> {});
    assertThrows(EOFException.class, reader::read);
  }

  @Test
  void aLongMessageNeedsNoMoreThanTheBuffer() throws IOException {
    byte[] data = Bench.bytes("y".repeat(78).concat("\r\n").repeat(100_000) + ".\r\n");
    long[] sum = new long[2];
    Input input =
        new Input(
            Bench.inPieces(data, Integer.MAX_VALUE), new Output(OutputStream.nullOutputStream()));
    DataReader reader =
        new DataReader(
            input,
            (buffer, from, length) -> {
              sum[0] += length;
              sum[1]++;
            });
    assertEquals(DataReader.End.LONE_DOT, reader.read());
    assertEquals(79L * 100_000, sum[0]);
    assertEquals(32 * 1024, input.buffer().length);
  }
}
