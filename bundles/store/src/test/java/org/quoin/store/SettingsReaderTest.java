package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static final Path BASE = Path.of("/srv/base");

  private static Named first(Map<String, ?> configuration) {
    return new SettingsReader(BASE, configuration).first();
  }

  private static Named further(Map<String, ?> configuration) {
    return new SettingsReader(BASE, configuration).further();
  }

  private static Map<String, Object> with(String key, Object value) {
    Map<String, Object> good = new HashMap<>(Map.of("name", "ssd2", "folder", "/mnt/ssd2/quoin"));
    good.put(key, value);
    return good;
  }

  @Test
  void withoutSettingsTheDefaultStoreLiesInTheQueueFolder() {
    Named journal = first(Map.of());
    assertEquals("journal", journal.name());
    assertEquals(Settings.defaults(BASE.resolve("queue")), journal.settings());
    assertEquals(OptionalLong.empty(), journal.settings().minFree());
  }

  @Test
  void everySettingIsReadFromTextAndFromNumbers() {
    Map<String, Object> given =
        Map.of(
            "folder", " log ",
            "segment.bytes", "1048576",
            "inline.bytes", 5000,
            "heap.bytes", 7L,
            "min.free", "0",
            "max.messages", "9",
            "service.pid", "org.quoin.store",
            "felix.fileinstall.filename", "file:/x");
    Settings read = first(given).settings();
    Settings wanted =
        new Settings(BASE.resolve("log"), 1 << 20, 5000, 7, 16L << 20, OptionalLong.of(0), 1000, 9);
    assertEquals(wanted, read);
  }

  @Test
  void aFurtherStoreHasANameAndAFolderOfItsOwn() {
    Named ssd2 = further(with("min.free", " "));
    assertEquals("ssd2", ssd2.name());
    assertEquals(Path.of("/mnt/ssd2/quoin"), ssd2.folder());
    assertEquals(OptionalLong.empty(), ssd2.settings().minFree(), "blank is not set");
    assertEquals(BASE.resolve("x/y"), further(with("folder", "x/./z/../y")).folder());
  }

  @Test
  void whatIsWrongIsRefusedWithKeyAndValue() {
    for (List<String> bad :
        List.of(
            List.of("segment.bytes", "5000", "from 1048576 to 67108864"),
            List.of("segment.bytes", "1044480", "from 1048576"),
            List.of("segment.bytes", "67112960", "to 67108864"),
            List.of("segment.bytes", "1048577", "a multiple of 4096"),
            List.of("segment.bytes", "32m", "a number"),
            List.of("segment.bytes", "99999999999999999999", "a number"),
            List.of("inline.bytes", "1073741824", "a quarter of segment.bytes"),
            List.of("inline.bytes", "-1", "a number from 0"),
            List.of("min.free", "-1", "a number from 0"),
            List.of("min.free", "2%", "a number from 0"),
            List.of("max.messages", "0", "1 or more"),
            List.of("max.messages", "2147483648", "to 2147483647"),
            List.of("heap.bytes", "-1", "a number from 0"),
            List.of("folder", "a\u0000b", "the path of a folder"),
            List.of("name", "SSD", "a-z, 0-9 and -"),
            List.of("name", "-ssd", "a-z, 0-9 and -"),
            List.of("name", "a.b", "a-z, 0-9 and -"),
            List.of("name", "x".repeat(65), "1 to 64"),
            List.of("name", "journal", "the store of org.quoin.store.cfg has it"))) {
      String text = refusal(with(bad.get(0), bad.get(1)));
      assertTrue(text.startsWith("\"" + bad.get(0) + "\" is \""), text);
      assertTrue(text.contains(bad.get(1).replace('\u0000', '?')), text);
      assertTrue(text.contains(bad.get(2)), text);
    }
  }

  @Test
  void nameAndFolderMustBeThere() {
    assertTrue(refusal(Map.of("folder", "/x")).startsWith("\"name\" is \"\""));
    assertTrue(refusal(Map.of("name", "ssd2")).startsWith("\"folder\" is \"\""));
  }

  @Test
  void whatIsUnknownIsRefusedAndADefaultStoreHasNoOtherName() {
    assertTrue(refusal(with("minfree", "5")).startsWith("\"minfree\" is no setting"));
    Map<String, String> renamed = Map.of("name", "ssd2");
    String text =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> first(renamed)).getMessage());
    assertTrue(text.startsWith("\"name\" is no setting of this store; there are folder,"), text);
  }

  private static String refusal(Map<String, ?> configuration) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> further(configuration)).getMessage());
  }
}
