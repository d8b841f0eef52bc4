package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Content;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Outcome;

/**
 * What an owner can put where a mailbox belongs. Nothing is waited for; an open of a FIFO that
 * hangs cannot be interrupted, so each test has a thread of its own to lose.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileOwnerTest {
  private static final Outcome DELIVERED = new Outcome.Delivered("");
  private static final Outcome TEMPORARY = later("Temporary error on maildir delivery. (#4.3.0)");
  private static final String NAME = "k.h";

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final AtomicLong attempts = new AtomicLong();
  private Quotas quotas = Quotas.ofFiles(clock);

  @Test
  void aFifoInPlaceOfAMaildirMeansLater() throws Exception {
    Path fifo = fifo(folder.resolve("Maildir"));
    Path link = Files.createSymbolicLink(folder.resolve("Link"), fifo);
    for (Path each : List.of(fifo, link)) {
      for (boolean again : new boolean[] {false, true}) {
        assertEquals(later("Unable to chdir to maildir. (#4.2.1)"), store(each, again));
      }
    }
  }

  @Test
  void soDoesOneInPlaceOfItsFolders() throws Exception {
    for (String part : List.of("tmp", "new")) {
      Path maildir = NewMaildir.make(folder, "with-" + part);
      Files.delete(maildir.resolve(part));
      fifo(maildir.resolve(part));
      assertEquals(TEMPORARY, store(maildir, false), part);
      assertEquals(TEMPORARY, store(maildir, true), part);
    }
  }

  /** The mail of an earlier attempt is in cur, where a reader or the owner has put it. */
  @Test
  void aFifoInPlaceOfNewIsNotOpenedForItsEntries() throws Exception {
    Path maildir = NewMaildir.make(folder, "Maildir");
    Files.writeString(maildir.resolve("cur").resolve(NAME + ":2,S"), "x");
    Files.delete(maildir.resolve("new"));
    fifo(maildir.resolve("new"));
    assertEquals(TEMPORARY, store(maildir, true));
  }

  @Test
  void linksThatLeadNowhereMeanLater() throws IOException {
    for (String part : List.of("tmp", "new")) {
      Path maildir = NewMaildir.make(folder, "with-" + part);
      Files.delete(maildir.resolve(part));
      Files.createSymbolicLink(maildir.resolve(part), Path.of(part));
      assertEquals(TEMPORARY, store(maildir, true), part);
    }
  }

  @Test
  void aFifoInAMaildirWithAQuotaCountsAsNothing() throws Exception {
    quotas = new Quotas(new Quota(1000, 5), false, Optional.empty(), clock);
    Path maildir = NewMaildir.make(folder, "Maildir");
    Files.delete(maildir.resolve("cur"));
    fifo(maildir.resolve("cur"));
    fifo(maildir.resolve(".Work"));
    fifo(maildir.resolve(MaildirSize.NAME));
    fifo(maildir.resolve("new/other"));
    assertEquals(DELIVERED, store(maildir, true));
    assertEquals("1000S,5C\n0 1\n6 1\n", Files.readString(maildir.resolve(MaildirSize.NAME)));
  }

  @Test
  void aReaderOfAMaildirDoesNotWaitEither() throws Exception {
    Path maildir = NewMaildir.make(folder, "Maildir");
    Files.delete(maildir.resolve("new"));
    fifo(maildir.resolve("new"));
    MaildirScan scan = new MaildirScan(maildir, clock.instant());
    assertThrows(IOException.class, scan::messages);
  }

  @Test
  void aFifoThatTakesThePlaceOfTheSizeIsNotWrittenTo() throws Exception {
    Path maildir = NewMaildir.make(folder, "Maildir");
    Path size = Files.writeString(maildir.resolve(MaildirSize.NAME), "1000S\n0 0\n");
    MessageWriter exchanging =
        (file, content) -> {
          new SyncedFile().write(file, content);
          Files.delete(size);
          fifo(size);
        };
    assertEquals(DELIVERED, maildir(exchanging).store(maildir, key(false), message()));
  }

  @Test
  void aFifoInPlaceOfTheMarkOfAWarningIsNotOpened() throws Exception {
    Path text = Files.writeString(folder.resolve("warning"), "Subject: full\n\n");
    QuotaWarning warning = new QuotaWarning(text, 1);
    quotas = new Quotas(new Quota(10, 5), false, Optional.of(warning), clock);
    Path maildir = NewMaildir.make(folder, "Maildir");
    fifo(maildir.resolve("quotawarn"));
    clock.pass(Duration.between(clock.instant(), Instant.now()).plusDays(2));
    assertEquals(DELIVERED, store(maildir, false));
  }

  @Test
  void aMaildirThatVanishesInTheMiddleMeansLater() throws IOException {
    Path maildir = NewMaildir.make(folder, "Maildir");
    MessageWriter vanishing =
        (file, content) -> {
          new SyncedFile().write(file, content);
          removeAll(maildir);
        };
    assertEquals(TEMPORARY, maildir(vanishing).store(maildir, key(false), message()));
    assertFalse(Files.exists(maildir), "it is not made anew");
    NewMaildir.make(folder, "Maildir");
    assertEquals(DELIVERED, store(maildir, true));
    assertTrue(Files.exists(maildir.resolve("new").resolve(NAME)));
  }

  @Test
  void anMboxThatVanishesInTheMiddleMeansLater() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path mailbox = home.resolve("Mailbox");
    EntryWriter vanishing =
        (out, first, content) -> {
          EntryWriter.plain(out, first, content);
          removeAll(home);
        };
    assertEquals(meanwhile(mailbox), mbox(vanishing).store(mailbox, key(false), message()));
    assertFalse(Files.exists(home), "it is not made anew");
    Files.createDirectory(home);
    assertEquals(DELIVERED, mbox(EntryWriter::plain).store(mailbox, key(true), message()));
  }

  /** As by a script that moves it away without a lock: the mail is in one of the two. */
  @Test
  void anMboxThatIsRenamedInTheMiddleKeepsNoPartOfTheMail() throws IOException {
    Path mailbox = Files.writeString(folder.resolve("Mailbox"), "From x\n\nold\n\n");
    Path moved = folder.resolve("moved");
    EntryWriter renaming =
        (out, first, content) -> {
          EntryWriter.plain(out, first, content);
          Files.move(mailbox, moved);
          Files.writeString(mailbox, "");
        };
    assertEquals(meanwhile(mailbox), mbox(renaming).store(mailbox, key(false), message()));
    assertEquals("From x\n\nold\n\n", Files.readString(moved));
    assertEquals(DELIVERED, mbox(EntryWriter::plain).store(mailbox, key(true), message()));
    assertTrue(Files.readString(mailbox).contains("\nhello\n"));
  }

  @Test
  void whatIsNoLockFileKeepsMailWaitingAndIsNotOpened() throws Exception {
    Path mailbox = folder.resolve("Mailbox");
    fifo(folder.resolve("Mailbox.lock"));
    clock.pass(Duration.between(clock.instant(), Instant.now()));
    assertEquals(
        later("File has been locked for 30 seconds straight. (#4.3.0)"),
        mbox(EntryWriter::plain).store(mailbox, key(false), message()));
    assertEquals("", Files.readString(mailbox));
  }

  private Outcome store(Path mailbox, boolean again) {
    return maildir(new SyncedFile()).store(mailbox, key(again), message());
  }

  private Maildir maildir(MessageWriter writer) {
    return new Maildir("h", writer, () -> "attempt-" + attempts.incrementAndGet(), quotas);
  }

  private Mbox mbox(EntryWriter writer) {
    return new Mbox(new MboxLocks(true, clock, clock::pass), true, clock, writer);
  }

  private static Content message() {
    return MemoryBody.content("hello\n");
  }

  private static DeliveryKey key(boolean again) {
    return new DeliveryKey("k", again);
  }

  private static Outcome later(String text) {
    return new Outcome.Later(Cause.LOCAL_TROUBLE, text);
  }

  private static Outcome meanwhile(Path mailbox) {
    return later("Unable to write " + mailbox + ": removed or replaced meanwhile. (#4.3.0)");
  }

  private static Path fifo(Path file) throws IOException {
    Process mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
    try {
      assertTrue(mkfifo.waitFor(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return file;
  }

  private static void removeAll(Path top) throws IOException {
    try (var files = Files.walk(top)) {
      files.sorted(Comparator.reverseOrder()).forEach(HostileOwnerTest::remove);
    }
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
