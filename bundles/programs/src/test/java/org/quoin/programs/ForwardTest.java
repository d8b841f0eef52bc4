package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardTest {
  @TempDir Path folder;

  @Test
  void sendsTheMessageOnWithOurLineOnTop() throws IOException {
    try (TestPlace place = new TestPlace(folder)) {
      place.set("NEWSENDER", "sue@example.net");
      place.set("DTLINE", "Delivered-To: joe@example.org\n");
      assertEquals(0, place.run("forward", List.of("a@x", "b@y"), "Subject: hi\n\nbody\n"));
      assertEquals(
          Optional.of(
              new TestPlace.Queued(
                  "sue@example.net",
                  List.of("a@x", "b@y"),
                  "Delivered-To: joe@example.org\nSubject: hi\n\nbody\n")),
          place.queued());
    }
  }

  @Test
  void saysWhyTheQueueRefuses() throws IOException {
    try (TestPlace place = new TestPlace(folder)) {
      place.set("NEWSENDER", "");
      place.set("DTLINE", "Delivered-To: joe@example.org\n");
      place.answer(53, "");
      assertEquals(111, place.run("forward", List.of("a@x"), "Subject: hi\n\nbody\n"));
      assertEquals("forward: fatal: qq write error or disk full (#4.3.0)\n", place.complained());
      assertEquals(Optional.empty(), place.queued());
    }
  }
}
