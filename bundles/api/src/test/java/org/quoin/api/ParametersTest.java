package org.quoin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.Parameters.Notify;

class ParametersTest {
  private static final Parameters MAIL = new Parameters("RET=HDRS ENVID=x+20y SMTPUTF8");

  @Test
  void valuesAreFoundByTheirKeywordInAnyCase() {
    assertEquals(Optional.of("x+20y"), MAIL.value("envid"));
    assertEquals(Optional.empty(), MAIL.value("ENV"));
    assertTrue(MAIL.has("smtputf8") && MAIL.has("RET"));
    assertFalse(MAIL.has("SMTPUTF") || MAIL.has("NOTIFY"));
  }

  @Test
  void noneAtAllIsOneObject() {
    assertSame(Parameters.NONE, Parameters.of(""));
    assertTrue(Parameters.NONE.isEmpty());
    assertFalse(Parameters.NONE.has("") || Parameters.NONE.wantsHeaderOnly());
  }

  @ParameterizedTest
  @CsvSource({
    "'', FAILURE",
    "ORCPT=rfc822;a@b, FAILURE",
    "NOTIFY=NEVER, ''",
    "NOTIFY=DELAY, DELAY",
    "'NOTIFY=SUCCESS,FAILURE', SUCCESS FAILURE",
    "'ORCPT=rfc822;a@b notify=failure,delay,success', SUCCESS FAILURE DELAY"
  })
  void whoDoesNotSayWantsToHearOfFailures(String text, String asked) {
    List<Notify> events = Arrays.stream(Notify.values()).filter(Parameters.of(text)::asks).toList();
    assertEquals(asked, String.join(" ", events.stream().map(Notify::name).toList()));
  }

  @ParameterizedTest
  @CsvSource({"RET=HDRS, true", "ret=hdrs, true", "RET=FULL, false", "SMTPUTF8, false"})
  void headerAloneIsAskedForByRet(String text, boolean header) {
    assertEquals(header, new Parameters(text).wantsHeaderOnly());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "A ", " A", "A  B", "A\r", "A\nB", "A\tB", "A\u0000", "\u0100", "\u007f"})
  void whatCannotStandOnACommandLineIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Parameters.of(text));
  }
}
