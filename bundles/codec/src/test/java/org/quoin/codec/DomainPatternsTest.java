package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainPatternsTest {

  @Test
  void exactNameClaimsThatDomainAlone() {
    DomainPatterns patterns = DomainPatterns.parse("example.org");
    assertTrue(patterns.specificity("example.org") > 0);
    assertEquals(-1, patterns.specificity("sub.example.org"));
    assertEquals(-1, patterns.specificity("notexample.org"));
    assertEquals(-1, patterns.specificity(""));
  }

  @Test
  void suffixClaimsDomainsBelowButNotItself() {
    DomainPatterns patterns = DomainPatterns.parse(".example.org");
    assertTrue(patterns.specificity("a.example.org") > 0);
    assertTrue(patterns.specificity("a.b.example.org") > 0);
    assertEquals(-1, patterns.specificity("example.org"));
    assertEquals(-1, patterns.specificity(".example.org"));
  }

  @Test
  void starClaimsEverything() {
    DomainPatterns patterns = DomainPatterns.parse("*");
    assertEquals(0, patterns.specificity("example.org"));
    assertEquals(0, patterns.specificity(""));
    assertEquals(0, patterns.specificity("*"));
  }

  @Test
  void mostSpecificPatternDecides() {
    DomainPatterns patterns = DomainPatterns.parse("*, .org, .example.org, mx.example.org");
    int exact = patterns.specificity("mx.example.org");
    int below = patterns.specificity("www.example.org");
    int far = patterns.specificity("example.org");
    int any = patterns.specificity("example.com");
    assertTrue(exact > below && below > far && far > any && any == 0);
  }

  @Test
  void letterCaseDoesNotCount() {
    assertTrue(DomainPatterns.parse("Example.ORG").specificity("eXAMPLE.org") > 0);
    assertTrue(DomainPatterns.parse(".Example.ORG").specificity("A.eXAMPLE.org") > 0);
  }

  @Test
  void blankTextClaimsNothing() {
    assertEquals(-1, DomainPatterns.parse("  ").specificity("example.org"));
    assertEquals(List.of(), DomainPatterns.parse("").patterns());
  }

  @Test
  void addressLiteralIsADomain() {
    assertTrue(
        DomainPatterns.parse("[192.0.2.1],[IPv6:2001:db8::1]").specificity("[192.0.2.1]") > 0);
  }

  @Test
  void textIsReadBack() {
    assertEquals("a.test,.b.test,*", DomainPatterns.parse(" A.test , .b.test,*").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {",", "a,,b", "a.", "..a", ".", "a..b", "user@host", "*.org", "a b", "é.org", "[]"})
  void wrongPatternIsRefusedByName(String text) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> DomainPatterns.parse(text));
    assertTrue(refusal.toString().contains("is no domain pattern"), refusal.toString());
  }

  @Test
  void hugePatternIsRefusedInOneShortLine() {
    String huge = "a".repeat(1 << 20);
    var refusal = assertThrows(IllegalArgumentException.class, () -> DomainPatterns.parse(huge));
    assertTrue(refusal.toString().length() < 300);
  }

  @Test
  void refusalIsOneLineEvenIfThePatternHasSeveral() {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> DomainPatterns.parse("a\nb\u0085c"));
    assertEquals(1, refusal.toString().lines().count());
  }

  @Test
  void samePatternsAreEqual() {
    assertEquals(DomainPatterns.parse("a.test,.b"), DomainPatterns.parse(".B, A.test"));
  }

  @Test
  void hugeDomainIsMatchedQuickly() {
    DomainPatterns patterns = DomainPatterns.parse(".example.org");
    assertTrue(patterns.specificity("a.".repeat(1 << 19) + "example.org") > 0);
  }

  @Property
  void anyDomainGetsAnAnswer(@ForAll String domain) {
    int star = DomainPatterns.parse("*,.a").specificity(domain);
    assertTrue(star >= 0);
    assertTrue(DomainPatterns.parse(".a").specificity(domain) <= star || star > 0);
  }
}
