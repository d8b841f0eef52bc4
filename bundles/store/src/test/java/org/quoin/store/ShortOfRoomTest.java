package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.deferred;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;
import static org.quoin.store.Testbed.refused;
import static org.quoin.store.Testbed.removed;
import static org.quoin.store.Testbed.settled;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quoin.api.queue.NoRoomException;
import org.quoin.store.Testbed.Bell;

/** What a store does that is short of room, on the disk or for messages. */
class ShortOfRoomTest {
  private static final Layout LAYOUT = new Layout(Testbed.FOLDER);

  private static final String LONG = "x".repeat(3000);

  private final FaultyDisk disk = new FaultyDisk();
  private final Bell bell = new Bell();

  @Test
  void shortOfRoomNoBodyIsBegunButTheRestGoesOn() throws IOException {
    Settings settings =
        new Settings(
            Testbed.FOLDER, 16 << 10, 2048, 1 << 20, 1 << 20, OptionalLong.of(1000), 1000, 200_000);
    long number;
    try (Journal store = Journal.open(disk, settings, bell, new SplittableRandom())) {
      number = mail(store, 10, "00");
    }
    disk.room(999);
    try (Journal store = Journal.open(disk, settings, bell, new SplittableRandom())) {
      refused("short of room", store::create);
      store.createFromReserve().close();
      store.append(List.of(settled("00", number, 0)));
      store.note(List.of(deferred("00", number, 1, "later")));
    }
    disk.room(100_000);
    try (Journal store = Journal.open(disk, settings, bell, new SplittableRandom())) {
      assertEquals(2, attach(store, "00").told.getFirst().marks().size());
    }
  }

  @Test
  void unlessToldOtherwiseFiftyMegabytesOrTwoPercentOfTheDiskAreKeptFree() throws IOException {
    long mib = 1 << 20;
    assertKeepsFree(50 * mib, 1000 * mib, OptionalLong.empty());
    assertKeepsFree(50 * mib, 2500 * mib, OptionalLong.empty());
    assertKeepsFree(200 * mib, 10_000 * mib, OptionalLong.empty());
    assertKeepsFree(60 * mib, 10_000 * mib, OptionalLong.of(60 * mib));
    assertKeepsFree(0, 10_000 * mib, OptionalLong.of(0));
  }

  private static void assertKeepsFree(long bytes, long size, OptionalLong minFree)
      throws IOException {
    FaultyDisk disk = new FaultyDisk();
    disk.size(size);
    disk.room(bytes);
    Room enough = new Room(new Folder(disk, LAYOUT), minFree, () -> 0);
    enough.check();
    enough.checkReserve();
    disk.room(bytes - 1);
    Room little = new Room(new Folder(disk, LAYOUT), minFree, () -> 0);
    if (bytes > 0) {
      assertThrows(NoRoomException.class, little::check);
      little.checkReserve();
      disk.room(bytes / 2 - 1);
      Room less = new Room(new Folder(disk, LAYOUT), minFree, () -> 0);
      assertThrows(NoRoomException.class, less::checkReserve);
    }
  }

  @Test
  void aFullQueueTakesNoMailButIsWorkedOff() throws IOException {
    Settings three =
        new Settings(Testbed.FOLDER, 16 << 10, 2048, 1 << 20, 1 << 20, OptionalLong.of(0), 1000, 3);
    long number;
    try (Journal store = Journal.open(disk, three, bell, new SplittableRandom())) {
      number = mail(store, 10, "00", "01");
      mail(store, 10, "00");
      refused("the queue is full: 3 messages wait", store::create);
      store.createFromReserve().close();
    }
    try (Journal store = Journal.open(disk, three, bell, new SplittableRandom())) {
      refused("the queue is full: 3 messages wait", store::create);
      store.append(List.of(settled("01", number, 0)));
      store.append(List.of(removed("01", number)));
      mail(store, 10, "01");
      refused("the queue is full", store::create);
    }
  }

  @Test
  void aFullDiskRefusesMailKeepsWhatIsThereAndGoesOnWhenThereIsRoom() throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (Journal store = open(disk, bell)) {
      disk.room(20_000);
      refused(
          "the log cannot grow",
          () -> {
            while (true) {
              numbers.add(mail(store, 1900, "00"));
            }
          });
      store.note(List.of(removed("00", numbers.getFirst())));
      assertThrows(IOException.class, () -> mail(store, 100_000, "00"));
      disk.room(Long.MAX_VALUE);
      refusedWhileTheNextSegmentIsMade(store, numbers);
      assertEquals(numbers.subList(1, numbers.size()), attach(store, "00").numbers());
    }
    assertEquals(List.of(), bell.alerts);
    assertEquals(List.of(), disk.list(LAYOUT.bodies()));
  }

  @Test
  void notesThatWaitForRoomAreWrittenWhenTheStoreIsClosed() throws IOException {
    long number = fillAndNote(Long.MAX_VALUE);
    assertEquals(List.of(), bell.alerts);
    try (Journal store = open(disk)) {
      var first = attach(store, "00").told.getFirst();
      assertEquals(number, first.number());
      assertEquals(List.of(deferred("00", number, 0, LONG)), first.marks());
    }
  }

  @Test
  void notesThatFindNoRoomUntilTheEndAreToldToTheOperator() throws IOException {
    fillAndNote(0);
    assertEquals(List.of("no room for 1 notes: deliveries may be repeated"), bell.alerts);
    disk.room(Long.MAX_VALUE);
    try (Journal store = open(disk)) {
      assertEquals(List.of(), attach(store, "00").told.getFirst().marks());
    }
  }

  /** Notes something of the first mail of a full log, and closes it with so much more room. */
  private long fillAndNote(long roomAtTheEnd) throws IOException {
    try (Journal store = open(disk, bell)) {
      long first = mail(store, 10, "00");
      disk.room(0);
      refused(
          "the log cannot grow",
          () -> {
            while (true) {
              mail(store, 1900, "00");
            }
          });
      store.note(List.of(deferred("00", first, 0, LONG)));
      disk.room(roomAtTheEnd);
      return first;
    }
  }

  private static void refusedWhileTheNextSegmentIsMade(Journal store, List<Long> numbers) {
    int before = numbers.size();
    while (numbers.size() == before) {
      try {
        numbers.add(mail(store, 1900, "00"));
      } catch (IOException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("cannot grow"), e.getMessage());
      }
    }
  }
}
