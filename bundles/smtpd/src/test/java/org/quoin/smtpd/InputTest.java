package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
  private static Input input(InputStream in) {
    return new Input(in, new Output(OutputStream.nullOutputStream()));
  }

  private static List<String> lines(InputStream in, int limit) throws IOException {
    Input input = input(in);
    List<String> lines = new ArrayList<>();
    try {
      while (true) {
        lines.add(input.readLine(limit).orElse("(too long)"));
      }
    } catch (EOFException e) {
      return lines;
    }
  }

  @Property(tries = 300)
  void linesDoNotDependOnHowTheyArrive(
      @ForAll List<@IntRange(min = 0, max = 5000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 4000) int piece,
      @ForAll @IntRange(min = 1, max = 50) int other)
      throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int length : lengths) {
      text.append("x".repeat(length)).append('\n');
      expected.add(length > 3000 ? "(too long)" : "x".repeat(length));
    }
    byte[] bytes = Bench.bytes(text.toString());
    assertEquals(expected, lines(Bench.inPieces(bytes, piece, other), 3000));
    assertEquals(expected, lines(Bench.inPieces(bytes, Integer.MAX_VALUE), 3000));
  }

  @Test
  void aLineOfFourMegabytesCostsNoMemory() throws IOException {
    byte[] bytes = Bench.bytes("x".repeat(4 << 20) + "\nNOOP\n");
    Input input = input(Bench.inPieces(bytes, Integer.MAX_VALUE));
    assertEquals(Optional.empty(), input.readLine(Settings.LINE_BYTES));
    assertEquals(Optional.of("NOOP"), input.readLine(Settings.LINE_BYTES));
    assertTrue(
        input.buffer().length <= 2 * Settings.LINE_BYTES, "grew to " + input.buffer().length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1900, 3000, 60_000, 200_000})
  void nothingIsLeftOfALongLineWhileTheSessionIsIdle(int length) throws IOException {
    Input[] input = new Input[1];
    List<Integer> waiting = new ArrayList<>();
    InputStream peer =
        new ByteArrayInputStream(Bench.bytes("x".repeat(length) + "\r\n")) {
          @Override
          public synchronized int read(byte[] buffer, int from, int room) {
            waiting.add(input[0].buffer().length);
            return super.read(buffer, from, room);
          }
        };
    input[0] = input(peer);
    input[0].readLine(Settings.LINE_BYTES);
    assertThrows(EOFException.class, () -> input[0].readLine(Settings.LINE_BYTES));
    assertEquals(waiting.getFirst(), waiting.getLast());
  }

  @Test
  void aLineThatDoesNotEndIsNoLine() {
    assertThrows(
        EOFException.class,
        () -> input(Bench.inPieces(Bench.bytes("NOOP"), 1)).readLine(Settings.LINE_BYTES));
  }

  @Test
  void repliesGoOutBeforeTheServerWaits() throws IOException {
    ByteArrayOutputStream peer = new ByteArrayOutputStream();
    Output output = new Output(peer);
    Input input = new Input(Bench.inPieces(Bench.bytes("a\nb\n"), 4), output);
    input.readLine(100);
    output.line("first");
    input.readLine(100);
    assertEquals(0, peer.size(), "a line was there: no wait, no flush");
    output.line("second");
    assertThrows(EOFException.class, () -> input.readLine(100));
    assertEquals("first\r\nsecond\r\n", peer.toString(StandardCharsets.ISO_8859_1));
  }
}
