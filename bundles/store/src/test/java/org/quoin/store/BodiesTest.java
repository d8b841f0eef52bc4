package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.accepted;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.bytes;
import static org.quoin.store.Testbed.finish;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;
import static org.quoin.store.Testbed.read;
import static org.quoin.store.Testbed.removed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.quoin.store.Testbed.Bell;

class BodiesTest {
  private static final Path FILES = Testbed.FOLDER.resolve("bodies");

  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void aBodyUpToTheLimitLiesInTheLogAndALargerOneInAFile() throws IOException {
    try (Journal store = open(disk)) {
      mail(store, 2048, "00");
      assertEquals(List.of(), disk.list(FILES));
      long large = mail(store, 2049, "00");
      assertEquals(List.of(Long.toString(large)), disk.list(FILES));
      assertEquals(1, store.statistics().bodyFiles());
    }
  }

  @Test
  void aBodyFileIsTheBareMessage() throws IOException {
    try (Journal store = open(disk)) {
      long large = mail(store, 9999, "00");
      assertArrayEquals(bytes(large, 9999), disk.content(FILES.resolve(Long.toString(large))));
    }
  }

  @Test
  void writingByteByByteGivesTheSameBody() throws IOException {
    try (Journal store = open(disk);
        BodyWriter writer = store.create()) {
      byte[] bytes = bytes(1, 5000);
      for (byte b : bytes) {
        writer.stream().write(b);
      }
      assertArrayEquals(bytes, read(writer.finish()));
    }
  }

  @Test
  void aBodyIsReadInPiecesOfAnySize() throws IOException {
    try (Journal store = open(disk)) {
      Random random = new Random(5);
      for (int size : new int[] {0, 1, 2000, 200_000}) {
        long number = mail(store, size, "00");
        StoredBody body = attachOne(store, number);
        byte[] whole = new byte[size];
        try (InputStream in = body.open()) {
          int at = 0;
          while (at < size) {
            int count = in.read(whole, at, Math.min(size - at, 1 + random.nextInt(70_000)));
            assertTrue(count > 0);
            at += count;
          }
          assertEquals(-1, in.read());
        }
        assertArrayEquals(bytes(number, size), whole);
      }
    }
  }

  private static StoredBody attachOne(Journal store, long number) throws IOException {
    List<StoredBody> found = new ArrayList<>();
    store
        .attach(
            "00",
            (message, marks, suspect) -> {
              if (message.message() == number) {
                found.add(message.content().body());
              }
            })
        .close();
    return found.getFirst();
  }

  @Test
  void withoutHeapBodiesGoStraightToFiles() throws IOException {
    Settings poor =
        new Settings(
            Testbed.FOLDER, 64 << 10, 16 << 10, 40_000, 1 << 20, OptionalLong.of(0), 1000, 200_000);
    try (Journal store = Journal.open(disk, poor, new Bell(), new SplittableRandom())) {
      List<BodyWriter> writers = new ArrayList<>();
      List<StoredBody> bodies = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        BodyWriter writer = store.create();
        writers.add(writer);
        bodies.add(finish(writer, 10_000));
      }
      assertEquals(2, disk.list(FILES).size());
      store.append(bodies.stream().map(body -> accepted("00", body, 1)).toList());
      writers.forEach(BodyWriter::close);
      for (StoredBody body : bodies) {
        assertArrayEquals(bytes(body.id(), 10_000), read(body));
      }
      try (BodyWriter writer = store.create()) {
        finish(writer, 10_000);
        assertEquals(2, disk.list(FILES).size(), "the heap is free again");
      }
    }
  }

  @Test
  void aBodyFileGoesWithTheLastMailThatRefersToIt() throws IOException {
    try (Journal store = open(disk)) {
      try (BodyWriter writer = store.create()) {
        StoredBody body = finish(writer, 7000);
        store.append(List.of(accepted("00", body, 1)));
        store.append(List.of(accepted("01", body, 1), removed("00", body.id())));
        assertArrayEquals(bytes(body.id(), 7000), read(body));
        store.append(List.of(removed("01", body.id())));
      }
    }
    assertEquals(List.of(), disk.list(FILES));
  }

  @Test
  void aBodySharedByTwoAppendsOutlivesTheCleaningOfEither() throws IOException {
    try (Journal store = open(disk)) {
      StoredBody body;
      try (BodyWriter writer = store.create()) {
        body = finish(writer, 1500);
        store.append(List.of(accepted("00", body, 1)));
        churn(store, 10);
        store.append(List.of(accepted("01", body, 1)));
        store.append(List.of(removed("00", body.id())));
      }
      churn(store, 100);
      assertArrayEquals(bytes(body.id(), 1500), read(body));
    }
    try (Journal store = open(disk)) {
      assertArrayEquals(
          bytes(1, 1500), read(attach(store, "01").told.getFirst().message().content().body()));
    }
  }

  private static void churn(Journal store, int mails) throws IOException {
    for (int i = 0; i < mails; i++) {
      store.append(List.of(removed("99", mail(store, 1900, "99"))));
    }
  }

  @Test
  void readersAreNotDisturbedWhenTheirBodyMoves() throws IOException {
    try (Journal store = open(disk)) {
      List<StoredBody> bodies = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        bodies.add(attachOne(store, mail(store, 2000, "00")));
      }
      for (int i = 0; i < 200; i++) {
        churn(store, 1);
        for (StoredBody body : bodies) {
          assertArrayEquals(bytes(body.id(), 2000), read(body));
        }
      }
    }
  }

  /** The heap of this test's process is smaller than what a copy would need; on a real disk. */
  @Test
  void aHugeBodyTakesNoHeap(@TempDir Path folder) throws IOException {
    long size = Long.getLong("quoin.huge", 40L << 20);
    byte[] chunk = bytes(3, 1 << 20);
    Settings settings = Settings.defaults(folder.resolve("queue"));
    try (Journal store =
        Journal.open(new LocalDisk(), settings, new Bell(), new SplittableRandom())) {
      long before = usedHeap();
      try (BodyWriter writer = store.create()) {
        for (long written = 0; written < size; written += chunk.length) {
          writer.stream().write(chunk);
        }
        store.append(List.of(accepted("00", writer.finish(), 1)));
      }
      long seen = 0;
      try (InputStream in = attach(store, "00").told.getFirst().message().content().body().open()) {
        for (byte[] part = in.readNBytes(chunk.length);
            part.length > 0;
            part = in.readNBytes(chunk.length)) {
          assertArrayEquals(chunk, part);
          seen += part.length;
        }
      }
      assertEquals(size, seen);
      assertTrue(usedHeap() - before < size / 4, "heap grew by " + (usedHeap() - before));
      store.append(List.of(removed("00", 1)));
    }
    try (Stream<Path> files = Files.list(folder.resolve("queue/bodies"))) {
      assertEquals(List.of(), files.toList());
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
