package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardInputTest {
  @Test
  void isNotReadByAProgramThatDoesNotAskForIt(@TempDir Path folder) throws IOException {
    try (TestPlace place = new TestPlace(folder);
        Standalone delivery = new Standalone(StandardInput.of(terminal()), place)) {
      Files.writeString(place.folder().resolve("aliases"), "joe: sue@example.net\n");
      assertEquals(0, Standalone.run("newaliases", new Newaliases(), delivery, List.of("aliases")));
    }
  }

  @Test
  void isReadManyTimes() throws IOException {
    try (StandardInput input = StandardInput.of(text("two lines\n"))) {
      assertEquals(10, input.size());
      for (int i = 0; i < 2; i++) {
        try (InputStream in = input.open()) {
          assertEquals("two lines\n", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
      }
    }
  }

  @Test
  void isNeverGivenInPart() throws IOException {
    InputStream broken = new SequenceInputStream(text("a part"), terminal());
    try (StandardInput input = StandardInput.of(broken)) {
      assertEquals(0, input.size());
      assertThrows(IOException.class, input::open);
    }
  }

  /** Reading it would wait, as at a terminal; here it fails. */
  private static InputStream terminal() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();
    return closed;
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
