package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  private ChunkReader read(String data, int piece) throws IOException {
    byte[] bytes = Bench.bytes(data);
    Output nobody = new Output(OutputStream.nullOutputStream());
    ChunkReader reader =
        new ChunkReader(new Input(Bench.inPieces(bytes, piece), nobody), text::write);
    reader.read(bytes.length);
    reader.finish();
    return reader;
  }

  private static String unescaped(String data) {
    return data.replace("R", "\r").replace("N", "\n");
  }

  /** Here R is CR and N is LF. Found by fuzzing: the last line, and CRs in the header. */
  @ParameterizedTest
  @CsvSource({
    "received: xRN, 1",
    "received: x, 1",
    "received: xR, 1",
    "a: bRNdelivered-to: x, 1",
    "receiRved: xRN, 0",
    "RRNreceived: xRN, 1",
    "RNreceived: xRN, 0",
    "Nreceived: xRN, 0"
  })
  void hopsAreCountedInTheHeaderAsItWasSent(String data, int hops) throws IOException {
    assertEquals(hops, read(unescaped(data), Integer.MAX_VALUE).hops());
    assertEquals(hops, read(unescaped(data), 1).hops());
  }

  @ParameterizedTest
  @ValueSource(strings = {"aRNb", "aRNbRN", "aRRNbR", "RaN", "R", "RRN"})
  void onlyLineEndsAreChangedAndTheLastIsMade(String data) throws IOException {
    String sent = unescaped(data).replace("\r\n", "\n");
    read(unescaped(data), 1);
    String expected = sent.endsWith("\n") ? sent : sent + "\n";
    assertEquals(expected, text.toString(StandardCharsets.ISO_8859_1));
  }
}
