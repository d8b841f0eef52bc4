package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EliminateDupsTest {
  private static final int NEW = 0;
  private static final int DUPLICATE = 99;

  @TempDir Path folder;
  private TestPlace place;

  @BeforeEach
  void setUp() throws IOException {
    place = new TestPlace(folder);
    place.set("DTLINE", "Delivered-To: joe@example.org\n");
  }

  @AfterEach
  void tearDown() {
    place.close();
  }

  private static String mail(int number, String id) {
    return "Received: (quoin %d invoked by smtpd)\nMessage-ID: %s\n\nbody\n".formatted(number, id);
  }

  private int run(String message) throws IOException {
    return place.run("eliminate-dups", List.of(), message);
  }

  @Test
  void leavesOutTheSecondCopy() throws IOException {
    assertEquals(NEW, run(mail(1, "<a@x>")));
    assertEquals(NEW, run(mail(2, "<b@x>")));
    assertEquals(DUPLICATE, run(mail(3, "<a@x>")));
    assertEquals(DUPLICATE, run(mail(3, "<a@x>")));
  }

  @Test
  void takesADeliveryThatIsTriedAgainForNoDuplicateOfItself() throws IOException {
    assertEquals(NEW, run(mail(1, "<a@x>")));
    assertEquals(NEW, run(mail(1, "<a@x>")));
    assertEquals(DUPLICATE, run(mail(2, "<a@x>")));
    assertEquals(NEW, run(mail(1, "<a@x>")));
  }

  @Test
  void leavesOutTheSameMessageForASecondRecipient() throws IOException {
    assertEquals(NEW, run(mail(1, "<a@x>")));
    place.set("DTLINE", "Delivered-To: joe-list@example.org\n");
    assertEquals(DUPLICATE, run(mail(1, "<a@x>")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "body",
        "Message-ID:\n\n",
        "Subject: x\n\nMessage-ID: <a@x>\n",
        "\0",
        "Message-ID: <>\n\n",
        "Message-ID: (none)\n\n",
        "Message-ID: a@x\n\n"
      })
  void takesNothingWithoutMessageIdForADuplicate(String message) throws IOException {
    assertEquals(NEW, run(message));
    assertEquals(NEW, run("Received: again\n" + message));
    assertTrue(Files.notExists(place.folder().resolve(".eliminate-dups")));
  }

  @Test
  void readsAMessageIdOfAnyForm() throws IOException {
    assertEquals(NEW, run("Received: 1\nmessage-id:\n\t<a@x>\n\n"));
    assertEquals(DUPLICATE, run("Received: 2\nMESSAGE-ID : <a@x>  "));
    assertEquals(NEW, run("Received: 3\nMessage-ID: <A@x>"));
    assertEquals(NEW, run("Message-ID: \0\u00ff" + "x".repeat(100_000) + "\n\n"));
    assertEquals(NEW, run("X: " + "x".repeat(1 << 20) + "\nMessage-ID: <a@x>\n\n"));
  }

  @Test
  void beginsWithAnEmptyFile() throws IOException {
    Files.createFile(place.folder().resolve(".eliminate-dups"));
    assertEquals(NEW, run(mail(1, "<a@x>")));
    assertEquals(DUPLICATE, run(mail(2, "<a@x>")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\u00ff\n\n", "1 2 3\n", "999999999999999999999 a b\n"})
  void putsTheMailOffAndKeepsAFileThatIsNotItsOwn(String other) throws IOException {
    Path file = place.folder().resolve(".eliminate-dups");
    Files.writeString(file, other, StandardCharsets.ISO_8859_1);
    assertEquals(111, run(mail(1, "<a@x>")));
    assertEquals(other, Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  @Test
  void putsTheMailOffWhenItCannotRemember() throws IOException {
    Files.createDirectories(place.folder().resolve(".eliminate-dups.tmp/in-the-way"));
    assertEquals(111, run(mail(1, "<a@x>")));
    assertTrue(place.complained().startsWith("eliminate-dups: fatal: unable to write "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "/", "..", "./"})
  void wantsAFileAndNoFolder(String name) throws IOException {
    assertEquals(111, place.run("eliminate-dups", List.of(name), mail(1, "<a@x>")));
    assertTrue(place.complained().endsWith(" is a directory\n"));
  }

  @Test
  void usesTheFileThatIsNamed() throws IOException {
    assertEquals(NEW, place.run("eliminate-dups", List.of("s\u00e9en"), mail(1, "<a@x>")));
    assertEquals(NEW, run(mail(2, "<a@x>")));
    assertEquals(DUPLICATE, place.run("eliminate-dups", List.of("s\u00e9en"), mail(3, "<a@x>")));
    assertEquals(100, place.run("eliminate-dups", List.of("a", "b"), mail(4, "<a@x>")));
    assertTrue(place.complained().endsWith("usage: eliminate-dups [ file ]\n"));
  }

  @Test
  void letsOneOfManyAtATimeThrough() throws Exception {
    EliminateDups program = new EliminateDups();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Integer>> exits = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        int number = i;
        exits.add(threads.submit(() -> run(program, number, start)));
      }
      start.countDown();
      int through = 0;
      for (Future<Integer> exit : exits) {
        through += exit.get() == NEW ? 1 : 0;
      }
      assertEquals(1, through);
    }
  }

  private int run(EliminateDups program, int number, CountDownLatch start) throws Exception {
    List<String> shared = List.of(folder.resolve("shared").toString());
    try (TestPlace own = new TestPlace(folder.resolve("place" + number))) {
      start.await();
      return own.run("eliminate-dups", program, shared, mail(number, "<a@x>"));
    }
  }
}
