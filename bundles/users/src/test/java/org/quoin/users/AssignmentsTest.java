package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.quoin.api.user.Account;

/** The table answers as a slow reading of the rules U1 and U2 does. */
class AssignmentsTest {
  record Line(boolean wild, String key, String pre) {
    String text(int index) {
      return (wild ? "+" : "=") + key + ":u" + index + ":" + (index + 1) + ":1:/h:-:" + pre + ":";
    }
  }

  @Property
  void findEqualsTheModel(@ForAll("lines") List<Line> lines, @ForAll("locals") String local)
      throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(lines.get(i).text(i)).append('\n');
    }
    Optional<String> answer =
        AssignSyntax.parse(text + ".\n").find(local).map(AssignmentsTest::shown);
    assertEquals(model(lines, local), answer);
  }

  private static String shown(Account account) {
    return account.user() + " " + account.ext();
  }

  private static Optional<String> model(List<Line> lines, String local) {
    String name = local.toLowerCase(Locale.ROOT);
    int best = -1;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String key = line.key.toLowerCase(Locale.ROOT);
      if (!line.wild && key.equals(name)) {
        return Optional.of("u" + i + " " + line.pre);
      }
      boolean longer = best < 0 || key.length() > lines.get(best).key.length();
      if (line.wild && name.startsWith(key) && longer) {
        best = i;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    Line line = lines.get(best);
    return Optional.of("u" + best + " " + line.pre + local.substring(line.key.length()));
  }

  @Provide
  Arbitrary<List<Line>> lines() {
    return Combinators.combine(Arbitraries.of(true, false), locals(), Arbitraries.of("", "x-"))
        .as(Line::new)
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> locals() {
    return Arbitraries.strings().withChars("aAb-.").ofMaxLength(5);
  }
}
