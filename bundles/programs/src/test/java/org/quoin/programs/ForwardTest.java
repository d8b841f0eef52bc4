package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"", "X: only a header", "\0\u00ff\r\n", "LARGE"})
  void passesOnEveryByte(String message) throws IOException {
    String text = message.equals("LARGE") ? "0123456789abcde\n".repeat(650_000) : message;
    try (TestPlace place = new TestPlace(folder)) {
      place.set("NEWSENDER", "gr\u00fc\u00df@x");
      place.set("DTLINE", "D\n");
      assertEquals(0, place.run("forward", List.of("j\u00f6@x"), text));
      assertEquals(
          Optional.of(new TestPlace.Queued("gr\u00fc\u00df@x", List.of("j\u00f6@x"), "D\n" + text)),
          place.queued());
    }
  }

  @Test
  void doesNotHangOnAQueueThatDoesNotRead() throws IOException {
    try (TestPlace place = new TestPlace(folder)) {
      place.set("NEWSENDER", "");
      place.set("DTLINE", "D\n");
      place.set("QMAILQUEUE", "false");
      assertEquals(111, place.run("forward", List.of("a@x"), "0123456\n".repeat(1_300_000)));
      place.set("QMAILQUEUE", "/no/such/queue");
      assertEquals(111, place.run("forward", List.of("a@x"), "body"));
      String said = place.complained();
      assertTrue(said.endsWith("forward: fatal: unable to exec qq (#4.3.0)\n"), said);
    }
  }

  @Test
  void wantsItsVariables() throws IOException {
    try (TestPlace place = new TestPlace(folder)) {
      assertEquals(100, place.run("forward", List.of("a@x"), ""));
      place.set("NEWSENDER", "");
      assertEquals(100, place.run("forward", List.of("a@x"), ""));
      assertEquals(
          "forward: fatal: NEWSENDER not set\nforward: fatal: DTLINE not set\n",
          place.complained());
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
