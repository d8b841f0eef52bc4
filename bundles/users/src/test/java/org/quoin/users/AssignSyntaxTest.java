package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignSyntaxTest {
  @Test
  void linesBehindTheDotAreIgnored() throws IOException {
    assertFalse(AssignSyntax.parse(".\n=a:u:1:2:/h:::\n").names("a"));
    assertFalse(AssignSyntax.parse(".").names("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          =a:u:1:2:/h:::            | does not end with a line that is a single dot
          =a:u:1:2:/h::             | line 1 has fewer than 7 fields
          #a:u:1:2:/h:::            | line 1 begins with neither = nor +
          =a:u:1:2:h:::             | line 1 has a home that is not absolute
          =a:u:1:2::::              | line 1 has a home that is not absolute
          =a:u:1:2:/h:::/=b         | line 2 has fewer than 7 fields
          =a:u:1:2:/h:::/=b:u0::::: | line 2 has a NUL
          =a:u:1:2:/h:::/           | line 2 begins with neither = nor +
          """)
  void aBadLineIsNamed(String lines, String complaint) {
    boolean ends = !complaint.startsWith("does not end");
    String body = lines.replace(":/=b", ":\n=b").replaceAll(":/$", ":\n").replace("u0", "u\0");
    String text = body + "\n" + (ends ? ".\n" : "");
    IOException e = assertThrows(IOException.class, () -> AssignSyntax.parse(text));
    assertTrue(e.toString().contains(complaint), e.toString());
  }

  @Test
  void aLineWithoutLineEndIsBad() {
    assertThrows(IOException.class, () -> AssignSyntax.parse("=a:u:1:2:/h:::"));
    assertThrows(IOException.class, () -> AssignSyntax.parse(""));
  }

  @Test
  void aHugeNumberOfAccountsIsFound() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append("=u").append(i).append(":x:").append(i).append(":1:/h:::\n");
    }
    Assignments all = AssignSyntax.parse(text.append(".\n").toString());
    assertEquals(49_999, all.find("U49999").orElseThrow().uid());
    assertEquals(50_000, all.accounts().size());
    assertEquals(Optional.empty(), all.find("u50000"));
  }

  /** Whatever the bytes, the answer is a table or an IOException. */
  @Property
  void anyTextIsEitherATableOrRefused(@ForAll @StringLength(max = 60) String text) {
    String bytes =
        text.codePoints()
            .map(c -> c & 0xFF)
            .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
            .toString();
    try {
      AssignSyntax.parse("=a:u:1:2:/h:::\n" + bytes + "\n.\n");
    } catch (IOException e) {
      assertTrue(e.toString().contains("users/assign line "), e.toString());
    }
  }
}
