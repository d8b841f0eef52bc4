package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Instructions.Owner;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.user.Account;

/** Forwards of a whole delivery, from the instructions to the door. */
class ForwardTest {
  @TempDir Path home;
  private final Desk desk = new Desk();

  @BeforeEach
  void joeForwards() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Account joe = new Account("joe", 1000, 1000, home, "", "");
    desk.directories.add(Desk.named("assign", Desk.knowing("joe", joe)));
    desk.instructions.lines("a@x", "b@x");
  }

  @Test
  void allForwardsAreOneNewMessage() {
    assertEquals(new Outcome.Delivered("did 0+2+0\nqp 4711\n"), deliver("sue@y"));
    assertEquals(
        List.of(
            new FakeIntake.Got(
                Session.Origin.DELIVERY,
                new Sender("sue@y"),
                List.of(new Address("a@x"), new Address("b@x")),
                "Delivered-To: joe@example.org\nSubject: x\n\nHello.\n")),
        desk.intake.got);
    assertEquals(1, desk.intake.closed);
  }

  @Test
  void theOwnerIsTheSender() {
    assertSender("sue@y", "sue@y", Owner.NONE);
    assertSender("joe-owner@example.org", "sue@y", Owner.OWNER);
    assertSender("joe-owner-@example.org-@[]", "sue@y", Owner.VERP);
    for (String sender : List.of("", "#@[]")) {
      assertSender(sender, sender, Owner.OWNER);
      assertSender(sender, sender, Owner.VERP);
    }
  }

  private void assertSender(String expected, String sender, Owner owner) {
    desk.instructions.lines(owner, "a@x", "|printf %s \"$NEWSENDER\"");
    assertEquals(new Outcome.Delivered(expected + "did 0+1+1\nqp 4711\n"), deliver(sender));
    assertEquals(new Sender(expected), desk.intake.got.getLast().sender());
  }

  @Test
  void aFailingProgramSuppressesThem() {
    desk.instructions.lines("a@x", "|exit 111");
    assertEquals(new Outcome.Later(Cause.ANSWER, ""), deliver("sue@y"));
    assertEquals(List.of(), desk.intake.got);
  }

  @Test
  void aFilterMaySwallowThem() {
    desk.intake.end = mail -> new Receipt.Discarded("spam");
    assertEquals(new Outcome.Delivered("did 0+2+0\n"), deliver("sue@y"));
    desk.intake.verdict = new Verdict.Discard("spam");
    assertEquals(new Outcome.Delivered("did 0+2+0\n"), deliver("sue@y"));
  }

  @Test
  void aRefusalForGoodIsAFailure() {
    desk.intake.end = mail -> new Receipt.Refused(Reply.permanent("no (#5.3.0)"));
    assertEquals(new Outcome.Failed("Unable to forward message: no (#5.3.0).\n"), deliver("sue@y"));
    desk.intake.verdict = new Verdict.Refuse(Reply.permanent("not to him (#5.1.3)"));
    assertEquals(
        new Outcome.Failed("Unable to forward message: not to him (#5.1.3).\n"), deliver("sue@y"));
  }

  @Test
  void oneWhoIsRefusedForGoodDoesNotKeepTheOthersBack() {
    desk.intake.liked.add(new Address("b@x"));
    desk.intake.verdict = new Verdict.Refuse(Reply.permanent("not to him (#5.1.3)"));
    assertEquals(
        new Outcome.Failed("qp 4711\nUnable to forward message to a@x: not to him (#5.1.3).\n"),
        deliver("sue@y"));
    assertEquals(List.of(new Address("b@x")), desk.intake.got.getLast().recipients());
    desk.intake.verdict = new Verdict.Refuse(Reply.temporary("room (#4.3.1)"));
    assertLater("room (#4.3.1)");
    assertEquals(1, desk.intake.got.size());
  }

  /** Those of a program share one answer: it would not know who has the mail. */
  @Test
  void oneWhoIsRefusedOutOfAProgramsRecipientsRefusesThemAll() throws Exception {
    desk.intake.liked.add(new Address("b@x"));
    desk.intake.verdict = new Verdict.Refuse(Reply.permanent("not to him (#5.1.3)"));
    Receipt receipt =
        new Forwarder(desk.intake)
            .hand(
                "x",
                Sender.NULL,
                List.of(new Address("b@x"), new Address("a@x")),
                new Content("", new MemoryBody("x")));
    assertEquals(new Receipt.Refused(Reply.permanent("not to him (#5.1.3)")), receipt);
    assertEquals(List.of(), desk.intake.got);
  }

  @Test
  void everythingElseIsLater() {
    desk.intake.end =
        mail -> {
          throw new BusyException(Reply.temporary("full (#4.3.1)"), "disk");
        };
    assertLater("full (#4.3.1)");
    desk.intake.end =
        mail -> {
          throw new IOException("disk");
        };
    assertLater("qq write error or disk full (#4.3.0)");
    desk.intake.end =
        mail -> {
          throw new IllegalStateException("bug");
        };
    assertLater("qq crashed (#4.3.0)");
    desk.intake.end =
        mail -> {
          throw new NoClassDefFoundError("org/quoin/intake/Chain");
        };
    assertLater("qq crashed (#4.3.0)");
    desk.intake.end = mail -> new Receipt.Refused(Reply.temporary("later (#4.7.1)"));
    assertLater("later (#4.7.1)");
    desk.intake.verdict = new Verdict.Refuse(Reply.temporary("room (#4.3.1)"));
    assertLater("room (#4.3.1)");
    assertEquals(6, desk.intake.closed);
    assertEquals(1, desk.intake.got.size());
  }

  @Test
  void withoutTheIntakeMailWaits() {
    Outcome outcome =
        new Forwarder(null)
            .forward(
                "x",
                Sender.NULL,
                List.of(new Address("a@x")),
                new Content("", new MemoryBody("x")));
    assertEquals(
        new Outcome.Later(
            Cause.MISSING_PLUGIN, "Unable to forward message: unable to exec qq (#4.3.0).\n"),
        outcome);
  }

  private void assertLater(String why) {
    assertEquals(
        new Outcome.Later(Cause.LOCAL_TROUBLE, "Unable to forward message: " + why + ".\n"),
        deliver("sue@y"));
  }

  private Outcome deliver(String sender) {
    return desk.deliver(sender, "joe@example.org", "Subject: x\n\nHello.\n");
  }
}
