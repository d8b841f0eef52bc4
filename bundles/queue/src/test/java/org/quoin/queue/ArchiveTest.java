package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.api.queue.QueueRecord.Removed;

class ArchiveTest {
  private final FakeStore store = new FakeStore();
  private final Archive archive = new Archive(store, "00");

  private long accept(String... recipients) throws IOException {
    return store.accept("00", Instant.EPOCH, "sue@far.test", "text", recipients);
  }

  @Test
  void messageThatWasAskedForLatelyIsAtHandEvenIfTheStoreIsNot() throws IOException {
    long number = accept("a@x.test");
    archive.message(number);
    store.breakDown(true);
    assertEquals(number, archive.message(number).message());
  }

  @Test
  void onlyTheLastFewAreAtHand() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      numbers.add(accept("a@x.test"));
      archive.message(numbers.getLast());
    }
    store.breakDown(true);
    assertEquals(numbers.getLast(), archive.message(numbers.getLast()).message());
    assertThrows(IOException.class, () -> archive.message(numbers.getFirst()));
  }

  @Test
  void messageWithVeryManyRecipientsIsAtHandAlone() throws IOException {
    String[] many = new String[10_000];
    Arrays.fill(many, "a@x.test");
    long small = accept("a@x.test");
    long large = accept(many);
    archive.message(small);
    archive.message(large);
    store.breakDown(true);
    assertEquals(large, archive.message(large).message());
    assertThrows(IOException.class, () -> archive.message(small));
  }

  @Test
  void whatHasLeftIsNotThereAnyMore() throws IOException {
    long number = accept("a@x.test");
    archive.message(number);
    store.append(List.of(new Removed("00", number)));
    archive.forget(number);
    assertThrows(IOException.class, () -> archive.message(number));
  }
}
