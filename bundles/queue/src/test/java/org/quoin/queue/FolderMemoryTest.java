package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderMemoryTest {
  @TempDir Path base;

  private Path folder() {
    return base.resolve("queue/timeouts");
  }

  @Test
  void whatIsKeptIsRecalledByALaterLife() throws IOException {
    new FolderMemory(folder()).keep("01", List.of("a", "b"));
    new FolderMemory(folder()).keep("02", List.of("c"));
    assertEquals(List.of("a", "b"), new FolderMemory(folder()).recall("01"));
    new FolderMemory(folder()).keep("01", List.of("d"));
    assertEquals(List.of("d"), new FolderMemory(folder()).recall("01"));
  }

  @Test
  void nothingLeavesNothingBehind() throws IOException {
    FolderMemory memory = new FolderMemory(folder());
    memory.keep("01", List.of());
    assertFalse(Files.exists(folder()));
    memory.keep("01", List.of("a"));
    memory.keep("01", List.of());
    assertEquals(List.of(), memory.recall("01"));
    try (var files = Files.list(folder())) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void draftOfALifeThatWasKilledIsInNobodysWay() throws IOException {
    FolderMemory memory = new FolderMemory(folder());
    memory.keep("01", List.of("a"));
    Files.writeString(folder().resolve(".01.tmp"), "half a l");
    assertEquals(List.of("a"), memory.recall("01"));
    memory.keep("01", List.of("b"));
    assertEquals(List.of("b"), memory.recall("01"));
  }

  @Test
  void whatIsNoFileOrTooLargeIsNotRead() throws IOException {
    Files.createDirectories(folder().resolve("01"));
    FolderMemory memory = new FolderMemory(folder());
    assertThrows(IOException.class, () -> memory.recall("01"));
    try (RandomAccessFile huge = new RandomAccessFile(folder().resolve("02").toFile(), "rw")) {
      huge.setLength(FolderMemory.MAX_BYTES + 1L);
    }
    assertThrows(IOException.class, () -> memory.recall("02"));
    assertThrows(IOException.class, () -> memory.keep("01", List.of("a")));
  }
}
