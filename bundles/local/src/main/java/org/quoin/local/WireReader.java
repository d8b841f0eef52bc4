package org.quoin.local;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link WireWriter} writes, and believes nothing: each size has a limit, and no room is
 * taken for what has not come.
 */
record WireReader(DataInputStream in) {
  /** More than anything that the platform tells, each for itself. */
  static final int MOST_BYTES = 16 << 20;

  static final int MOST_ENTRIES = 100_000;

  /** Bytes as characters. */
  String text(int mostBytes) throws IOException {
    return new String(bytes(mostBytes), StandardCharsets.ISO_8859_1);
  }

  /** Any characters. */
  String words() throws IOException {
    return new String(bytes(MOST_BYTES), StandardCharsets.UTF_8);
  }

  List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = count(MOST_ENTRIES); left > 0; left--) {
      texts.add(text(MOST_BYTES));
    }
    return texts;
  }

  Map<String, String> map() throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    for (int left = count(MOST_ENTRIES); left > 0; left--) {
      map.put(words(), words());
    }
    return map;
  }

  /** A number of things that follow. */
  int count(int most) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > most) {
      throw new GarbageException("a size of " + count);
    }
    return count;
  }

  private byte[] bytes(int most) throws IOException {
    int length = count(most);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
