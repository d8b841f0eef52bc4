package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static String read(String... words) {
    Options options = new Options(List.of(words), "jra:t:");
    StringBuilder read = new StringBuilder();
    for (char letter = options.next(); letter != Options.END; letter = options.next()) {
      read.append(letter);
      if (letter == 'a' || letter == 't') {
        read.append('=').append(options.value());
      }
      read.append(' ');
    }
    return read + String.join(",", options.rest());
  }

  @Test
  void comeOneByOneOrTogether() {
    assertEquals("j r joe", read("-j", "-r", "joe"));
    assertEquals("j r joe,-j", read("-jr", "joe", "-j"));
    assertEquals("", read());
  }

  @Test
  void haveTheirValuesBehindThem() {
    assertEquals("j a=x t=7 joe", read("-ja", "x", "-t7", "joe"));
    assertEquals("a=-j joe", read("-a", "-j", "joe"));
  }

  @Test
  void endAtDashes() {
    assertEquals("j -r", read("-j", "--", "-r"));
    assertEquals("j -,-r", read("-j", "-", "-r"));
  }

  @Test
  void areUnknownWithoutMeaningOrValue() {
    assertEquals("? ", read("-x"));
    assertEquals("? ", read("-t"));
    assertEquals("? j joe", read("-:j", "joe"));
  }
}
