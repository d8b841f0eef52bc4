package org.quoin.dotqmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.quoin.api.user.Account;

/** The table is the comment above qmesearch() in qmail-local.c. */
class NamesTest {
  private static final Path HOME = Path.of("/home/joe");

  @Test
  void defaultFilesStandInForLessAndLessOfTheExtension() {
    assertEquals(List.of(".qmail", ".qmaildefault"), names("", ""));
    assertEquals(List.of(".qmail-", ".qmail-default"), names("-", ""));
    assertEquals(List.of(".qmail-a", ".qmail-default"), names("-", "a"));
    assertEquals(List.of(".qmail-a-", ".qmail-a-default", ".qmail-default"), names("-", "a-"));
    assertEquals(List.of(".qmail-a-b", ".qmail-a-default", ".qmail-default"), names("-", "a-b"));
    assertEquals(
        List.of(".qmail+a+b-c", ".qmail+a+b-default", ".qmail+default"), names("+", "a+b-c"));
  }

  @Test
  void lettersAreSmallAndDotsAreColons() {
    assertEquals(List.of(".qmail-a:b:\u00c4", ".qmail-default"), names("-", "A.b.\u00c4"));
    assertEquals(".qmail-a:b-owner", new Names(account("-", "A.b")).owner());
    assertEquals(".qmail-a:b-owner-default", new Names(account("-", "A.b")).ownerDefault());
  }

  @Test
  void whatADefaultFileStandsInForKeepsItsCase() {
    assertEquals(
        List.of(Optional.empty(), Optional.of("B.c"), Optional.of("A-B.c")), matched("A-B.c"));
    assertEquals(Optional.of("DeFault"), matched("my-DeFault").getFirst());
    assertEquals(Optional.of("default"), matched("mydefault").getFirst());
  }

  @Property
  void noNameLeadsOutOfTheHome(@ForAll @CharRange(from = 1, to = 255) String ext) {
    for (String name : names("-", ext)) {
      assertTrue(name.startsWith(".qmail-"));
      assertFalse(name.contains(".."));
    }
  }

  private static List<String> names(String dash, String ext) {
    return new Names(account(dash, ext)).candidates().map(Names.Candidate::name).toList();
  }

  private static List<Optional<String>> matched(String ext) {
    return new Names(account("-", ext)).candidates().map(Names.Candidate::matched).toList();
  }

  private static Account account(String dash, String ext) {
    return new Account("joe", 1000, 1000, HOME, dash, ext);
  }
}
