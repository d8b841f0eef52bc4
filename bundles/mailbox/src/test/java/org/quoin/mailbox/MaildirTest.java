package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Content;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Outcome;

class MaildirTest {
  private static final Outcome TEMPORARY =
      new Outcome.Later(Cause.LOCAL_TROUBLE, "Temporary error on maildir delivery. (#4.3.0)");
  private static final String KEY = "1000000000.store.00.7.0";
  private static final String NAME = KEY + ".h";

  @TempDir Path folder;
  private Path mailbox;
  private final AtomicLong attempts = new AtomicLong();

  @BeforeEach
  void make() throws IOException {
    mailbox = folder.resolve("Maildir");
    for (String part : List.of("tmp", "new", "cur")) {
      Files.createDirectories(mailbox.resolve(part));
    }
  }

  @Test
  void aMessageIsInNewWithItsBytesAndPrivate() throws IOException {
    delivered(KEY, "Subject: x\n\nhello\0\u00ff");
    assertEquals(List.of(NAME), files("new"));
    assertArrayEquals(
        "Subject: x\n\nhello\0\u00ff".getBytes(StandardCharsets.ISO_8859_1),
        Files.readAllBytes(mailbox.resolve("new").resolve(NAME)));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(mailbox.resolve("new").resolve(NAME))));
    assertEquals(List.of(), files("tmp"));
  }

  @Test
  void messagesOfEverySizeArriveWhole() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int size : new int[] {0, 1, 4095, 131_071, 131_072, 131_073, 1_000_003}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      Content content = new Content("Top: 1\n", MemoryBody.content(bytes).body());
      assertInstanceOf(
          Outcome.Delivered.class, maildir().store(mailbox, again("k" + size), content));
      byte[] stored = Files.readAllBytes(mailbox.resolve("new").resolve("k" + size + ".h"));
      assertArrayEquals(content.open().readAllBytes(), stored);
    }
  }

  @Test
  void theSameKeyIsStoredOnce() throws IOException {
    delivered(KEY, "first");
    delivered(KEY, "again");
    assertEquals(List.of(NAME), files("new"));
    assertEquals("first", Files.readString(mailbox.resolve("new").resolve(NAME)));
  }

  @Test
  void aMessageThatAReaderHasMovedIsNotStoredAgain() throws IOException {
    for (String flags : List.of("", ":2,", ":2,S", ":2,RS")) {
      String key = "k" + flags.length();
      Files.writeString(mailbox.resolve("cur").resolve(key + ".h" + flags), "read");
      delivered(key, "again");
    }
    assertEquals(List.of(), files("new"));
  }

  @Test
  void aLeftoverOfABrokenAttemptIsReplaced() throws IOException {
    Files.writeString(mailbox.resolve("tmp").resolve(NAME + ":older-1"), "torn");
    Files.writeString(mailbox.resolve("tmp").resolve("someone.else.h:older-1"), "other");
    delivered(KEY, "whole");
    assertEquals("whole", Files.readString(mailbox.resolve("new").resolve(NAME)));
    assertEquals(List.of("someone.else.h:older-1"), files("tmp"));
  }

  @Test
  void anAttemptThatBrokeOffBehindTheLinkIsNotRepeated() throws IOException {
    Path leftover = mailbox.resolve("tmp").resolve(NAME + ":older-1");
    Files.writeString(leftover, "first");
    Files.createLink(mailbox.resolve("cur").resolve(NAME + ":2,FS"), leftover);
    delivered(KEY, "again");
    assertEquals(List.of(), files("new"));
    assertEquals(List.of(), files("tmp"));
  }

  @Test
  void aKeyThatIsThePrefixOfAnotherDoesNotTouchIt() throws IOException {
    Path other = mailbox.resolve("tmp").resolve(NAME + ".h:older-1");
    Files.writeString(other, "first");
    Files.createLink(mailbox.resolve("new").resolve(NAME + ".h"), other);
    delivered(KEY, "mine");
    assertEquals("mine", Files.readString(mailbox.resolve("new").resolve(NAME)));
    assertTrue(Files.exists(other));
  }

  @Test
  void aFullDiskMeansLaterAndLeavesNothing() throws IOException {
    MessageWriter full =
        (file, content) -> {
          Files.writeString(file, "half");
          throw new IOException("No space left on device");
        };
    assertEquals(TEMPORARY, maildir(full).store(mailbox, again(KEY), MemoryBody.content("x")));
    assertEquals(List.of(), files("tmp"));
    assertEquals(List.of(), files("new"));
    delivered(KEY, "x");
    assertEquals(List.of(NAME), files("new"));
  }

  @Test
  void aTwinThatRemovesOurFileMakesUsTryAgain() throws IOException {
    MessageWriter robbed =
        (file, content) -> {
          new SyncedFile().write(file, content);
          new MaildirFolder(mailbox).removeLeftovers(new MaildirName(NAME));
        };
    assertEquals(TEMPORARY, maildir(robbed).store(mailbox, again(KEY), MemoryBody.content("x")));
    assertEquals(List.of(), files("new"));
  }

  @Test
  void aTwinThatIsFasterDeliversForBoth() throws IOException {
    MessageWriter overtaken =
        (file, content) -> {
          new SyncedFile().write(file, content);
          Files.writeString(mailbox.resolve("new").resolve(NAME), "twin");
        };
    assertEquals(
        new Outcome.Delivered(""),
        maildir(overtaken).store(mailbox, again(KEY), MemoryBody.content("x")));
    assertEquals("twin", Files.readString(mailbox.resolve("new").resolve(NAME)));
    assertEquals(List.of(), files("tmp"));
  }

  @Test
  void anInterruptDoesNotBreakASyncForWhichOthersWait() throws IOException {
    Thread.currentThread().interrupt();
    try {
      MaildirFolder.syncEntries(mailbox.resolve("new"));
    } finally {
      assertTrue(Thread.interrupted(), "it is kept for later");
    }
  }

  @Test
  void aMessageThatCannotBeReadIsNotDelivered() throws IOException {
    byte[] bytes = "short".getBytes(StandardCharsets.US_ASCII);
    for (MemoryBody body :
        List.of(
            new MemoryBody(bytes, 5, false),
            new MemoryBody(bytes, 6, true),
            new MemoryBody(bytes, 4, true))) {
      assertEquals(
          new Outcome.Later(Cause.LOCAL_TROUBLE, "Unable to read message. (#4.3.0)"),
          maildir().store(mailbox, again(KEY), new Content("", body)));
    }
    assertEquals(List.of(), files("tmp"));
    assertEquals(List.of(), files("new"));
  }

  @Test
  void aMaildirThatIsNotThereIsNotMade() {
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Unable to chdir to maildir. (#4.2.1)"),
        maildir().store(folder.resolve("Other"), again(KEY), MemoryBody.content("x")));
  }

  @Test
  void aMaildirWithoutItsFoldersMeansLater() throws IOException {
    for (String part : List.of("tmp", "new")) {
      Path broken = folder.resolve("without-" + part);
      for (String other : List.of("tmp", "new")) {
        if (!other.equals(part)) {
          Files.createDirectories(broken.resolve(other));
        }
      }
      assertEquals(TEMPORARY, maildir().store(broken, again(KEY), MemoryBody.content("x")), part);
    }
  }

  @Test
  void aMaildirBehindALinkIsFollowed() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, mailbox);
    maildir().store(link, again(KEY), MemoryBody.content("x"));
    assertEquals(List.of(NAME), files("new"));
  }

  @Test
  void manyThreadsAndTwoProcessesNeverShareAFile() throws Exception {
    List<Maildir> processes = List.of(newMaildir(), newMaildir());
    List<Callable<Outcome>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String key = "1.s." + i;
      Maildir process = processes.get(i % 2);
      tasks.add(() -> process.store(mailbox, again(key), MemoryBody.content(key)));
    }
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Outcome> each : pool.invokeAll(tasks)) {
        assertInstanceOf(Outcome.Delivered.class, each.get());
      }
    }
    assertEquals(200, files("new").size());
    for (String file : files("new")) {
      String text = Files.readString(mailbox.resolve("new").resolve(file));
      assertTrue(file.startsWith(text + "."), file);
    }
    assertEquals(List.of(), files("tmp"));
  }

  @Test
  void twinsOfOneKeyNeverPublishATornFile() throws Exception {
    byte[] bytes = "0123456789".repeat(40_000).getBytes(StandardCharsets.US_ASCII);
    Maildir maildir = newMaildir();
    Callable<Outcome> task = () -> maildir.store(mailbox, again(KEY), MemoryBody.content(bytes));
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      pool.invokeAll(Collections.nCopies(32, task));
    }
    maildir.store(mailbox, again(KEY), MemoryBody.content(bytes));
    assertEquals(1, files("new").size());
    assertArrayEquals(
        bytes, Files.readAllBytes(mailbox.resolve("new").resolve(files("new").get(0))));
    assertEquals(List.of(), files("tmp"));
  }

  @Test
  void aSurelyFirstAttemptLooksForNothingAndStillKeepsWhatIsThere() throws IOException {
    Files.writeString(mailbox.resolve("cur").resolve(NAME + ":2,S"), "other");
    DeliveryKey first = new DeliveryKey(KEY, false);
    Outcome delivered = new Outcome.Delivered("");
    assertEquals(delivered, maildir().store(mailbox, first, MemoryBody.content("x")));
    assertEquals(List.of(NAME), files("new"), "it has not looked in cur");
    assertEquals(delivered, maildir().store(mailbox, first, MemoryBody.content("y")));
    assertEquals("x", Files.readString(mailbox.resolve("new").resolve(NAME)));
    assertEquals(List.of(), files("tmp"));
  }

  private static DeliveryKey again(String key) {
    return new DeliveryKey(key, true);
  }

  private void delivered(String key, String text) {
    assertEquals(
        new Outcome.Delivered(""), maildir().store(mailbox, again(key), MemoryBody.content(text)));
  }

  /** As a process has it, with names for tmp that nobody else makes. */
  private static Maildir newMaildir() {
    return new Maildir(Quotas.ofFiles(InstantSource.system()));
  }

  private Maildir maildir() {
    return maildir(new SyncedFile());
  }

  private Maildir maildir(MessageWriter writer) {
    return new Maildir(
        "h",
        writer,
        () -> "now-" + attempts.incrementAndGet(),
        Quotas.ofFiles(InstantSource.system()));
  }

  private List<String> files(String part) throws IOException {
    try (Stream<Path> files = Files.list(mailbox.resolve(part))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
