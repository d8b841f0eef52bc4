package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.quoin.queue.Recipient.Place;

class TurnsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Turns row = new Turns();

  private static Recipient due(long message, long second) {
    Recipient recipient = Facts.message(message, "a@x.test").recipients().getFirst();
    recipient.due(START.plusSeconds(second), true);
    return recipient;
  }

  @Test
  void ofTwoThatAreDueTogetherTheOlderMessageGoesFirst() {
    Recipient younger = due(2, 5);
    Recipient older = due(1, 5);
    row.add(younger);
    row.add(older);
    assertEquals(Optional.of(older), row.poll());
    assertEquals(Optional.of(younger), row.poll());
    assertTrue(row.poll().isEmpty());
  }

  @Test
  void recipientThatChangesItsPlaceLeavesTheRow() {
    Recipient one = due(1, 1);
    row.add(one);
    one.place(Place.HELD);
    assertTrue(row.isEmpty());
    assertTrue(row.peek().isEmpty());
  }

  /** Each number adds a recipient that is due then; every third step one leaves from anywhere. */
  @Property
  void rowIsASortedListWhoeverLeaves(
      @ForAll @Size(max = 300) List<@IntRange(max = 40) Integer> steps) {
    Turns turns = new Turns();
    List<Recipient> model = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Recipient next = due(i, steps.get(i));
      turns.add(next);
      model.add(next);
      if (i % 3 == 2) {
        model.remove(steps.get(i) * 7 % model.size()).place(Place.RUNNING);
      }
    }
    model.sort(
        Comparator.<Recipient, Instant>comparing(r -> r.due())
            .thenComparingLong(r -> r.message().number()));
    assertEquals(model.size(), turns.size());
    for (Recipient expected : model) {
      assertEquals(Optional.of(expected), turns.poll());
    }
    assertTrue(turns.isEmpty());
  }
}
