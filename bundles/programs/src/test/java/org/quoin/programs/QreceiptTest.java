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

class QreceiptTest {
  private static final String ASKED = "Notice-Requested-Upon-Delivery-To: ";

  @TempDir Path folder;

  private Optional<TestPlace.Queued> run(String sender, String message) throws IOException {
    try (TestPlace place = new TestPlace(folder)) {
      place.set("SENDER", sender);
      assertEquals(0, place.run("qreceipt", List.of("joe@example.org"), message));
      return place.queued();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b, joe@example.org\n\n",
        "(hello) Joe <joe@example.org>\nX: y\n\n",
        "a@b,\n joe@example.org",
        "a@b\nnotice-requested-upon-delivery-to :joe@example.org\n"
      })
  void answersWhoAsks(String asks) throws IOException {
    TestPlace.Queued queued = run("sue@example.net", ASKED + asks).orElseThrow();
    assertEquals("", queued.sender());
    assertEquals(List.of("sue@example.net"), queued.recipients());
  }

  @Test
  void namesTheLastMessageId() throws IOException {
    String message = ASKED + "joe@example.org\nmessage-id: <1>\nMESSAGE-ID:\n <2>";
    String notice = run("sue@example.net", message).orElseThrow().message();
    assertTrue(notice.endsWith("for asking.\nYour MESSAGE-ID:\n <2>\n"), notice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#@[]"})
  void answersNoBounce(String sender) throws IOException {
    assertEquals(Optional.empty(), run(sender, ASKED + "joe@example.org\n\n"));
  }

  @Test
  void letsNoSenderWriteFieldsOfTheNotice() throws IOException {
    String notice = run("a\nX-Y: z@b", ASKED + "joe@example.org\n\n").orElseThrow().message();
    assertEquals(3, notice.lines().takeWhile(line -> !line.isEmpty()).count(), notice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\nbody", "\0\u00ff\u0080", "X: y"})
  void isSilentWithoutARequest(String message) throws IOException {
    assertEquals(Optional.empty(), run("sue@example.net", message));
  }

  @Test
  void refusesARequestThatCannotBeRead() throws IOException {
    try (TestPlace place = new TestPlace(folder)) {
      place.set("SENDER", "sue@example.net");
      assertEquals(100, place.run("qreceipt", List.of("joe@x"), ASKED + "(joe\n\n"));
      assertEquals(
          "qreceipt: fatal: unable to parse this: " + ASKED + "(joe\n", place.complained());
    }
  }

  @Test
  void wantsTheSender() throws IOException {
    try (TestPlace place = new TestPlace(folder)) {
      assertEquals(100, place.run("qreceipt", List.of("joe@x"), ""));
      assertEquals("qreceipt: usage: qreceipt deliveryaddress\n", place.complained());
    }
  }
}
