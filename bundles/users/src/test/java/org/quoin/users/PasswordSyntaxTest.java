package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.user.Authenticator.Proof;

class PasswordSyntaxTest {
  /** RFC 7677, 3: the password "pencil". */
  static final String PENCIL =
      "{SCRAM-SHA-256}SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
          + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
          + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

  /** The examples of the specification of SHA-crypt. */
  private static final String CRYPT_5 = "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5";

  private static final String CRYPT_6 =
      "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sb"
          + "HbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.";

  @Test
  void eachSchemeJudgesItsPassword() throws IOException {
    Passwords all =
        parse(
            "# a remark\n\nuser:"
                + PENCIL
                + "\nfive:{CRYPT}"
                + CRYPT_5
                + "\nsix:{SHA512-crypt}"
                + CRYPT_6
                + "\njoe@example.org:{PLAIN}a {b}:c \n");
    assertEquals(List.of(), all.troubles());
    assertMatches(all, "user", "pencil");
    assertMatches(all, "five", "Hello world!");
    assertMatches(all, "six", "Hello world!");
    assertMatches(all, "joe@example.org", "a {b}:c ");
    assertEquals(Set.of(Proof.PASSWORD, Proof.CRAM_MD5), all.proofs());
  }

  private static void assertMatches(Passwords all, String name, String password) {
    Secret secret = all.of(name).orElseThrow();
    assertTrue(secret.matches(password), name);
    assertFalse(secret.matches(password + "x"), name);
    assertFalse(secret.matches(""), name);
    assertFalse(secret.toString().contains("$"), name);
    assertFalse(secret.toString().contains("a {b}"), name);
  }

  @Test
  void scramIsOfferedOnlyIfAllCanUseIt() throws IOException {
    assertEquals(Set.of(), parse("").proofs());
    assertEquals(
        Set.of(Proof.PASSWORD, Proof.SCRAM_SHA_256), parse("user:" + PENCIL + "\n").proofs());
  }

  @Test
  void theScramFormIsThatOfPostgresql() {
    ScramSecret secret = ScramSecret.parse(PENCIL.substring("{SCRAM-SHA-256}".length()));
    assertEquals(PENCIL, "{SCRAM-SHA-256}" + secret.text());
  }

  @Test
  void aPasswordIsTheSameHoweverItIsComposed() {
    ScramSecret secret = ScramSecret.of("caf\u00e9\u00a0x", new byte[8], 4096);
    assertTrue(secret.matches("cafe\u0301 x"));
    assertTrue(secret.matches("caf\u00e9\u00ad x"));
    assertFalse(secret.matches("cafe x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joe",
        "joe:",
        "joe:hunter2",
        "joe:{PLAIN}",
        "joe:{MD5}hunter2",
        "joe:{CRYPT}$1$salt$hunter2",
        "joe:{CRYPT}$6$rounds=9999999$saltstring$hunter2",
        "joe:{SCRAM-SHA-256}hunter2",
        "joe:{SCRAM-SHA-256}SCRAM-SHA-256$4095:W22Z$hunter2:hunter2",
        "joe:{SCRAM-SHA-256}SCRAM-SHA-256$4096:W22Z$hunter2:hunter2",
        "joe:{SCRAM-SHA-256}SCRAM-SHA-256$4096:!$hunter2:hunter2",
        " joe:{PLAIN}hunter2",
        "\u00ff:{PLAIN}hunter2",
        "user:{PLAIN}hunter2"
      })
  void aLineThatCannotBeUnderstoodIsNamedWithoutItsValueAndTheOthersCount(String line)
      throws IOException {
    Passwords all = parse("user:" + PENCIL + "\n" + line + "\nb:{PLAIN}x\n");
    assertEquals(Set.of("user", "b"), all.secrets().keySet());
    assertEquals(1, all.troubles().size());
    assertTrue(all.troubles().get(0).startsWith("line 2 "), all.troubles()::toString);
    assertFalse(all.troubles().get(0).contains("hunter2"), all.troubles()::toString);
    assertTrue(all.of("user").orElseThrow().matches("pencil"), "the first of two lines counts");
  }

  @Test
  void aLineWithoutEndMayBeHalfWritten() {
    assertThrows(IOException.class, () -> parse("joe:{PLAIN}abc"));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("a:{}$#\n\u00ff\0 PLAIN")
        .ofMaxLength(60)
        .map(text -> text + "\n");
  }

  @Property
  void anyTextIsReadAndEveryLineCountsOrIsTold(@ForAll("texts") String text) throws IOException {
    Passwords all = PasswordSyntax.parse(text);
    long lines = text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).count();
    assertTrue(all.secrets().size() + all.troubles().size() >= lines / 2);
    assertTrue(all.secrets().keySet().stream().noneMatch(name -> name.contains("\n")));
  }

  private static Passwords parse(String text) throws IOException {
    return PasswordSyntax.parse(text);
  }
}
