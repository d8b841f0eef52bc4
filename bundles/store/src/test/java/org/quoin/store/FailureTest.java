package org.quoin.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.accepted;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.body;
import static org.quoin.store.Testbed.bytes;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;
import static org.quoin.store.Testbed.read;
import static org.quoin.store.Testbed.refused;
import static org.quoin.store.Testbed.removed;
import static org.quoin.store.Testbed.settled;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.quoin.store.Testbed.Bell;
import org.quoin.store.Testbed.Ear;

class FailureTest {
  private static final Layout LAYOUT = new Layout(Testbed.FOLDER);

  private final FaultyDisk disk = new FaultyDisk();
  private final Bell bell = new Bell();

  @Test
  void afterAFailedSyncEverythingIsRefusedAndNothingIsTriedAgain() throws IOException {
    long number;
    try (Journal store = open(disk, bell)) {
      number = mail(store, 100, "00");
      StoredBody kept = attach(store, "00").told.getFirst().message().content().body();
      BodyWriter begun = store.create();
      StoredBody body = Testbed.finish(begun, 5000);
      awaitSegment(2);
      disk.failLogSyncs();
      refused("must be opened again", () -> store.append(List.of(accepted("00", body, 1))));
      begun.close();
      int syncs = disk.logSyncs();
      assertThrows(IOException.class, store::create);
      assertThrows(IOException.class, () -> store.append(List.of(removed("00", number))));
      assertThrows(IOException.class, () -> store.note(List.of(settled("00", number, 0))));
      assertThrows(IOException.class, () -> attach(store, "01"));
      assertEquals(syncs, disk.logSyncs());
      assertArrayEquals(bytes(number, 100), read(kept));
    }
    assertEquals(1, bell.alerts.size());
    try (Journal store = open(disk.powerLoss(new Random(1)))) {
      assertEquals(number, attach(store, "00").numbers().getFirst());
    }
  }

  /**
   * The kernel forgets what it could not write, though it still shows it to readers. The sender was
   * told to come again, but what is there is whole.
   */
  @Test
  void whatAFailedSyncLeftInMemoryIsWrittenAgainBeforeItCounts() throws IOException {
    try (Journal store = open(disk)) {
      mail(store, 100, "00");
      disk.failLogSyncs();
      assertThrows(IOException.class, () -> mail(store, 9000, "00"));
    }
    FaultyDisk again = disk.processDeath();
    List<Long> numbers;
    try (Journal store = open(again, bell)) {
      numbers = attach(store, "00").numbers();
    }
    assertEquals(2, numbers.size());
    try (Journal store = open(again.powerLoss(new Random(1)), bell)) {
      Ear ear = attach(store, "00");
      assertEquals(numbers, ear.numbers());
      assertArrayEquals(
          bytes(numbers.get(1), 9000), read(ear.told.get(1).message().content().body()));
    }
    assertEquals(List.of(), bell.alerts);
  }

  @Test
  void anUnknownFormatVersionIsRefused() throws IOException {
    open(disk).close();
    Path segment = LAYOUT.segment(1);
    byte[] bytes = disk.content(segment);
    bytes[11] = 2;
    bytes[2048 + 11] = 2;
    disk.content(segment, bytes);
    refused("00000001.seg is of format version 2", () -> open(disk));
    assertArrayEquals(bytes, disk.content(segment), "nothing was touched");
  }

  @Test
  void anUnknownRecordTypeIsRefused() throws IOException {
    open(disk).close();
    byte[] bytes = disk.content(LAYOUT.segment(1));
    SegmentHeader header = SegmentHeader.decode(ByteBuffer.wrap(bytes)).orElseThrow();
    ByteBuffer record = ByteBuffer.allocate(9).putInt(0, 1).put(8, (byte) 99);
    FrameCodec codec = new FrameCodec(header);
    int at = SegmentHeader.BLOCK;
    ByteBuffer frame = codec.header(at, at, record.limit(), List.of(record));
    ByteBuffer.wrap(bytes).put(at, frame, 0, 16).put(at + 16, record, 0, record.limit());
    disk.content(LAYOUT.segment(1), bytes);
    refused("00000001.seg at 4112: record type 99", () -> open(disk));
    assertThrows(UnsupportedFormatException.class, () -> open(disk), "and the lock is free");
  }

  @Test
  void theSizeOfSegmentsMayChange() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (int kib : new int[] {16, 48, 16, 64}) {
      Settings settings =
          new Settings(
              Testbed.FOLDER, kib << 10, 2048, 1 << 20, 1 << 20, OptionalLong.of(0), 1000, 200_000);
      try (Journal store = Journal.open(disk, settings, bell, new SplittableRandom())) {
        numbers.add(mail(store, 2000, "00"));
        for (int i = 0; i < 100; i++) {
          store.append(List.of(removed("01", mail(store, 2000, "01"))));
        }
      }
    }
    try (Journal store = open(disk, bell)) {
      assertEquals(numbers, attach(store, "00").numbers());
    }
    assertEquals(List.of(), bell.alerts);
  }

  @Test
  void segmentsOfTwoStoresAreRefused() throws IOException {
    open(disk).close();
    FaultyDisk other = new FaultyDisk();
    open(other).close();
    open(other).close();
    try (Disk.LogFile file = disk.create(LAYOUT.segment(3))) {
      file.write(ByteBuffer.wrap(other.content(LAYOUT.segment(3))), 0);
    }
    refused("mixes several stores", () -> open(disk));
  }

  @Test
  void aMissingSegmentHoldsTheMailBeforeIt() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (Journal store = open(disk)) {
        mail(store, 10, "00");
      }
    }
    disk.remove(LAYOUT.segment(2));
    try (Journal store = open(disk, bell)) {
      Ear ear = attach(store, "00");
      assertEquals(List.of(true, false), ear.told.stream().map(Testbed.Told::suspect).toList());
    }
    assertTrue(bell.alerts.getFirst().contains("before segment 3 are missing"));
  }

  @Test
  void aLastSegmentShorterThanItsHeaderHoldsTheMailBeforeIt() throws IOException {
    for (int length : new int[] {0, 63, 64, 2048 + 64, SegmentHeader.BLOCK - 1}) {
      FaultyDisk cut = new FaultyDisk();
      Bell told = new Bell();
      try (Journal store = open(cut)) {
        mail(store, 10, "00");
      }
      byte[] header = Arrays.copyOf(cut.content(LAYOUT.segment(2)), length);
      cut.content(LAYOUT.segment(2), header);
      for (int i = 0; i < 2; i++) {
        try (Journal store = open(cut, told)) {
          assertTrue(attach(store, "00").told.getFirst().suspect());
        }
      }
      assertTrue(told.alerts.getFirst().startsWith("segment 2 is shorter than its header"));
    }
  }

  @Test
  void aMissingBodyFileHoldsItsMail() throws IOException {
    long number;
    try (Journal store = open(disk)) {
      number = mail(store, 9000, "00");
      mail(store, 9000, "00");
    }
    disk.remove(LAYOUT.body(number));
    try (Journal store = open(disk, bell)) {
      Ear ear = attach(store, "00");
      assertEquals(List.of(true, false), ear.told.stream().map(Testbed.Told::suspect).toList());
      assertThrows(IOException.class, () -> read(ear.told.getFirst().message().content().body()));
    }
    assertTrue(bell.alerts.getFirst().contains("file of body " + number));
  }

  @Test
  void aBodyFileThatNoMailNeedsIsRemovedUnlessTheLogIsDamaged() throws IOException {
    try (Journal store = open(disk)) {
      mail(store, 10, "00");
    }
    disk.createBody(LAYOUT.body(900)).close();
    disk.createBody(LAYOUT.bodies().resolve("README")).close();
    try (Journal store = open(disk)) {
      assertEquals(List.of("README"), disk.list(LAYOUT.bodies()));
      assertTrue(store.create().id() > 900);
    }
    open(disk).close();
    disk.createBody(LAYOUT.body(901)).close();
    disk.remove(LAYOUT.segment(2));
    open(disk, bell).close();
    assertEquals(List.of("901", "README"), disk.list(LAYOUT.bodies()));
    assertTrue(bell.warnings.getFirst().contains("belong to no known mail"));
  }

  @Test
  void aBodyFileThatNoMailNeedsStaysWhileADamagedSegmentIsSetAside() throws IOException {
    open(disk).close();
    disk.createBody(LAYOUT.body(900)).close();
    disk.create(LAYOUT.damaged(1)).close();
    open(disk, bell).close();
    assertEquals(List.of("900"), disk.list(LAYOUT.bodies()));
    assertTrue(bell.warnings.getFirst().contains("belong to no known mail"));
    disk.remove(LAYOUT.damaged(1));
    open(disk).close();
    assertEquals(List.of(), disk.list(LAYOUT.bodies()));
  }

  @Test
  void aBodyDamagedOnDiskIsNotTakenForGood() throws IOException {
    try (Journal store = open(disk)) {
      long small = mail(store, 100, "00");
      long large = mail(store, 90_000, "00");
      for (Path file : List.of(LAYOUT.segment(1), LAYOUT.body(large))) {
        byte[] content = disk.content(file);
        byte[] wanted = bytes(file.equals(LAYOUT.segment(1)) ? small : large, 100);
        int at = indexOf(content, wanted);
        content[at + 50] ^= 1;
        disk.content(file, content);
      }
      for (var told : attach(store, "00").told) {
        refused("checksum", () -> read(told.message().content().body()));
      }
    }
  }

  private static int indexOf(byte[] content, byte[] start) {
    int at = 0;
    int length = Math.min(50, start.length);
    while (!Arrays.equals(content, at, at + length, start, 0, length)) {
      at++;
    }
    return at;
  }

  @Test
  void whatCannotBeCopiedStopsCleaningAndNothingElse() throws IOException {
    try (Journal store = open(disk, bell)) {
      long number = mail(store, 1000, "00");
      byte[] content = disk.content(LAYOUT.segment(1));
      content[indexOf(content, bytes(number, 1000)) + 9] ^= 1;
      disk.content(LAYOUT.segment(1), content);
      for (int i = 0; i < 100; i++) {
        store.append(List.of(removed("01", mail(store, 1500, "01"))));
      }
      assertEquals(Map.of("00", 1L), store.counts());
      assertTrue(disk.list(LAYOUT.journal()).contains("00000001.seg"));
    }
    assertEquals(1, bell.alerts.size());
    assertTrue(bell.alerts.getFirst().contains("segment 1"), bell.alerts.toString());
  }

  @Test
  void aDamagedMessageKeepsNoOtherFromItsQueue() throws IOException {
    try (Journal store = open(disk, bell)) {
      long first = mail(store, 100, "00");
      long second = mail(store, 100, "00");
      byte[] content = disk.content(LAYOUT.segment(1));
      byte[] header = "Received: (qmail 1 invoked from network)".getBytes(US_ASCII);
      content[indexOf(content, header)] ^= 1;
      disk.content(LAYOUT.segment(1), content);
      Ear ear = attach(store, "00");
      assertEquals(List.of(second), ear.numbers());
      long third = mail(store, 100, "00");
      mail(store, 100, "01"); // the listener has heard of a mail before the next one is safe
      assertEquals(List.of(second, third), ear.numbers());
      assertEquals(Map.of("00", 3L, "01", 1L), store.counts());
      assertEquals(1, bell.alerts.size());
      assertTrue(bell.alerts.getFirst().contains("message " + first + " of queue 00 is damaged"));
    }
  }

  @Test
  void whatDoesNotFitInASegmentIsTheCallersFault() throws IOException {
    try (Journal store = open(disk)) {
      try (BodyWriter writer = store.create()) {
        StoredBody body = Testbed.finish(writer, 10);
        assertThrows(
            IllegalArgumentException.class,
            () -> store.append(List.of(accepted("00", body, 1000))));
        store.append(List.of(accepted("00", body, 300)));
        assertThrows(
            IllegalArgumentException.class, () -> store.append(List.of(accepted("00", body, 1))));
        assertThrows(
            IllegalArgumentException.class, () -> store.note(List.of(accepted("01", body, 1))));
      }
      try (Journal other = open(new FaultyDisk())) {
        StoredBody foreign = body(other, 10);
        assertThrows(
            IllegalArgumentException.class,
            () -> store.append(List.of(accepted("00", foreign, 1))));
      }
      assertEquals(Map.of("00", 1L), store.counts());
    }
  }

  @Test
  void afterClosingEverythingIsRefused() throws IOException {
    Journal store = open(disk);
    long number = mail(store, 100, "00");
    StoredBody body = attach(store, "00").told.getFirst().message().content().body();
    store.close();
    assertThrows(IOException.class, store::create);
    assertThrows(IOException.class, () -> store.note(List.of(removed("00", number))));
    assertThrows(IOException.class, () -> attach(store, "01"));
    assertThrows(IOException.class, () -> read(body));
  }

  /** The next segment is prepared on a thread of its own, with syncs of its own. */
  private void awaitSegment(int sequence) throws IOException {
    Path name = LAYOUT.segment(sequence).getFileName();
    while (!disk.list(LAYOUT.journal()).contains(String.valueOf(name))) {
      Thread.onSpinWait();
    }
  }
}
