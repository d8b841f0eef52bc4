package org.quoin.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CdbTest {
  private static final int MAX_BYTES = 100_000;

  @Property
  void whatIsWrittenIsFoundTheFirstOfEqualKeysFirst(
      @ForAll("records") List<Map.Entry<String, String>> records, @ForAll("keys") String other)
      throws IOException {
    CdbReader cdb = reader(file(records));
    for (Map.Entry<String, String> each : records) {
      assertEquals(first(records, each.getKey()), find(cdb, each.getKey()));
    }
    assertEquals(first(records, other), find(cdb, other));
  }

  @Property
  void recordsComeBackInTheirOrder(@ForAll("records") List<Map.Entry<String, String>> records)
      throws IOException {
    List<Map.Entry<String, String>> read = new ArrayList<>();
    reader(file(records))
        .records(MAX_BYTES, (key, value) -> read.add(Map.entry(text(key), text(value))));
    assertEquals(records, read);
  }

  @Property
  void equalRecordsMakeEqualBytes(@ForAll("records") List<Map.Entry<String, String>> records)
      throws IOException {
    assertArrayEquals(file(records), file(records));
  }

  /** A file with some bytes changed and its end cut off is read to an answer or refused. */
  @Property(tries = 3000)
  void aDamagedFileNeverHangsOrThrowsAnythingElse(
      @ForAll("records") List<Map.Entry<String, String>> records,
      @ForAll List<@IntRange(max = 4000) Integer> places,
      @ForAll byte change,
      @ForAll @IntRange(max = 300) int cut,
      @ForAll("keys") String key)
      throws IOException {
    byte[] good = file(records);
    byte[] bad = Arrays.copyOf(good, good.length - Math.min(cut, good.length));
    places.stream().filter(place -> place < bad.length).forEach(place -> bad[place] ^= change);
    askAll(bad, key);
  }

  @Property
  void anyBytesAreReadToAnAnswerOrRefused(@ForAll byte[] noise, @ForAll("keys") String key) {
    byte[] bytes = new byte[CdbFormat.HEADER + noise.length];
    for (int i = 0; i < bytes.length && noise.length > 0; i++) {
      bytes[i] = noise[i % noise.length];
    }
    askAll(bytes, key);
  }

  private static void askAll(byte[] bytes, String key) {
    try {
      CdbReader cdb = reader(bytes);
      cdb.find(bytes(key), MAX_BYTES);
      cdb.records(MAX_BYTES, (k, v) -> assertTrue(k.length + v.length <= bytes.length));
    } catch (IOException e) {
      assertTrue(String.valueOf(e.getMessage()).matches("(is|has) .*"), e.toString());
    }
  }

  @Test
  void aTableFullOfWrongKeysEnds() {
    byte[] full = new byte[4 << 20];
    ByteBuffer file = ByteBuffer.wrap(full).order(ByteOrder.LITTLE_ENDIAN);
    int hash = (int) CdbFormat.hash(bytes("a"));
    int slots = (full.length - CdbFormat.HEADER) / CdbFormat.PAIR;
    int pointer = CdbFormat.PAIR * CdbFormat.table(Integer.toUnsignedLong(hash));
    file.putInt(pointer, CdbFormat.HEADER).putInt(pointer + 4, slots);
    for (int slot = 0; slot < slots; slot++) {
      int at = CdbFormat.HEADER + CdbFormat.PAIR * slot;
      file.putInt(at, hash).putInt(at + 4, full.length - CdbFormat.PAIR);
    }
    file.putLong(full.length - CdbFormat.PAIR, 0);
    Optional<String> answer =
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> find(reader(full), "a"));
    assertEquals(Optional.empty(), answer);
  }

  @Test
  void aPointerBeyondTheEndIsRefused() throws IOException {
    for (int value : new int[] {0, 5, CdbFormat.HEADER - 1, 1 << 30, -1}) {
      byte[] bytes = file(List.of(Map.entry("k", "v")));
      ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      file.putInt(CdbFormat.PAIR * CdbFormat.table(CdbFormat.hash(bytes("k"))), value);
      assertThrows(IOException.class, () -> find(reader(bytes), "k"), "" + value);
    }
  }

  @Test
  void aHeaderOfZerosIsRefused() throws IOException {
    CdbReader cdb = reader(new byte[CdbFormat.HEADER]);
    assertThrows(IOException.class, () -> find(cdb, "k"));
  }

  @Test
  void aTooShortFileIsRefused() {
    for (int size : new int[] {0, 5, CdbFormat.HEADER - 1}) {
      assertThrows(IOException.class, () -> reader(new byte[size]), "" + size);
    }
  }

  @Test
  void aFileWithoutRecordsHasNone() throws IOException {
    assertEquals(CdbFormat.HEADER, file(List.of()).length);
    assertEquals(Optional.empty(), find(reader(file(List.of())), ""));
  }

  @Test
  void aValueAboveTheLimitIsRefused() throws IOException {
    CdbReader cdb = reader(file(List.of(Map.entry("k", "four"))));
    assertThrows(IOException.class, () -> cdb.find(bytes("k"), 3));
    assertThrows(IOException.class, () -> cdb.records(3, (key, value) -> {}));
    assertEquals("four", text(cdb.find(bytes("k"), 4).orElseThrow()));
  }

  @Test
  void aFileBeyondTheLimitOfTheFormatIsNotWritten() throws IOException {
    CdbWriter records = new CdbWriter(new MemoryChannel(new byte[0]), CdbFormat.HEADER + 20);
    records.add(bytes("k"), bytes("12345678901"));
    assertThrows(IOException.class, () -> records.add(bytes(""), bytes("")));
    assertThrows(IOException.class, records::finish);
  }

  @Test
  void recordsLargerThanTheBufferAreWritten() throws IOException {
    String large = "x".repeat(50_000);
    CdbReader cdb = reader(file(List.of(Map.entry("a", "1"), Map.entry(large, large))));
    assertEquals(Optional.of(large), find(cdb, large));
    assertEquals(Optional.of("1"), find(cdb, "a"));
  }

  @Test
  void hostsAreKeysInLowerCase() throws IOException {
    MemoryChannel file = new MemoryChannel(new byte[0]);
    CdbWriter table = new CdbWriter(file);
    MoreHosts.compile("#c\n\n \t\nA.Example \t\n.\u00c4.b\n #d", table);
    table.finish();
    List<String> keys = new ArrayList<>();
    reader(file.bytes()).records(MAX_BYTES, (key, value) -> keys.add(text(key) + text(value)));
    assertEquals(List.of("a.example", ".\u00c4.b", " #d"), keys);
  }

  private static byte[] file(List<Map.Entry<String, String>> records) throws IOException {
    MemoryChannel file = new MemoryChannel(new byte[0]);
    CdbWriter writer = new CdbWriter(file);
    for (Map.Entry<String, String> each : records) {
      writer.add(bytes(each.getKey()), bytes(each.getValue()));
    }
    writer.finish();
    return file.bytes();
  }

  private static CdbReader reader(byte[] bytes) throws IOException {
    return new CdbReader(new MemoryChannel(bytes));
  }

  private static Optional<String> find(CdbReader cdb, String key) throws IOException {
    return cdb.find(bytes(key), MAX_BYTES).map(CdbTest::text);
  }

  private static Optional<String> first(List<Map.Entry<String, String>> records, String key) {
    return records.stream()
        .filter(each -> each.getKey().equals(key))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  @Provide
  Arbitrary<List<Map.Entry<String, String>>> records() {
    return Combinators.combine(keys(), keys()).as(Map::entry).list().ofMaxSize(60);
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("ab").ofMaxLength(4),
        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(40));
  }
}
