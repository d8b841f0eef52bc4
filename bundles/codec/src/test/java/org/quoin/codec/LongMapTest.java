package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LongMapTest {
  record Step(boolean puts, long key) {}

  /** Few keys, so that they are found again, and such as fall on the same places. */
  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> keys =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 40),
            Arbitraries.longs().between(0, 40).map(n -> n << 58),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L));
    Arbitrary<Boolean> puts =
        Arbitraries.frequency(net.jqwik.api.Tuple.of(3, true), net.jqwik.api.Tuple.of(2, false));
    return Combinators.combine(puts, keys).as(Step::new).list().ofMaxSize(400);
  }

  @Property
  void itBehavesAsAMap(@ForAll("steps") List<Step> steps) {
    LongMap<String> map = new LongMap<>();
    Map<Long, String> model = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      long key = steps.get(i).key();
      String value = key + " put in step " + i;
      if (steps.get(i).puts()) {
        assertEquals(model.put(key, value), map.put(key, value));
      } else {
        assertEquals(model.remove(key), map.remove(key));
      }
      assertEquals(model.size(), map.size());
    }
    model.forEach((key, value) -> assertEquals(value, map.get(key)));
    Set<String> visited = new HashSet<>();
    map.forEach(visited::add);
    assertEquals(Set.copyOf(model.values()), visited);
    assertEquals(model.isEmpty(), map.isEmpty());
  }

  @Test
  void itGrowsAndShrinksWithoutLosingAnything() {
    LongMap<Long> map = new LongMap<>();
    int many = 100_000;
    for (long key = 0; key < many; key++) {
      assertNull(map.put(key * 7, key));
    }
    for (long key = 0; key < many; key++) {
      assertEquals(key, map.get(key * 7));
    }
    for (long key = 0; key < many; key += 1) {
      if (key % 100 != 0) {
        assertEquals(key, map.remove(key * 7));
      }
    }
    assertEquals(many / 100, map.size());
    for (long key = 0; key < many; key += 100) {
      assertEquals(key, map.get(key * 7));
    }
    assertNull(map.get(7));
  }
}
