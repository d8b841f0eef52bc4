package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class DomainListTest {

  @Test
  void anEntryIsOneDomainAndASuffixIsAllBelow() {
    DomainList list = new DomainList(List.of("Example.org", ".Wild.example"));
    assertTrue(list.has("EXAMPLE.ORG"));
    assertFalse(list.has("sub.example.org"));
    assertTrue(list.has("a.b.wild.example"));
    assertFalse(list.has("wild.example"));
    assertFalse(list.has(""));
  }

  /** qmail's rcpthosts.c in one line: the domain, or an end of it at a dot, is an entry. */
  @Property
  void itIsTheRuleOfQmail(
      @ForAll @Size(max = 6) List<@Chars({'a', 'B', '.'}) @StringLength(max = 5) String> entries,
      @ForAll @Chars({'A', 'b', '.'}) @StringLength(max = 6) String domain) {
    boolean expected = false;
    for (int i = 0; i < domain.length(); i++) {
      String end = domain.substring(i).toLowerCase(Locale.ROOT);
      boolean tried = i == 0 || end.startsWith(".");
      expected |= tried && entries.stream().anyMatch(e -> e.toLowerCase(Locale.ROOT).equals(end));
    }
    assertEquals(expected, new DomainList(entries).has(domain));
  }

  @Property
  void anyBytesGetAnAnswer(
      @ForAll List<@CharRange(from = 1, to = 255) String> entries,
      @ForAll @CharRange(from = 1, to = 255) String domain) {
    boolean listed = entries.contains(domain) && !domain.isEmpty();
    assertTrue(!listed || new DomainList(entries).has(domain));
  }
}
