package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.refused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.store.Testbed.Bell;

class LocalDiskTest {
  private final LocalDisk disk = new LocalDisk();
  @TempDir private Path folder;

  private Journal open() throws IOException {
    return Journal.open(disk, Testbed.small(folder), new Bell(), new SplittableRandom());
  }

  @Test
  void aStoreOnARealDiskKeepsItsMailThroughManyTurns() throws IOException {
    for (int life = 0; life < 3; life++) {
      try (Journal store = open()) {
        for (int i = 0; i < 60; i++) {
          long number = Testbed.mail(store, i % 20 == 0 ? 5000 : 1500, "00");
          if (i > 0) {
            store.append(List.of(Testbed.removed("00", number)));
          }
        }
      }
    }
    try (Journal store = open()) {
      var ear = Testbed.attach(store, "00");
      assertEquals(3, ear.told.size());
      for (var told : ear.told) {
        var body = told.message().content().body();
        assertArrayEquals(Testbed.bytes(body.id(), 5000), Testbed.read(body));
      }
    }
  }

  @Test
  void theSizeOfTheFileSystemIsAtLeastTheRoomOnIt() throws IOException {
    assertTrue(disk.room(folder) > 0 && disk.size(folder) >= disk.room(folder));
    assertThrows(IOException.class, () -> disk.size(folder.resolve("absent")));
  }

  @Test
  void aSecondStoreOfThisProcessIsKeptOut() throws IOException {
    Journal first = open();
    refused("held by another store of this process", this::open);
    Testbed.mail(first, 10, "00");
    first.close();
    open().close();
  }

  @Test
  void anotherProcessIsKeptOutAndToldWho() throws Exception {
    disk.makeDirectory(folder);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.resolve("lock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var ready = other.inputReader()) {
      assertEquals("held", ready.readLine());
      refused("held by process " + other.pid(), this::open);
    } finally {
      other.destroyForcibly().waitFor();
    }
    open().close();
  }

  /** Holds the lock until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      FolderLock lock = FolderLock.take(Path.of(args[0]));
      System.out.println("held");
      while (System.in.read() >= 0) {}
      lock.close();
    }
  }

  @Test
  void filesBehaveAsDescribed() throws IOException {
    Path deep = folder.resolve("a/b");
    disk.makeDirectory(deep);
    disk.makeDirectory(deep);
    Path file = deep.resolve("x");
    try (Disk.LogFile log = disk.create(file)) {
      log.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 2);
      log.sync();
    }
    assertThrows(IOException.class, () -> disk.create(file));
    assertThrows(IOException.class, () -> disk.createBody(file));
    disk.rename(file, deep.resolve("y"));
    disk.syncDirectory(deep);
    try (Disk.ReadFile read = disk.read(deep.resolve("y"))) {
      assertEquals(5, read.size());
      assertArrayEquals(new byte[] {0, 1, 2}, read.exactly(1, 3));
      assertThrows(IOException.class, () -> read.exactly(3, 3));
    }
    assertEquals(List.of("y"), disk.list(deep));
    disk.delete(deep.resolve("y"));
    disk.delete(deep.resolve("y"));
    assertFalse(Files.exists(deep.resolve("y")));
    assertTrue(disk.room(deep) > 0);
  }

  @Test
  void aDirectoryIsSyncedThoughTheThreadIsInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    disk.syncDirectory(folder);
    assertTrue(Thread.interrupted());
  }
}
