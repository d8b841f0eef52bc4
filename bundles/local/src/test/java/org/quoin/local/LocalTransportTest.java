package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.StoredBody;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.PutOffException;
import org.quoin.api.program.LocalProgram;
import org.quoin.api.user.Account;

class LocalTransportTest {
  private static final Outcome NOBODY =
      new Outcome.Failed("Sorry, no mailbox here by that name. (#5.1.1)\n");

  @TempDir Path home;
  private final Desk desk = new Desk();
  private final FakeMailbox maildir = new FakeMailbox();

  @BeforeEach
  void joeHasAHome() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    desk.directories.add(Desk.named("assign", Desk.knowing("joe", account("", ""))));
    desk.formats.add(Desk.named("maildir", maildir));
  }

  @Test
  void mailGoesToTheMaildirWithItsTraceLines() {
    assertEquals(new Outcome.Delivered("did 1+0+0\n"), deliver("joe"));
    assertEquals(
        List.of(
            new FakeMailbox.Stored(
                home.resolve("Maildir"),
                new DeliveryKey("1000000000.store.00.7.0", false),
                "Return-Path: <sue@example.net>\nDelivered-To: joe@example.org\nSubject: x\n\n")),
        maildir.stored);
  }

  @Test
  void troubleWithAMailboxNamesItAsItsLineDoes() {
    for (String name :
        List.of("./Mailbox", "./a/../M\u00c3\u00a4il", "././x", home + "/y", "/no/z")) {
      desk.formats.clear();
      desk.formats.add(
          Desk.named(
              "mbox",
              (MailboxFormat)
                  (path, key, content) ->
                      new Outcome.Later(
                          Cause.LOCAL_TROUBLE, "Unable to open " + bytes(path) + ": x")));
      desk.instructions.lines(name);
      assertEquals(
          new Outcome.Later(Cause.LOCAL_TROUBLE, "Unable to open " + name + ": x\n"),
          deliver("joe"));
    }
  }

  private static String bytes(Path path) {
    byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void anUnknownNameFailsForGood() {
    assertEquals(NOBODY, deliver("jane"));
  }

  @Test
  void anEmptyLocalPartIsTrash() {
    assertEquals(new Outcome.Delivered(""), deliver(""));
    assertEquals(List.of(), maildir.stored);
  }

  @Test
  void aDirectoryThatIsAbsentMeansLater() {
    desk.settings = Desk.settings("assign", "passwd");
    assertEquals(new Outcome.Delivered("did 1+0+0\n"), deliver("joe"));
    assertMissing("User directory passwd is not installed. (#4.3.0)\n", deliver("jane"));
  }

  @Test
  void aDirectoryInTroubleMeansLaterThoughTheNextOneKnows() {
    desk.directories.clear();
    desk.settings = Desk.settings("a", "b");
    desk.directories.add(
        Desk.named(
            "a",
            Desk.asking(
                name -> {
                  throw new IOException("broken");
                })));
    desk.directories.add(Desk.named("b", Desk.knowing("joe", account("", ""))));
    assertEquals(
        new Outcome.Later(
            Cause.LOCAL_TROUBLE, "Trouble reading user directory a: broken. (#4.3.0)\n"),
        deliver("joe"));
    desk.directories.set(
        0,
        Desk.named(
            "a",
            Desk.asking(
                name -> {
                  throw new IllegalStateException("bug");
                })));
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Trouble reading user directory a. (#4.3.0)\n"),
        deliver("joe"));
  }

  @Test
  void ofTwoPluginsWithOneNameTheHigherRankingIsAsked() {
    FakeMailbox better = new FakeMailbox();
    desk.formats.add(Desk.named("maildir", better));
    deliver("joe");
    assertEquals(0, maildir.stored.size());
    assertEquals(1, better.stored.size());
  }

  @Test
  void aPluginWithoutANameIsNeverAsked() {
    desk.formats.clear();
    desk.formats.add(Map.entry(Map.of(), maildir));
    assertMissing("Mailbox format maildir is not installed. (#4.3.0)\n", deliver("joe"));
  }

  @Test
  void uidZeroIsNeverDeliveredTo() {
    desk.directories.set(
        0, Desk.named("assign", Desk.knowing("joe", new Account("joe", 0, 1, home, "", ""))));
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Not allowed to perform deliveries as root.\n"),
        deliver("joe"));
  }

  @Test
  void withoutTheDotqmailBundleMailWaits() {
    desk.interpreters.clear();
    assertMissing("The dotqmail bundle is not installed. (#4.3.0)\n", deliver("joe"));
    assertEquals(List.of(), maildir.stored);
  }

  @Test
  void whatIsNoMailboxFailsForGood() {
    desk.directories.set(0, Desk.named("assign", Desk.knowing("joe-a", account("-", "a"))));
    assertEquals(NOBODY, deliver("joe-a"));
  }

  @Test
  void instructionsThatMustNotBeFollowedAreLaterInTheirOwnWords() {
    desk.instructions.answer =
        account -> {
          throw new PutOffException("Uh-oh: .qmail file is writable. (#4.7.0)");
        };
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Uh-oh: .qmail file is writable. (#4.7.0)\n"),
        deliver("joe"));
  }

  @Test
  void instructionsInTroubleMeanLater() {
    desk.instructions.answer =
        account -> {
          throw new IOException("disk gone");
        };
    assertEquals(
        new Outcome.Later(
            Cause.LOCAL_TROUBLE, "Trouble reading delivery instructions: disk gone. (#4.3.0)\n"),
        deliver("joe"));
    desk.instructions.answer =
        account -> {
          throw new NoClassDefFoundError("the bundle has just been stopped");
        };
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Trouble reading delivery instructions. (#4.3.0)\n"),
        deliver("joe"));
  }

  @Test
  void anOwnerMayThrowMailAwayAndTheDefaultMayNot() {
    desk.instructions.lines("# nobody wants it");
    assertEquals(new Outcome.Delivered("did 0+0+0\n"), deliver("joe"));
  }

  @Test
  void theNameOfAMailboxEndsAtANul() {
    desk.control = FakeControl.with("./a\0b/");
    assertEquals(new Outcome.Delivered("did 1+0+0\n"), deliver("joe"));
    assertEquals(home.resolve("a"), maildir.stored.getFirst().mailbox());
  }

  @Test
  void theControlFileGoesBeforeTheSetting() {
    desk.control = FakeControl.with("# both", "./a/b/", home + "/c/");
    assertEquals(new Outcome.Delivered("did 2+0+0\n"), deliver("joe"));
    assertEquals(
        List.of(home.resolve("a/b"), home.resolve("c")),
        maildir.stored.stream().map(FakeMailbox.Stored::mailbox).toList());
    assertEquals(
        List.of("1000000000.store.00.7.0", "1000000000.store.00.7.0-1"),
        maildir.stored.stream().map(stored -> stored.key().text()).toList());
  }

  @Test
  void everyMailboxLearnsWhetherThereMayBeACopyAlready() {
    desk.control = FakeControl.with("./a/", "./b/");
    for (boolean again : new boolean[] {false, true}) {
      maildir.stored.clear();
      desk.deliver("", "joe@example.org", new MemoryBody("Subject: x\n\n"), again);
      assertEquals(
          List.of(again, again),
          maildir.stored.stream().map(stored -> stored.key().again()).toList());
    }
  }

  @Test
  void nothingIsStoredWhileAProgramOrForwardBehindItMustWait() {
    desk.settings = Desk.settings(0, "assign");
    desk.instructions.lines("./Maildir/", "|true");
    String full = "All 0 programs that may run at a time do. (#4.3.0)\n";
    assertEquals(new Outcome.Later(Cause.LOCAL_TROUBLE, full), deliver("joe"));
    desk.intakeIsThere = false;
    desk.instructions.lines("./Maildir/", "&ann@example.net");
    assertMissing("Unable to forward message: unable to exec qq (#4.3.0).\n", deliver("joe"));
    assertEquals(List.of(), maildir.stored);
  }

  /** However long its programs take, an account's mailboxes and all others go on. */
  @Test
  void mailboxesDoNotWaitForThePlacesOfPrograms() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    LocalProgram hang =
        (delivery, arguments) -> {
          inside.countDown();
          end.await();
          return LocalProgram.DONE;
        };
    desk.callables.add(Desk.named("hang", hang));
    desk.settings = Desk.settings(1, "assign");
    LocalTransport transport = desk.transport();
    desk.instructions.lines("|hang");
    FutureTask<Outcome> running = new FutureTask<>(() -> desk.deliver(transport));
    Thread.ofPlatform().daemon().start(running);
    try {
      assertTrue(inside.await(30, TimeUnit.SECONDS));
      String full = "All 1 programs that may run at a time do. (#4.3.0)\n";
      desk.instructions.lines("|true");
      assertEquals(new Outcome.Later(Cause.LOCAL_TROUBLE, full), desk.deliver(transport));
      desk.instructions.lines("./Maildir/");
      for (int i = 1; i <= 3; i++) {
        assertEquals(new Outcome.Delivered("did 1+0+0\n"), desk.deliver(transport));
        assertEquals(i, maildir.stored.size());
      }
      assertFalse(running.isDone());
    } finally {
      end.countDown();
    }
    assertEquals(new Outcome.Delivered("did 0+0+1\n"), running.get(30, TimeUnit.SECONDS));
  }

  @Test
  void aControlFileWithoutInstructionsDoesNotThrowMailAway() {
    desk.control = FakeControl.with();
    deliver("joe");
    assertEquals(home.resolve("Maildir"), maildir.stored.get(0).mailbox());
  }

  @Test
  void instructionsThatAreAllCommentsMeanLater() {
    desk.control = FakeControl.with("# nothing yet", "");
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "No instruction says where to deliver. (#4.3.0)\n"),
        deliver("joe"));
  }

  @Test
  void controlFilesThatCannotBeReadMeanLater() {
    desk.control = new FakeControl(Optional.empty(), false);
    assertEquals(
        new Outcome.Later(
            Cause.LOCAL_TROUBLE, "Unable to read control/defaultdelivery. (#4.3.0)\n"),
        deliver("joe"));
    desk.control = null;
    assertMissing("The control files are not available. (#4.3.0)\n", deliver("joe"));
  }

  @Test
  void theDefaultDeliveryMayBeOfAnySort() {
    desk.control = FakeControl.with("./Maildir/", "|printf '%s ' \"$USER\"", "x@example.org");
    assertEquals(new Outcome.Delivered("joe did 1+1+1\nqp 4711\n"), deliver("joe"));
    assertEquals(1, maildir.stored.size());
    assertEquals(1, desk.intake.got.size());
  }

  @Test
  void anMboxWaitsForItsFormat() {
    desk.control = FakeControl.with("./Mailbox");
    assertMissing("Mailbox format mbox is not installed. (#4.3.0)\n", deliver("joe"));
    FakeMailbox mbox = new FakeMailbox();
    desk.formats.add(Desk.named("mbox", mbox));
    assertEquals(new Outcome.Delivered("did 1+0+0\n"), deliver("joe"));
    assertEquals(home.resolve("Mailbox"), mbox.stored.get(0).mailbox());
  }

  @Test
  void whatTheMailboxSaysIsTheOutcome() {
    maildir.answer = new Outcome.Later(Cause.ANSWER, "not now");
    assertEquals(new Outcome.Later(Cause.ANSWER, "not now\n"), deliver("joe"));
    maildir.answer = new Outcome.Failed("never\n");
    assertEquals(new Outcome.Failed("never\n"), deliver("joe"));
  }

  @Test
  void aFormatThatFailsMeansLater() {
    MailboxFormat broken =
        (mailbox, key, content) -> {
          throw new NoClassDefFoundError("the bundle has just been stopped");
        };
    desk.formats.set(0, Desk.named("maildir", broken));
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Temporary error on maildir delivery. (#4.3.0)\n"),
        deliver("joe"));
  }

  @Test
  void aMessageThatCannotBeReadMeansLater() {
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Unable to read message. (#4.3.0)\n"),
        desk.deliver("", "joe@example.org", new MemoryBody("", false)));
  }

  @Test
  void aSmallMessageIsReadOnce() {
    AtomicInteger opened = new AtomicInteger();
    desk.deliver("", "joe@example.org", counted("Subject: x\n\n", 12, opened));
    assertEquals(1, opened.get());
    assertEquals(1, maildir.stored.size());
  }

  @Test
  void aMessageThatIsNotAsLongAsItSaysIsNotDelivered() {
    for (int size : new int[] {11, 13}) {
      assertEquals(
          new Outcome.Later(Cause.LOCAL_TROUBLE, "Unable to read message. (#4.3.0)\n"),
          desk.deliver(
              "", "joe@example.org", counted("Subject: x\n\n", size, new AtomicInteger())));
    }
    assertEquals(List.of(), maildir.stored);
  }

  private static StoredBody counted(String text, long size, AtomicInteger opened) {
    MemoryBody body = new MemoryBody(text);
    return new StoredBody() {
      @Override
      public long id() {
        return body.id();
      }

      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        opened.incrementAndGet();
        return body.open();
      }
    };
  }

  @Test
  void aLargeMessageIsNotHeldInMemory() {
    String large = "Subject: x\n\n" + "0123456789".repeat(10_000);
    MemoryBody body = new MemoryBody(large);
    StoredBody[] seen = new StoredBody[1];
    MailboxFormat looking =
        (mailbox, key, content) -> {
          seen[0] = content.body();
          return new Outcome.Delivered("");
        };
    desk.formats.set(0, Desk.named("maildir", looking));
    desk.deliver("", "joe@example.org", body);
    assertSame(body, seen[0]);
  }

  private Account account(String dash, String ext) {
    return new Account("joe", 1000, 1000, home, dash, ext);
  }

  private Outcome deliver(String local) {
    return desk.deliver("sue@example.net", local + "@example.org", "Subject: x\n\n");
  }

  private static void assertMissing(String text, Outcome outcome) {
    assertEquals(new Outcome.Later(Cause.MISSING_PLUGIN, text), outcome);
  }
}
