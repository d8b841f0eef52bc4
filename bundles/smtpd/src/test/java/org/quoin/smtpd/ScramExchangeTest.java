package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.user.Login;

/** RFC 7677, 3, and what must not pass. */
class ScramExchangeTest {
  private static final String CLIENT = "rOprNGfwEbeRWgbNEkqO";
  private static final String SERVER = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String FIRST = "n,,n=user,r=" + CLIENT;
  private static final String LAST =
      "c=biws,r=" + CLIENT + SERVER + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

  private final ScramDecoys decoys = new ScramDecoys(new byte[32]);

  @Test
  void theExampleOfTheRfcLogsIn() throws IOException {
    ScramExchange scram = exchange();
    assertEquals(
        new Step.Challenge("r=" + CLIENT + SERVER + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
        scram.next(FIRST));
    assertEquals(
        new Step.Challenge("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="), scram.next(LAST));
    assertEquals(new Step.Done(new Login("user")), scram.next(""));
  }

  @Test
  void theLastWordOfThePeerIsEmpty() throws IOException {
    ScramExchange scram = exchange();
    scram.next(FIRST);
    scram.next(LAST);
    assertEquals(Step.MALFORMED, scram.next("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // another proof, another nonce, another header than before, an unpadded proof
        "c=biws,r=%s,p=AHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "c=biws,r=%sx,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "c=eSws,r=%s,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "c=biws,r=%s,p=dHzb",
        "c=biws,r=%s,x=y,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
      })
  void aProofThatIsNotRightFails(String last) throws IOException {
    ScramExchange scram = exchange();
    scram.next(FIRST);
    assertEquals(new Step.Failed("user"), scram.next(last.formatted(CLIENT + SERVER)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c=biws", "c=biws,r=abc,p=", "c=biws,r=abc,p=d", "p=dHzb,c=biws,r=a"})
  void aLastMessageOfAnotherFormIsMalformed(String last) throws IOException {
    ScramExchange scram = exchange();
    scram.next(FIRST);
    assertEquals(Step.MALFORMED, scram.next(last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n=user,r=abc",
        "p=tls-unique,,n=user,r=abc",
        "x,,n=user,r=abc",
        "n,,m=ext,n=user,r=abc",
        "n,a=root,n=user,r=abc",
        "n,,n=,r=abc",
        "n,,n=us=er,r=abc",
        "n,,n=us=2cer,r=abc",
        "n,,n=user,r=",
        "n,,n=user,r=a\u00e9",
        "n,,n=us\u00ff,r=abc",
        "n,,n=user"
      })
  void aFirstMessageThatAsksForMoreThanWeCanIsMalformed(String first) throws IOException {
    assertEquals(Step.MALFORMED, exchange().next(first));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n,,n=user,r=abc", "y,,n=user,r=abc", "n,a=user,n=user,r=abc,x=y"})
  void aFirstMessageMayNameTheUserTwiceAndHaveExtensions(String first) throws IOException {
    assertInstanceOf(Step.Challenge.class, exchange().next(first));
  }

  /** As many as a line has room for; found by fuzzing. */
  @Test
  void manyExtensionsDoNotExhaustTheStack() throws IOException {
    String more = ",x=y".repeat(2300);
    assertTrue(ScramFirst.parse(FIRST + more).isPresent());
    ScramExchange scram = exchange();
    scram.next(FIRST);
    String last = LAST.replace(",p=", more + ",p=");
    assertEquals(new Step.Failed("user"), scram.next(last));
    ScramExchange doubled = exchange();
    doubled.next(FIRST);
    assertEquals(Step.MALFORMED, doubled.next(LAST + ",p=" + "A".repeat(43) + "="));
  }

  @Test
  void aNameMayHaveCommaAndEqualsSign() {
    assertEquals(
        Optional.of(new ScramFirst("n,,", "n=a=2Cb=3Dc,r=x", "a,b=c", "x")),
        ScramFirst.parse("n,,n=a=2Cb=3Dc,r=x"));
    assertEquals(
        Optional.of("\u00e9"), ScramFirst.parse("n,,n=\u00c3\u00a9,r=x").map(ScramFirst::user));
  }

  @Test
  void anUnknownUserLooksLikeAKnownOneAndCannotLogIn() throws IOException {
    exchange().next(FIRST); // from which the decoys learn
    ScramExchange scram = exchange();
    Step.Challenge challenge =
        assertInstanceOf(Step.Challenge.class, scram.next("n,,n=nobody,r=" + CLIENT));
    String form = ".*,s=[A-Za-z0-9+/]{22}==,i=4096";
    assertTrue(challenge.text().matches(form), challenge.text());
    assertEquals(challenge, exchange().next("n,,n=nobody,r=" + CLIENT), "the same salt again");
    assertNotEquals(challenge, exchange().next("n,,n=noone,r=" + CLIENT));
    assertEquals(new Step.Failed("nobody"), scram.next(LAST));
  }

  @Test
  void nothingSecretIsShown() {
    String shown = new ScramProof(decoys.keys("user"), "all that was said").toString();
    assertFalse(shown.contains(decoys.keys("user").storedKey()), shown);
  }

  private ScramExchange exchange() {
    return new ScramExchange(FakeAuthenticator.all(), decoys, SERVER);
  }
}
