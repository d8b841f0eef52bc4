package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Cause;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Settled;

class MessageTest {
  private static final Instant BIRTH = Instant.parse("2026-01-01T00:00:00.123456789Z");

  @Provide
  Arbitrary<List<String>> addresses() {
    StringArbitrary bytes = Arbitraries.strings().withCharRange('\u0001', '\u00ff');
    return bytes.ofMaxLength(400).list().ofMaxSize(20);
  }

  @Property(tries = 200)
  void namesComeBackByteForByte(@ForAll("addresses") List<String> texts) {
    List<Address> recipients = texts.stream().map(Address::new).toList();
    Sender sender = new Sender(texts.isEmpty() ? "" : texts.getLast());
    byte[] names = Names.of(new Envelope(sender, recipients));
    assertEquals(sender, Names.sender(names));
    for (int i = 0; i < recipients.size(); i++) {
      assertEquals(recipients.get(i), Names.recipient(names, i));
    }
    assertEquals(recipients, Names.recipients(names, recipients.size()));
  }

  @Test
  void lengthsAtTheEdgesOfTheirBytesComeBack() {
    List<Address> recipients = new ArrayList<>();
    for (int length : new int[] {0, 1, 127, 128, 129, 16_383, 16_384, 70_000}) {
      recipients.add(new Address("x".repeat(length)));
    }
    byte[] names = Names.of(new Envelope(Sender.NULL, recipients));
    for (int i = 0; i < recipients.size(); i++) {
      assertEquals(recipients.get(i), Names.recipient(names, i));
    }
  }

  @Test
  void timesKeepTheirNanosecondsAndThoseTooFarAwayTheirOrder() {
    for (Instant time : List.of(BIRTH, Instant.EPOCH, BIRTH.minusSeconds(4_000_000_000L))) {
      assertEquals(time, Nanos.instant(Nanos.of(time)));
    }
    assertTrue(Nanos.of(Instant.MIN) < Nanos.of(Instant.EPOCH));
    assertTrue(Nanos.of(Instant.MAX) > Nanos.of(BIRTH));
  }

  private static Deferred deferred(long second, Optional<Instant> next, Cause cause) {
    Instant at = BIRTH.plusSeconds(second);
    return new Deferred("00", 1, 0, at, next, Duration.ZERO, cause, "busy " + second);
  }

  @Test
  void whatIsPackedIsTheFoldOfTheMarks() {
    Instant planned = BIRTH.plusSeconds(900);
    List<Mark> marks =
        List.of(
            deferred(1, Optional.empty(), Cause.ANSWER),
            deferred(2, Optional.empty(), Cause.MISSING_PLUGIN),
            deferred(7, Optional.of(planned), Cause.TIMEOUT),
            deferred(9, Optional.empty(), Cause.MISSING_PLUGIN),
            new Settled("00", 1, 0, true, "no"));
    Message message = Facts.message(1, "a@x.test");
    Standing fold = Standing.NEW;
    for (Mark mark : marks) {
      message.apply(mark);
      fold = fold.after(mark);
      assertEquals(fold, message.recipients().getFirst().standing());
    }
    assertTrue(message.hasFailed());
    assertEquals(0, message.open());
  }

  @Test
  void marksForNobodyAndForTheSettledChangeNothing() {
    Message message = Facts.message(1, "a@x.test", "b@x.test");
    message.apply(new Settled("00", 1, 5, true, ""));
    message.apply(new Settled("00", 1, -1, true, ""));
    assertEquals(2, message.open());
    message.apply(new Settled("00", 1, 1, false, ""));
    message.apply(new Settled("00", 1, 1, true, ""));
    assertFalse(message.hasFailed());
    assertEquals(1, message.open());
  }

  @Test
  void releaseEndsBothHoldAndDoubt() {
    Message message = Facts.message(1, "a@x.test");
    message.apply(new Held("00", 1, true));
    assertTrue(message.isHeld());
    message.apply(new Held("00", 1, false));
    assertFalse(message.isHeld());
  }
}
