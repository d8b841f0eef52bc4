package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Content;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Outcome;

class MaildirQuotaTest {
  private static final Outcome DELIVERED = new Outcome.Delivered("");
  private static final Outcome OVER =
      new Outcome.Later(Cause.ANSWER, "User is over quota. (#4.2.2)");

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final AtomicLong attempts = new AtomicLong();
  private Path maildir;
  private Quotas quotas = Quotas.ofFiles(clock);

  @BeforeEach
  void make() throws IOException {
    maildir = NewMaildir.make(folder, "Maildir");
  }

  @Test
  void withoutAQuotaNothingIsNoted() throws IOException {
    assertEquals(DELIVERED, store("1", 5));
    assertEquals(List.of("1.h"), files("new"));
    assertFalse(Files.exists(maildir.resolve("maildirsize")));
  }

  @Test
  void whatIsStoredIsNotedAndItsNameHasItsSize() throws IOException {
    size("100S,9C\n60 3\n");
    assertEquals(DELIVERED, store("1", 5));
    assertEquals(List.of("1.h,S=5"), files("new"));
    assertEquals("100S,9C\n60 3\n5 1\n", size());
  }

  @Test
  void aMailLargerThanTheRoomThatIsLeftDoesNotFit() throws IOException {
    size("100S\n60 1\n");
    mail("new/a", 60);
    assertEquals(OVER, store("1", 41));
    assertEquals(List.of("a"), files("new"));
    assertEquals(List.of(), files("tmp"));
    assertEquals(DELIVERED, store("2", 40));
  }

  @Test
  void theNumberOfMailsIsLimitedToo() throws IOException {
    size("2C\n0 0\n");
    assertEquals(DELIVERED, store("1", 5));
    assertEquals(DELIVERED, store("2", 5));
    assertEquals(OVER, store("3", 5));
  }

  @Test
  void mailCanBeRefusedForGood() throws IOException {
    quotas = new Quotas(Quota.UNLIMITED, true, Optional.empty(), clock);
    size("1S\n0 0\n");
    assertEquals(new Outcome.Failed("User is over quota. (#5.2.2)"), store("1", 5));
  }

  @Test
  void beforeMailIsRefusedTheMaildirIsCountedButNotTooOften() throws IOException {
    size("100S\n60 1\n38 1\n");
    assertEquals(DELIVERED, store("1", 50), "the others have gone");
    assertEquals("100S\n0 0\n50 1\n", size());
    assertEquals(OVER, store("2", 60));
    assertEquals("100S\n50 1\n", size(), "counted");
    Files.delete(maildir.resolve("new/1.h,S=50"));
    assertEquals(OVER, store("2", 60), "counted a moment ago");
    clock.pass(Duration.ofMinutes(16));
    assertEquals(DELIVERED, store("2", 60));
    assertEquals("100S\n0 0\n60 1\n", size());
  }

  @Test
  void foldersCountAndTheTrashDoesNot() throws IOException {
    size("100S\nnonsense\n");
    mail("cur/a:2,S", 10);
    mail(".Work/cur/b,S=7:2,", 3);
    mail(".Trash/cur/c:2,", 1000);
    mail("tmp/d", 1000);
    mail("new/.e", 1000);
    assertEquals(DELIVERED, store("1", 1));
    assertEquals("100S\n17 2\n1 1\n", size(), "a size in a name is believed");
  }

  @Test
  void mailForAFolderCountsInItsMaildir() throws IOException {
    size("100S\n90 1\n");
    mail("new/a", 90);
    Path work = NewMaildir.make(maildir, ".Work");
    Files.createFile(work.resolve("maildirfolder"));
    Path trash = NewMaildir.make(maildir, ".Trash");
    Files.createFile(trash.resolve("maildirfolder"));
    assertEquals(OVER, maildir().store(work, key("1"), mail(20)));
    assertEquals(DELIVERED, maildir().store(work, key("1"), mail(10)));
    assertEquals("100S\n90 1\n10 1\n", size());
    assertEquals(DELIVERED, maildir().store(trash, key("1"), mail(1000)));
  }

  @Test
  void aStandardQuotaIsForMaildirsWithoutAFile() throws IOException {
    quotas = new Quotas(new Quota(100, 5), false, Optional.empty(), clock);
    mail("new/a", 60);
    assertEquals(OVER, store("1", 41));
    assertEquals("100S,5C\n60 1\n", size());
    size("1000S\n60 1\n");
    assertEquals(DELIVERED, store("1", 41));
    assertEquals("1000S\n60 1\n41 1\n", size());
  }

  @Test
  void aFileThatNamesNoQuotaIsNoReasonToRefuseMail() throws IOException {
    size("rubbish\0\n\n");
    assertEquals(DELIVERED, store("1", 5));
    assertEquals("rubbish\0\n\n", size(), "kept for who can mend it");
    quotas = new Quotas(new Quota(100, 5), false, Optional.empty(), clock);
    assertEquals(DELIVERED, store("2", 5));
    assertEquals("100S,5C\n5 1\n5 1\n", size());
  }

  @Test
  void aFolderInPlaceOfTheFileDoesNotStopMail() throws IOException {
    quotas = new Quotas(new Quota(100, 5), false, Optional.empty(), clock);
    Files.createDirectories(maildir.resolve("maildirsize/x"));
    assertEquals(DELIVERED, store("1", 5));
    assertEquals(OVER, store("2", 200));
    assertEquals(List.of(), files("tmp"));
  }

  @Test
  void aRepeatedDeliveryIsFoundUnderBothNames() throws IOException {
    assertEquals(DELIVERED, store("1", 5));
    size("1S\n0 0\n");
    assertEquals(DELIVERED, store("1", 5), "stored before there was a quota");
    Files.move(maildir.resolve("new/1.h"), maildir.resolve("cur/1.h,S=5:2,S"));
    assertEquals(DELIVERED, store("1", 5), "stored under it");
    assertEquals(List.of(), files("new"));
    assertEquals("1S\n0 0\n", size(), "not noted twice");
  }

  @Test
  void whoIsNearlyFullIsToldOnceADay() throws IOException {
    Path text = Files.writeString(folder.resolve("warning"), "Subject: full\n\nTidy up.\n");
    QuotaWarning warning = new QuotaWarning(text, 90);
    quotas = new Quotas(Quota.UNLIMITED, false, Optional.of(warning), clock);
    size("1000S\n880 1\n");
    store("1", 19);
    assertEquals(1, files("new").size(), "89 percent");
    store("2", 1);
    assertEquals(3, files("new").size(), "90 percent");
    String name = files("new").stream().filter(file -> file.startsWith("17")).findAny().get();
    String told = Files.readString(maildir.resolve("new").resolve(name));
    String id = name.replaceAll(",S=.*", "");
    assertEquals(
        "Date: 4 Mar 2026 05:06:07 -0000\nMessage-Id: <" + id + ">\n" + Files.readString(text),
        told);
    assertTrue(size().endsWith("1 1\n" + told.length() + " 1\n"), size());
    store("3", 1);
    clock.pass(Duration.ofHours(23));
    store("4", 1);
    assertEquals(5, files("new").size(), "the same day");
    clock.pass(Duration.ofHours(2));
    store("5", 1);
    assertEquals(7, files("new").size(), "a day later");
    assertEquals(List.of(), files("tmp"));
  }

  @Test
  void aWarningThatCannotBeReadDoesNotStopMail() throws IOException {
    QuotaWarning warning = new QuotaWarning(folder.resolve("missing"), 1);
    quotas = new Quotas(Quota.UNLIMITED, false, Optional.of(warning), clock);
    size("100S\n50 1\n");
    assertEquals(DELIVERED, store("1", 5));
    assertEquals(List.of("1.h,S=5"), files("new"));
  }

  private Outcome store(String key, int bytes) {
    return maildir().store(maildir, key(key), mail(bytes));
  }

  private Maildir maildir() {
    return new Maildir(
        "h", new SyncedFile(), () -> "attempt-" + attempts.incrementAndGet(), quotas);
  }

  private static DeliveryKey key(String text) {
    return new DeliveryKey(text, true);
  }

  private static Content mail(int bytes) {
    return MemoryBody.content("x".repeat(bytes));
  }

  private void mail(String name, int bytes) throws IOException {
    Path file = maildir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x".repeat(bytes));
  }

  /** Written just now, as far as the clock knows. */
  private void size(String text) throws IOException {
    Path file = Files.writeString(maildir.resolve("maildirsize"), text);
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  private String size() throws IOException {
    return Files.readString(maildir.resolve("maildirsize"));
  }

  private List<String> files(String part) throws IOException {
    try (Stream<Path> files = Files.list(maildir.resolve(part))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
