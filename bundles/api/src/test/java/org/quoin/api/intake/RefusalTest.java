package org.quoin.api.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.Reply;

/** A refusal that said yes would be a lost mail. */
class RefusalTest {

  @ParameterizedTest
  @ValueSource(ints = {200, 250, 354, 399})
  void aYesIsNoRefusal(int code) {
    Reply yes = new Reply(code, "ok");
    assertThrows(IllegalArgumentException.class, () -> new Verdict.Refuse(yes));
    assertThrows(IllegalArgumentException.class, () -> new Receipt.Refused(yes));
    assertThrows(IllegalArgumentException.class, () -> Verdict.refuse(code, "ok"));
  }

  @Test
  void fromFourHundredOnItIs() {
    assertEquals("400 no", new Verdict.Refuse(new Reply(400, "no")).reply().toString());
    assertEquals("599 no", new Receipt.Refused(new Reply(599, "no")).reply().toString());
  }
}
