package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Content;

class MessageFileTest {
  @TempDir Path folder;

  @Test
  void itIsForThePlatformsUserOnlyAndGoesWithTheAttempt() throws Exception {
    Path path;
    try (MessageFile file = file("two\n", true)) {
      path = file.path();
      assertEquals(path, file.path());
      assertEquals("one\ntwo\n", Files.readString(path));
      assertEquals(0600, (Integer) Files.getAttribute(path, "unix:mode") & 07777);
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void itIsWrittenOnlyIfItIsNeeded() throws IOException {
    file("two\n", true).close();
    assertEquals(0, files());
  }

  @Test
  void aMessageThatCannotBeReadLeavesNothing() throws IOException {
    try (MessageFile file = file("", false)) {
      assertThrows(NotNow.class, file::path);
    }
    assertEquals(0, files());
  }

  private MessageFile file(String text, boolean readable) {
    return new MessageFile(new Content("one\n", new MemoryBody(text, readable)), folder);
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
