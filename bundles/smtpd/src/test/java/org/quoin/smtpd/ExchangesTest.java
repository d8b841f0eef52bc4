package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.user.Login;

/** PLAIN, LOGIN and CRAM-MD5, and what all exchanges have in common. */
class ExchangesTest {
  private static final Step TIM = new Step.Done(new Login("tim"));

  private final FakeAuthenticator judge = FakeAuthenticator.all();

  /** RFC 4616, 4. */
  @Test
  void plainHasNameAndPasswordInOneResponse() throws IOException {
    assertEquals("", plain().greeting());
    assertEquals(TIM, plain().next("\0tim\0tanstaaftanstaaf"));
    assertEquals(TIM, plain().next("tim\0tim\0tanstaaftanstaaf"));
    assertEquals(
        new Step.Done(new Login("t\u00efm")), plain().next("\0t\u00c3\u00afm\0tanstaaftanstaaf"));
    assertEquals(new Step.Failed("tim"), plain().next("\0tim\0wrong"));
    assertEquals(new Step.Failed("Kurt"), plain().next("Ursel\0Kurt\0xipj3plmq"));
    assertEquals(new Step.Failed("tim"), plain().next("Ursel\0tim\0tanstaaftanstaaf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tim", "\0tim", "\0\0x", "\0tim\0", "\0tim\0x\0y", "\0t\u00ff\0x"})
  void whatIsNotThreePartsOfUtf8IsNotPlain(String response) throws IOException {
    assertEquals(Step.MALFORMED, plain().next(response));
    assertEquals(0, judge.asked);
  }

  @Test
  void loginAsksForNameAndPassword() throws IOException {
    LoginExchange login = new LoginExchange(judge);
    assertEquals("VXNlcm5hbWU6", SaslLine.encoded(login.greeting()));
    assertEquals(new Step.Challenge("Password:"), login.next("tim"));
    assertEquals(TIM, login.next("tanstaaftanstaaf"));
    LoginExchange wrong = new LoginExchange(judge);
    wrong.next("tim");
    assertEquals(new Step.Failed("tim"), wrong.next("pencil"));
    assertEquals(Step.MALFORMED, new LoginExchange(judge).next("\u00ff"));
    assertEquals(Step.MALFORMED, new LoginExchange(judge).next(""));
  }

  /** RFC 2195, 2. */
  @Test
  void cramMd5AnswersTheChallenge() throws IOException {
    assertEquals(TIM, cram().next("tim " + FakeAuthenticator.CRAM_DIGEST));
    assertEquals(new Step.Failed("tim m"), cram().next("tim m " + FakeAuthenticator.CRAM_DIGEST));
    assertEquals(new Step.Failed("tim"), cram().next("tim " + "0".repeat(32)));
    assertFalse(cram().takesInitialResponse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tim", "tim b913", "tim\0 b913a602c7eda7a495b4e6e7334d3890"})
  void whatHasNoDigestIsNotCramMd5(String response) throws IOException {
    assertEquals(Step.MALFORMED, cram().next(response));
    assertEquals(0, judge.asked);
  }

  @Test
  void whoCannotTellIsNotANo() {
    judge.broken();
    assertThrows(IOException.class, () -> plain().next("\0tim\0x"));
    assertThrows(IOException.class, () -> cram().next("tim " + "0".repeat(32)));
    assertThrows(IOException.class, () -> scram().next("n,,n=user,r=abc"));
  }

  @Provide
  Arbitrary<String> bytes() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(30),
        Arbitraries.strings().withChars("nyp,=ra2CD3\0 cp\u00e9").ofMaxLength(30));
  }

  @Property
  void noGarbageLogsIn(@ForAll("bytes") String one, @ForAll("bytes") String two)
      throws IOException {
    List<Supplier<Exchange>> all =
        List.of(this::plain, () -> new LoginExchange(judge), this::cram, this::scram);
    for (Supplier<Exchange> each : all) {
      Exchange exchange = each.get();
      if (exchange.next(one) instanceof Step.Challenge) {
        assertFalse(exchange.next(two) instanceof Step.Done);
      }
    }
  }

  @Property
  void base64IsReadInOneFormOnly(@ForAll("bytes") String text) {
    assertEquals(Optional.of(text), SaslLine.decoded(SaslLine.encoded(text)));
    Optional<String> read = SaslLine.decoded(text);
    assertTrue(read.isEmpty() || SaslLine.encoded(read.get()).equals(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"YQ", "YQ=", "YR==", "YQ===", " YQ==", "YQ==\r", "Y Q==", "Y-==", "="})
  void base64ThatIsNotExactIsRefused(String line) {
    assertEquals(Optional.empty(), SaslLine.decoded(line));
  }

  private Exchange plain() {
    return new PlainExchange(judge);
  }

  private Exchange cram() {
    return new CramMd5Exchange(judge, FakeAuthenticator.CRAM_CHALLENGE);
  }

  private Exchange scram() {
    return new ScramExchange(judge, new ScramDecoys(), "server");
  }
}
