package org.quoin.api.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;

class EnvelopeTest {
  private static final Sender SUE = new Sender("sue@far.test");
  private static final List<Address> TWO = List.of(new Address("a@b"), new Address("c@d"));
  private static final Parameters NEVER = new Parameters("NOTIFY=NEVER");

  private static Envelope with(List<Parameters> ofRecipients) {
    return new Envelope(SUE, TWO, Parameters.NONE, ofRecipients);
  }

  @Test
  void parametersBelongToTheRecipientOfTheSameIndex() {
    Envelope envelope = with(List.of(Parameters.NONE, NEVER));
    assertTrue(envelope.hasParameters());
    assertEquals(NEVER, envelope.parameters(1));
    assertSame(Parameters.NONE, envelope.parameters(0));
  }

  @Test
  void noParametersAreOneEnvelopeHoweverTheyAreSaid() {
    Envelope envelope = with(List.of(Parameters.NONE, Parameters.of("")));
    assertEquals(new Envelope(SUE, TWO), envelope);
    assertFalse(envelope.hasParameters());
    assertSame(Parameters.NONE, envelope.parameters(1));
  }

  @Test
  void parametersOfSomeRecipientsOnlyAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> with(List.of(NEVER)));
  }
}
