package org.quoin.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {

  @Test
  void withoutWordsAllPartsRunAtFullLength() {
    Options options = Options.parse(List.of());
    assertEquals(List.of(), options.parts());
    assertEquals(1_000_000, options.waiting());
    assertEquals(Duration.ofMinutes(5), options.hang());
    assertEquals(3, options.rounds());
  }

  @Test
  void optionsAndPartsComeInAnyOrder() {
    Options options = Options.parse(List.of("disk", "--hang", "20", "--short", "million"));
    assertEquals(List.of("disk", "million"), options.parts());
    assertEquals(Duration.ofSeconds(20), options.hang());
    assertEquals(50_000, options.waiting(), "the short run has fewer");
    assertEquals(1, options.rounds());
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    assertTrue(refusal("--waiting", "many").contains("many"));
    assertTrue(refusal("--waiting", "0").contains("--waiting"));
    assertTrue(refusal("--waiting", "999999999999").contains("--waiting"));
    assertTrue(refusal("--hang").contains("--hang"));
    assertTrue(refusal("--long").contains("--long"));
  }

  private static String refusal(String... words) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of(words)))
            .getMessage());
  }
}
