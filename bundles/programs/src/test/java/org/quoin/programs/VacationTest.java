package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VacationTest {
  private static final String MAIL =
      "To: Joe <joe@example.org>\nSubject: hello\nMessage-ID: <m1@example.net>\n\nbody\n";

  @TempDir Path folder;
  private TestPlace place;
  private Instant now = Instant.parse("2026-03-04T05:06:07Z");
  private final Vacation vacation = new Vacation(() -> now);

  @BeforeEach
  void setUp() throws IOException {
    place = new TestPlace(folder);
    place.set("SENDER", "sue@example.net");
    place.set("RECIPIENT", "joe@example.org");
    write(".vacation.msg", "Subject: away ($SUBJECT)\n\nI got \"$SUBJECT\".\n");
  }

  @AfterEach
  void tearDown() {
    place.close();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(place.folder().resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  private int run(String line, String message) throws IOException {
    List<String> words = Arrays.stream(line.split(" ")).filter(word -> !word.isEmpty()).toList();
    return place.run("vacation", vacation, words, message);
  }

  /** What this mail is answered; the queue is empty afterwards. */
  private Optional<TestPlace.Queued> answer(String line, String message) throws IOException {
    assertEquals(0, run(line, message));
    Optional<TestPlace.Queued> queued = place.queued();
    Files.deleteIfExists(folder.resolve("envelope"));
    return queued;
  }

  private boolean isAnswered(String line, String message) throws IOException {
    return answer(line, message).isPresent();
  }

  @Test
  void answersTheSenderAsNobody() throws IOException {
    TestPlace.Queued queued = answer("joe", MAIL).orElseThrow();
    assertEquals("", queued.sender());
    assertEquals(List.of("sue@example.net"), queued.recipients());
    assertEquals(
        """
        From: <joe@example.org>
        To: <sue@example.net>
        Subject: away (hello)
        Date: 4 Mar 2026 05:06:07 -0000
        Message-ID: <ID@example.org>
        In-Reply-To: <m1@example.net>
        References: <m1@example.net>
        Auto-Submitted: auto-replied
        Precedence: bulk

        I got "hello".
        """,
        queued.message().replaceAll("<\\d+\\.[0-9a-f]{16}\\.vacation@", "<ID@"));
  }

  @Test
  void answersOncePerInterval() throws IOException {
    assertTrue(isAnswered("joe", MAIL));
    now = now.plus(Duration.ofDays(7)).minusSeconds(1);
    place.set("SENDER", "SUE@example.NET");
    assertFalse(isAnswered("joe", MAIL));
    assertTrue(isAnswered("-t 6 joe", MAIL));
    now = now.plus(Duration.ofDays(7));
    assertTrue(isAnswered("joe", MAIL));
    place.set("SENDER", "ann@example.net");
    assertTrue(isAnswered("joe", MAIL));
  }

  @Test
  void remembersInAnotherProcess() throws IOException {
    assertTrue(isAnswered("joe", MAIL));
    assertEquals(
        0, place.run("vacation", new Vacation(() -> now.plusSeconds(1)), List.of("joe"), MAIL));
    assertEquals(Optional.empty(), place.queued());
  }

  @Test
  void answersOnlyWhatNamesTheUser() throws IOException {
    String list = "To: list@example.org\nCc: ann@example.org, Bob <bob@example.org>\n\n";
    assertFalse(isAnswered("joe", list));
    assertFalse(isAnswered("joe", "Subject: joe\n\nTo: joe@example.org\n"));
    assertFalse(isAnswered("joe", "To: (joe\n\n"));
    assertTrue(isAnswered("-a bob joe", list));
    place.set("SENDER", "tom@example.net");
    assertFalse(isAnswered("-a bob@example.com joe", list));
    assertTrue(isAnswered("-a x -a BOB@Example.Org joe", list));
    place.set("SENDER", "kim@example.net");
    assertTrue(isAnswered("-j joe", list));
  }

  @Test
  void doesNotMindANulInAnAddress() throws IOException {
    assertFalse(isAnswered("joe", "To: a\0b@example.org\nCc: \0\n\n"));
    assertEquals("", place.complained());
  }

  @Test
  void doesNotAnswerHimself() throws IOException {
    place.set("SENDER", "JOE@example.org");
    assertFalse(isAnswered("joe", MAIL));
    place.set("SENDER", "joe@example.net");
    assertTrue(isAnswered("joe", MAIL));
  }

  @Test
  void deliversWithoutAText() throws IOException {
    Files.delete(place.folder().resolve(".vacation.msg"));
    assertFalse(isAnswered("joe", MAIL));
    assertEquals(
        "vacation: no answer: unable to read .vacation.msg: file does not exist\n",
        place.complained());
    assertTrue(Files.notExists(place.folder().resolve(".vacation.seen")));
  }

  @Test
  void deliversThoughTheQueueRefusesAndAnswersTheNextTime() throws IOException {
    place.answer(53, "");
    assertFalse(isAnswered("joe", MAIL));
    assertEquals("vacation: no answer: qq write error or disk full (#4.3.0)\n", place.complained());
    Files.delete(folder.resolve("refuses"));
    place.answer(0, "");
    assertTrue(isAnswered("joe", MAIL));
  }

  @Test
  void answersTheNextTimeAfterTheQueueCouldNotBeCalled() throws IOException {
    place.set("QMAILQUEUE", "x".repeat(1 << 18)); // no process takes such an argument
    assertFalse(isAnswered("joe", MAIL));
    assertTrue(place.complained().startsWith("vacation: no answer: Cannot run program"));
    place.set("QMAILQUEUE", folder.resolve("qmail-queue").toString());
    assertTrue(isAnswered("joe", MAIL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\u00ff garbage\n", "99999999999999999999 x y\n", "1 2\n"})
  void deliversAndKeepsAFileThatIsNotItsOwn(String other) throws IOException {
    write(".vacation.seen", other);
    assertFalse(isAnswered("joe", MAIL));
    assertTrue(place.complained().endsWith(".vacation.seen has no notes: it is another file\n"));
  }

  @Test
  void believesNoTimeToCome() throws IOException {
    String key = Fingerprint.of("sue@example.net");
    write(".vacation.seen", "999999999999 " + key + " " + key + "\n");
    assertTrue(isAnswered("joe", MAIL));
  }

  @Test
  void deliversThoughNothingCanBeRemembered() throws IOException {
    Files.createDirectories(place.folder().resolve(".vacation.seen").resolve("in-the-way"));
    assertFalse(isAnswered("joe", MAIL));
    assertTrue(place.complained().startsWith("vacation: no answer: unable to write "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "body only", "Subject: header only\nTo: joe@x", "\0\u00ff\u0080\n"})
  void takesAnyMessage(String message) throws IOException {
    assertTrue(isAnswered("-j joe", message));
  }

  @Test
  void answersNoHugeHeader() throws IOException {
    assertFalse(isAnswered("-j joe", "To: joe\nX: " + "x".repeat(1 << 20) + "\n\nbody"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "joe ann", "-t joe", "-t x joe", "-t 99999999 joe", "-x joe", "-a"})
  void deliversAndTellsItsUsage(String line) throws IOException {
    assertFalse(isAnswered(line, MAIL));
    assertEquals(
        "vacation: usage: vacation [ -j ] [ -a alias ] [ -t days ] user\n", place.complained());
  }

  @Test
  void wantsTheSender() throws IOException {
    try (TestPlace bare = new TestPlace(folder.resolve("bare"))) {
      assertEquals(100, bare.run("vacation", List.of("joe"), MAIL));
      assertEquals("vacation: fatal: SENDER not set\n", bare.complained());
    }
  }
}
