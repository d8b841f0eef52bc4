package org.quoin.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.api.event.MailEvent;

class MailbagTest {
  @Test
  void eventsComeOutInOrder() throws InterruptedException {
    Mailbag bag = new Mailbag(3, Duration.ZERO);
    bag.put(event(1));
    bag.put(event(2));
    assertEquals(List.of(item(1), item(2)), bag.take());
    bag.put(event(3));
    assertEquals(List.of(item(3)), bag.take());
  }

  @Test
  void whatDoesNotFitIsCountedWhereItIsMissing() throws InterruptedException {
    Mailbag bag = new Mailbag(2, Duration.ZERO);
    assertFalse(bag.put(event(1)));
    assertFalse(bag.put(event(2)));
    assertTrue(bag.put(event(3)), "a gap begins");
    assertFalse(bag.put(event(4)), "the same gap");
    assertEquals(List.of(item(1), item(2), new Mailbag.Item.Gap(2)), bag.take());
    bag.put(event(5));
    assertEquals(List.of(item(5)), bag.take());
  }

  @Test
  void aClosedBagGivesWhatIsInItAndThenNothing() throws InterruptedException {
    Mailbag bag = new Mailbag(2, Duration.ZERO);
    bag.put(event(1));
    bag.close();
    bag.put(event(2));
    assertEquals(List.of(item(1)), bag.take());
    assertEquals(List.of(), bag.take());
  }

  @Test
  @Timeout(60)
  void theReaderWaitsForOthersButNotWhenTheBagIsHalfFull() throws InterruptedException {
    Mailbag bag = new Mailbag(4, Duration.ofHours(1));
    bag.put(event(1));
    Thread writer = Thread.startVirtualThread(() -> bag.put(event(2)));
    assertEquals(List.of(item(1), item(2)), bag.take());
    writer.join();
  }

  @Test
  @Timeout(60)
  void theReaderDoesNotWaitForOthersOnceTheBagIsClosed() throws InterruptedException {
    Mailbag bag = new Mailbag(4, Duration.ofHours(1));
    bag.put(event(1));
    Thread closer = Thread.startVirtualThread(bag::close);
    assertEquals(List.of(item(1)), bag.take());
    closer.join();
  }

  private static MailEvent event(long message) {
    return new MailEvent.Finished("00", message);
  }

  private static Mailbag.Item item(long message) {
    return new Mailbag.Item.Event(event(message));
  }
}
