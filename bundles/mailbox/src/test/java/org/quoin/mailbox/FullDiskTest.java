package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;

/** A disk of one megabyte that is really full; only root can have one. */
@Timeout(60)
class FullDiskTest {
  private static final int BYTES = 300_000;

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount");
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
    Assumptions.assumeTrue(mounted, "cannot mount");
  }

  @AfterEach
  void unmount() throws Exception {
    if ("root".equals(System.getProperty("user.name"))) {
      run("umount", "-l", disk.toString());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  @Test
  void anMboxKeepsItsWholeMailsOnly() throws IOException {
    Path mailbox = disk.resolve("Mailbox");
    InstantSource clock = InstantSource.system();
    Mbox mbox =
        new Mbox(new MboxLocks(true, clock, Thread::sleep), true, clock, EntryWriter::plain);
    int stored =
        fill(mbox, mailbox, "Unable to write " + mailbox + ": out of disk space. (#4.3.0)");
    String[] entries = Files.readString(mailbox).split("(?m)^From .*\n", -1);
    assertEquals(stored + 1, entries.length);
    for (int i = 1; i < entries.length; i++) {
      assertEquals(BYTES + 2, entries[i].length(), "with two line ends");
    }
    assertEquals(List.of("Mailbox"), files(disk));
    Files.writeString(mailbox, "");
    assertEquals(new Outcome.Delivered(""), store(mbox, mailbox, 9));
  }

  @Test
  void aMaildirKeepsItsWholeMailsOnly() throws IOException {
    Path maildir = NewMaildir.make(disk, "Maildir");
    Maildir format = new Maildir(Quotas.ofFiles(InstantSource.system()));
    int stored = fill(format, maildir, "Temporary error on maildir delivery. (#4.3.0)");
    List<String> mails = files(maildir.resolve("new"));
    assertEquals(stored, mails.size());
    for (String mail : mails) {
      assertEquals(BYTES, Files.size(maildir.resolve("new").resolve(mail)));
    }
    assertEquals(List.of(), files(maildir.resolve("tmp")));
  }

  /** Stores mails until one does not fit; how many did. */
  private static int fill(MailboxFormat format, Path mailbox, String text) {
    for (int stored = 0; stored < 10; stored++) {
      Outcome outcome = store(format, mailbox, stored);
      if (outcome instanceof Outcome.Later) {
        assertEquals(new Outcome.Later(Cause.LOCAL_TROUBLE, text), outcome);
        assertTrue(stored > 1, "stored " + stored);
        return stored;
      }
    }
    throw new AssertionError("the disk is not full");
  }

  private static Outcome store(MailboxFormat format, Path mailbox, int number) {
    DeliveryKey key = new DeliveryKey("k." + number, false);
    return format.store(mailbox, key, MemoryBody.content("x".repeat(BYTES)));
  }

  private static List<String> files(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
