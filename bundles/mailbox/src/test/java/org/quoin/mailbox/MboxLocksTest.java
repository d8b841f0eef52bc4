package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Outcome;

@Timeout(120)
class MboxLocksTest {
  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final List<Duration> rests = new ArrayList<>();
  private final MboxLocks locks = new MboxLocks(true, clock, this::rest);
  private Path mailbox;
  private Path lockFile;

  @BeforeEach
  void make() throws IOException {
    mailbox = Files.createFile(folder.resolve("Mailbox"));
    lockFile = folder.resolve("Mailbox.lock");
  }

  private void rest(Duration time) {
    rests.add(time);
    clock.pass(time);
  }

  @Test
  void theLockFileIsThereAsLongAsTheMboxIsOurs() throws IOException {
    try (LockedMbox mbox = locks.lock(mailbox)) {
      assertEquals(mailbox.toRealPath(), mbox.path());
      assertTrue(Files.exists(lockFile));
    }
    assertFalse(Files.exists(lockFile));
    assertEquals(List.of(), rests);
  }

  @Test
  void noLockFileIsMadeIfNoneIsWanted() throws IOException {
    Files.createFile(lockFile);
    new MboxLocks(false, clock, this::rest).lock(mailbox).close();
    assertTrue(Files.exists(lockFile), "somebody else's stays");
  }

  @Test
  void halfAMinuteBehindALockFileIsEnough() throws IOException {
    Files.createFile(lockFile);
    Instant before = clock.instant();
    Files.setLastModifiedTime(lockFile, FileTime.from(before));
    Outcome outcome =
        new Mbox(locks, true, clock, EntryWriter::plain)
            .store(mailbox, new DeliveryKey("k", false), MemoryBody.content("x"));
    assertEquals(
        new Outcome.Later(
            Cause.LOCAL_TROUBLE, "File has been locked for 30 seconds straight. (#4.3.0)"),
        outcome);
    assertEquals(Duration.ofSeconds(30), Duration.between(before, clock.instant()));
    assertTrue(Files.exists(lockFile), "it is not ours");
    assertEquals("", Files.readString(mailbox));
  }

  @Test
  void anotherProcessWithTheSystemsLockIsWaitedFor() throws IOException {
    try (Holder holder = new Holder(mailbox)) {
      assertThrows(MboxBusy.class, () -> locks.lock(mailbox), holder::toString);
      assertFalse(Files.exists(lockFile));
    }
    locks.lock(mailbox).close();
  }

  @Test
  void whatOthersLetGoOfIsTaken() throws IOException {
    Files.createFile(lockFile);
    Files.setLastModifiedTime(lockFile, FileTime.from(clock.instant()));
    MboxLocks patient =
        new MboxLocks(
            true,
            clock,
            time -> {
              rest(time);
              if (rests.size() == 3) {
                lockFile.toFile().delete();
              }
            });
    patient.lock(mailbox).close();
    assertEquals(3, rests.size());
  }

  @Test
  void otherProcessesSeeOurLock() throws Exception {
    try (LockedMbox mbox = locks.lock(mailbox)) {
      assertEquals("locked\n", asked(), mbox::toString);
    }
  }

  /** A component with other settings takes the place of the one that is appending. */
  @Test
  void whoComesAfterAChangeOfSettingsWaitsForAnAppendFromBefore() throws Exception {
    Turns turns = new Turns();
    MboxLocks before = new MboxLocks(turns, true, clock, this::rest);
    MboxLocks after = new MboxLocks(turns, false, clock, this::rest);
    FutureTask<Boolean> next = new FutureTask<>(() -> isFreeFor(after));
    Thread thread = Thread.ofPlatform().unstarted(next);
    try (LockedMbox mbox = before.lock(mailbox)) {
      thread.start();
      awaitWaiting(thread);
      assertEquals("locked\n", asked(), mbox::toString);
    }
    assertTrue(next.get(30, TimeUnit.SECONDS));
    assertEquals(List.of(), rests, "it was let in at once");
  }

  /** Until it waits with a limit of its own; one that ends instead has not waited. */
  private static void awaitWaiting(Thread thread) {
    long start = System.nanoTime();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertNotEquals(Thread.State.TERMINATED, thread.getState(), "it did not wait");
      boolean inTime = System.nanoTime() - start < Duration.ofSeconds(30).toNanos();
      assertTrue(inTime, () -> "it is " + thread.getState());
      Thread.onSpinWait();
    }
  }

  private boolean isFreeFor(MboxLocks others) throws IOException {
    try (LockedMbox mbox = others.lock(mailbox)) {
      return mbox.wasEmpty();
    }
  }

  private String asked() throws Exception {
    Process other = Holder.start(Asker.class, mailbox.toString());
    String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertTrue(other.waitFor(30, TimeUnit.SECONDS));
    return said;
  }

  /** A process that says whether a file is locked. */
  static final class Asker {
    private Asker() {}

    public static void main(String[] args) throws IOException {
      try (MboxFile file = MboxFile.open(Path.of(args[0]))) {
        System.out.print(file.tryLock() ? "free\n" : "locked\n");
      }
    }
  }

  @Test
  void aLockFileLeftByACrashIsRemoved() throws IOException {
    Files.createFile(lockFile);
    FileTime old = FileTime.from(clock.instant().minus(Duration.ofMinutes(6)));
    Files.setLastModifiedTime(lockFile, old);
    Files.setLastModifiedTime(mailbox, FileTime.from(clock.instant()));
    assertThrows(MboxBusy.class, () -> locks.lock(mailbox), "somebody still writes");
    Files.setLastModifiedTime(mailbox, old);
    locks.lock(mailbox).close();
    assertFalse(Files.exists(lockFile));
  }

  /** As maildir2mbox and readers do: mail must not go into the file that has lost its name. */
  @Test
  void anMboxThatIsReplacedWhileWeWaitIsOpenedAnew() throws IOException {
    Path next = folder.resolve("next");
    try (Holder holder = new Holder(mailbox)) {
      MboxLocks replaced =
          new MboxLocks(
              true,
              clock,
              time -> {
                rest(time);
                try {
                  Files.move(mailbox, folder.resolve("old"));
                  Files.writeString(next, "new\n\n");
                  Files.move(next, mailbox);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      try (LockedMbox mbox = replaced.lock(mailbox)) {
        mbox.append(out -> out.write('x'));
      }
      assertEquals("new\n\nx", Files.readString(mailbox), holder::toString);
    }
  }

  @Test
  void anMboxThatIsReplacedBetweenOpeningAndLockingIsNotTaken() throws IOException {
    try (MboxFile file = MboxFile.open(mailbox)) {
      assertTrue(file.isCurrent());
      Files.move(mailbox, folder.resolve("old"));
      assertFalse(file.isCurrent(), "gone");
      Files.createFile(mailbox);
      assertFalse(file.isCurrent(), "another one");
    }
  }

  @Test
  void anInterruptEndsTheWait() throws IOException {
    Files.createFile(lockFile);
    Files.setLastModifiedTime(lockFile, FileTime.from(clock.instant()));
    MboxLocks interrupted =
        new MboxLocks(
            true,
            clock,
            time -> {
              throw new InterruptedException();
            });
    assertThrows(InterruptedIOException.class, () -> interrupted.lock(mailbox));
    assertTrue(Thread.interrupted(), "it is kept for others");
    Files.delete(lockFile);
    interrupted.lock(mailbox).close();
  }

  @Test
  void anInterruptDoesNotCloseAnMbox() throws IOException {
    Thread.currentThread().interrupt();
    try (MboxFile file = MboxFile.open(mailbox)) {
      assertTrue(file.tryLock());
      file.end().write('x');
      file.sync();
      file.truncate(0);
      assertEquals(0, file.length());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
