package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class GreyLineTest {
  @Property
  void whatIsWrittenIsReadAndATornOneIsNot(
      @ForAll long high,
      @ForAll long low,
      @ForAll @LongRange(min = 0, max = 999_999_999_999L) long first,
      @ForAll @LongRange(min = 0, max = 999_999_999_999L) long last,
      @ForAll @IntRange(min = 0, max = 999_999_999) int passes) {
    GreyLine line = new GreyLine(new GreyKey(high, low), new GreyEntry(first, last, passes));
    String text = line.text();
    assertEquals(Optional.of(line), GreyLine.of(text));
    for (int end = 0; end < text.length(); end++) {
      assertEquals(Optional.empty(), GreyLine.of(text.substring(0, end)));
    }
  }

  @Property
  void anyTextMayStandThere(@ForAll String text) {
    GreyLine.of(text);
  }
}
