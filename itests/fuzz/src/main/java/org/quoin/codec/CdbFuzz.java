package org.quoin.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.quoin.fuzz.Claim;
import org.quoin.fuzz.Draw;

/**
 * A cdb: what was written is read back; of a file in which some numbers were changed each key has
 * the answer that a simple reader finds, or none. The first byte says how many records there are
 * and how many changes follow them.
 */
public final class CdbFuzz {
  private static final int MOST_BYTES = 300;
  private static final int RECORDS = 16;

  private CdbFuzz() {}

  private record Entry(String key, String value) {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Draw draw = new Draw(input);
    int counts = draw.number();
    List<Entry> records = new ArrayList<>();
    for (int i = 0; i < counts % RECORDS; i++) {
      String key = Draw.text(draw.bytes(draw.number() % RECORDS));
      records.add(new Entry(key, Draw.text(draw.bytes(draw.number()))));
    }
    byte[] file = written(records);
    readBack(file, records);
    byte[] changed = changed(file, records, counts / RECORDS, draw);
    List<String> keys = new ArrayList<>(records.stream().map(Entry::key).distinct().toList());
    keys.add(Draw.text(draw.bytes(RECORDS)));
    keys.forEach(key -> Claim.same(model(changed, key), found(changed, key), "the key " + key));
    listed(changed);
  }

  private static byte[] written(List<Entry> records) throws IOException {
    MemoryFile file = new MemoryFile();
    CdbWriter writer = new CdbWriter(file);
    for (Entry each : records) {
      writer.add(Draw.bytes(each.key()), Draw.bytes(each.value()));
    }
    writer.finish();
    return file.bytes();
  }

  private static void readBack(byte[] file, List<Entry> records) throws IOException {
    List<Entry> read = new ArrayList<>();
    new CdbReader(new MemoryFile(file))
        .records(MOST_BYTES, (key, value) -> read.add(new Entry(Draw.text(key), Draw.text(value))));
    Claim.same(records, read, "all records in their order");
    for (Entry each : records.reversed()) {
      Entry first =
          records.stream().filter(one -> one.key().equals(each.key())).findFirst().orElseThrow();
      Claim.same("value " + first.value(), found(file, each.key()), "the first of a key");
    }
  }

  /** With numbers changed where the records' tables are, and its end perhaps cut off. */
  private static byte[] changed(byte[] file, List<Entry> records, int changes, Draw draw) {
    byte[] bytes = file.clone();
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < changes && draw.hasMore(); i++) {
      int place = place(draw.number(), draw.number(), file.length, records);
      if (place + Integer.BYTES <= bytes.length) {
        byte[] value = Arrays.copyOf(draw.bytes(Integer.BYTES), Integer.BYTES);
        numbers.putInt(place, ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getInt());
      }
    }
    return Arrays.copyOf(bytes, bytes.length - Math.min(bytes.length, draw.number() / 2));
  }

  /** Most changes hit the pointers of a record's table, or what is behind the header. */
  private static int place(int kind, int number, int length, List<Entry> records) {
    if (kind % 2 == 0 && !records.isEmpty()) {
      String key = records.get(number % records.size()).key();
      return CdbFormat.PAIR * CdbFormat.table(CdbFormat.hash(Draw.bytes(key)))
          + kind % 8 / 2 * 4 % 8;
    }
    return CdbFormat.HEADER + (kind / 2 * 256 + number) % Math.max(1, length - CdbFormat.HEADER);
  }

  private static String found(byte[] bytes, String key) {
    MemoryFile file = new MemoryFile(bytes);
    String answer;
    try {
      answer = said(new CdbReader(file).find(Draw.bytes(key), MOST_BYTES).map(Draw::text));
    } catch (IOException e) {
      Claim.that(String.valueOf(e.getMessage()).matches("(is|has) .*"), "it says what is wrong");
      answer = "damaged";
    }
    Claim.that(file.reads() <= 4 + bytes.length, "few reads");
    return answer;
  }

  private static String said(Optional<String> value) {
    return value.map(text -> "value " + text).orElse("none");
  }

  private static String model(byte[] bytes, String key) {
    try {
      return said(
          Optional.ofNullable(new CdbModel(bytes).find(Draw.bytes(key), MOST_BYTES))
              .map(Draw::text));
    } catch (IndexOutOfBoundsException e) {
      return "damaged";
    }
  }

  private static void listed(byte[] bytes) {
    MemoryFile file = new MemoryFile(bytes);
    long[] sum = new long[1];
    try {
      new CdbReader(file).records(MOST_BYTES, (key, value) -> sum[0] += key.length + value.length);
    } catch (IOException e) {
      Claim.that(String.valueOf(e.getMessage()).matches("(is|has) .*"), "it says what is wrong");
    }
    Claim.that(sum[0] <= bytes.length, "no more than there is");
    Claim.that(file.reads() <= 4 + bytes.length, "few reads");
  }
}
