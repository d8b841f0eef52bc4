package org.quoin.smtpd;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.quoin.fuzz.Claim;
import org.quoin.fuzz.Draw;
import org.quoin.fuzz.Pieces;

/**
 * Message data, by DATA and by BDAT, beside models that see all of it at once. Three bytes say in
 * which pieces it comes.
 */
public final class DataFuzz {
  private DataFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Draw draw = new Draw(input);
    int[] sizes = {draw.number(), draw.number(), draw.number()};
    byte[] data = draw.rest();
    DataModel model = DataModel.of(Draw.text(data));
    Claim.same(model, lines(new Pieces(data, Integer.MAX_VALUE)), "at once");
    Claim.same(model, lines(new Pieces(data, sizes)), "in pieces");
    Claim.same(model, lines(new Pieces(data, 1)), "byte by byte");
    ChunkModel chunks = ChunkModel.of(Draw.text(data));
    Claim.same(chunks, chunks(data, new int[] {data.length}, Integer.MAX_VALUE), "one chunk");
    Claim.same(chunks, chunks(data, sizes, sizes[2]), "chunks of " + Arrays.toString(sizes));
    String strict = Draw.text(data).replaceAll("(?<!\r)\n", "\r\n");
    InputStream fixed = new FixCrio(new Pieces(data, sizes));
    Claim.same(strict, Draw.text(fixed.readAllBytes()), "line ends made strict");
  }

  private static Input input(InputStream peer) {
    return new Input(peer, new Output(OutputStream.nullOutputStream()));
  }

  private static DataModel lines(InputStream peer) throws IOException {
    Input input = input(peer);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    DataReader reader = new DataReader(input, text::write);
    try {
      if (reader.read() == DataReader.End.BARE_LF) {
        return DataModel.BARE_LF;
      }
    } catch (EOFException e) {
      return DataModel.CUT_SHORT;
    }
    String kept = Draw.text(text.toByteArray());
    return new DataModel("LONE_DOT", kept, reader.hops(), reader.isUnclean(), rest(input));
  }

  private static String rest(Input input) throws IOException {
    StringBuilder rest = new StringBuilder();
    try {
      while (true) {
        byte[] unread = Arrays.copyOfRange(input.buffer(), input.start(), input.end());
        rest.append(Draw.text(unread));
        input.consumeTo(input.end());
        input.fill();
      }
    } catch (EOFException e) {
      return rest.toString();
    }
  }

  /**
   * @param sizes of chunks, over and over; some may be empty
   * @param piece how many bytes arrive at once
   */
  private static ChunkModel chunks(byte[] data, int[] sizes, int piece) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ChunkReader reader = new ChunkReader(input(new Pieces(data, piece)), text::write);
    int turn = 0;
    for (int at = 0; at < data.length; turn++) {
      int size = Math.min(data.length - at, sizes[turn % sizes.length]);
      int some = turn >= sizes.length ? Math.max(1, size) : size;
      reader.read(some);
      at += some;
    }
    boolean unclean = reader.isUnclean();
    reader.finish();
    return new ChunkModel(
        Draw.text(text.toByteArray()), reader.hops(), reader.hasBareLf(), unclean);
  }
}
