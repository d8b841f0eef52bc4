package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Reply;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;

/** What happens around a bounce; its bytes are checked by the recorded cases. */
class BouncerTest {
  private final Rig rig = new Rig();

  @BeforeEach
  void everythingFails() throws IOException {
    rig.local(d -> new Outcome.Failed("no\n"));
    rig.open();
  }

  @Test
  void bounceComesThroughTheSameDoorAsAllMail() throws IOException {
    long message = rig.send("sue@far.test", "joe@here.test");
    FakeIntake.Got got = rig.intake.got().getFirst();
    assertEquals(Session.Origin.BOUNCE, got.session().origin());
    assertEquals("", got.sender().text());
    assertEquals(List.of(new Address("sue@far.test")), got.recipients());
    assertEquals(
        List.of(new MailEvent.Bounced("00", message, 4711)), rig.events(MailEvent.Bounced.class));
    assertFalse(rig.store.holds("00", message));
  }

  @Test
  void bounceWaitsForAnIntakeThatIsAway() throws IOException {
    rig.door = null;
    long message = rig.send("sue@far.test", "joe@here.test");
    assertTrue(rig.store.holds("00", message));
    assertTrue(rig.line().reason().contains(Snapshot.BOUNCING), rig.line().reason());
    rig.door = rig.intake;
    rig.queue().board().intakeArrived();
    rig.time.run();
    assertFalse(rig.store.holds("00", message));
  }

  @Test
  void bounceThatIsRefusedForGoodIsTriedLaterToo() throws IOException {
    rig.intake.answer(new Receipt.Refused(Reply.permanent("no (#5.7.1)")));
    long message = rig.send("sue@far.test", "joe@here.test");
    rig.time.passSeconds(3600);
    assertTrue(rig.store.holds("00", message));
    int warnings = rig.events(MailEvent.Warning.class).size();
    assertTrue(warnings > 5 && warnings < 20, "backs off, and not without end: " + warnings);
    rig.intake.answer(new Receipt.Queued(List.of("00"), 5));
    rig.time.passSeconds(600);
    assertFalse(rig.store.holds("00", message));
    assertEquals(1, rig.intake.got().size());
  }

  @Test
  void intakeThatIsTornByAnUpdateHoldsNoBounceForEver() throws IOException {
    rig.intake.torn(true);
    for (int i = 0; i < 10; i++) {
      rig.send("sue@far.test", "joe@here.test");
    }
    rig.time.passSeconds(60);
    rig.intake.torn(false);
    rig.time.passSeconds(600);
    assertEquals(10, rig.intake.got().size());
    assertEquals(0, rig.queue().size());
  }

  @Test
  void bounceGoesWithoutTheMessageIfThatStaysUnreadable() throws IOException {
    rig.store.loseBodies(true);
    rig.send("sue@far.test", "joe@here.test");
    rig.time.passSeconds(20);
    assertEquals(List.of(), rig.intake.got(), "it may be a passing trouble");
    rig.time.passSeconds(100);
    String text = rig.intake.got().getFirst().text();
    assertTrue(text.contains("<joe@here.test>:\nno\n"), text);
    assertTrue(text.endsWith("\nThe message itself could not be read.\n"), text);
    assertEquals(0, rig.queue().size());
  }

  @Test
  void bounceThatWasInTroubleStillHasTheMessageIfItCanBeRead() throws IOException {
    rig.store.loseBodies(true);
    rig.intake.busy(true);
    rig.send("sue@far.test", "joe@here.test");
    rig.time.passSeconds(100);
    rig.store.loseBodies(false);
    rig.intake.busy(false);
    rig.time.passSeconds(600);
    assertTrue(rig.intake.got().getFirst().text().endsWith(Rig.BODY));
  }

  @Test
  void bounceSurvivesARestart() throws IOException {
    rig.intake.busy(true);
    long message = rig.send("sue@far.test", "joe@here.test", "ann@here.test");
    rig.intake.busy(false);
    rig.reopen();
    assertFalse(rig.store.holds("00", message));
    assertTrue(rig.intake.got().getFirst().text().contains("<joe@here.test>:\nno\n"));
    assertEquals(2, rig.deliveries.size(), "nobody is tried again");
  }

  @Test
  void bounceThatAFilterSwallowsIsNotTriedAgain() throws IOException {
    rig.intake.answer(new Receipt.Discarded("backscatter"));
    long message = rig.send("sue@far.test", "joe@here.test");
    assertFalse(rig.store.holds("00", message));
    assertEquals(List.of(), rig.events(MailEvent.Bounced.class));
  }

  @Test
  void tripleBounceIsDroppedWithoutAnIntake() throws IOException {
    rig.door = null;
    long message = rig.send("#@[]", "joe@here.test");
    assertFalse(rig.store.holds("00", message));
    assertEquals(
        List.of(new MailEvent.TripleBounce("00", message, new Address("joe@here.test"))),
        rig.events(MailEvent.TripleBounce.class));
  }

  @Test
  void doubleBouncesAreDroppedIfTheirAddresseeHasAnAt() throws IOException {
    rig.controls.with("doublebounceto", "nobody@here.test\n");
    rig.send("", "joe@here.test");
    assertEquals(List.of(), rig.intake.got());
    assertEquals(0, rig.queue().size());
  }

  @Test
  void unreadableControlFileMeansLaterAndNeverADefault() throws IOException {
    rig.controls.unreadable("bouncehost");
    long message = rig.send("sue@far.test", "joe@here.test");
    assertTrue(rig.store.holds("00", message));
    rig.controls.with("bouncehost", "bounces.test\n");
    rig.time.passSeconds(60);
    assertTrue(rig.intake.got().getFirst().text().contains("MAILER-DAEMON@bounces.test"));
  }

  @Test
  void longMessageIsTruncatedIfAsked() throws IOException {
    rig.controls.with("bouncemaxbytes", "9\n");
    rig.send("sue@far.test", "joe@here.test");
    String text = rig.intake.got().getFirst().text();
    assertTrue(text.endsWith("\nSubject: \n\n--- Rest of message truncated.\n"), text);
  }

  @Test
  void limitIsTheInstancesOwnBeforeTheControlFiles() throws IOException {
    rig.controls.with("bouncemaxbyte", "9\n");
    assertEquals("Subject: ", copied(), "IndiMail's name");
    rig.controls.with("bouncemaxbytes", "8\n");
    assertEquals("Subject:", copied());
    rig.set("bounce.max.bytes", "7");
    assertEquals("Subject", copied());
    rig.controls.unreadable("bouncemaxbytes");
    assertEquals("Subject", copied(), "nobody asks the file");
  }

  /** What a bounce has of the message before it is cut. */
  private String copied() throws IOException {
    rig.send("sue@far.test", "joe@here.test");
    String text = rig.intake.got().getLast().text();
    String end = "\n\n--- Rest of message truncated.\n";
    assertTrue(text.endsWith(end), text);
    int start = text.indexOf("Return-Path: <sue@far.test>\n");
    return text.substring(start + 28, text.length() - end.length());
  }

  @Test
  void messageThatFitsAndLimitZeroCutNothing() throws IOException {
    rig.controls.with("bouncemaxbytes", Rig.BODY.length() + "\n");
    rig.send("sue@far.test", "joe@here.test");
    assertTrue(rig.intake.got().getLast().text().endsWith(Rig.BODY));
    rig.controls.with("bouncemaxbytes", "9\n");
    rig.set("bounce.max.bytes", "0");
    rig.send("sue@far.test", "joe@here.test");
    assertTrue(rig.intake.got().getLast().text().endsWith(Rig.BODY));
  }

  @Test
  void bounceWaitsForALimitThatCannotBeRead() throws IOException {
    for (String name : List.of("bouncemaxbyte", "bouncemaxbytes")) {
      rig.controls.unreadable(name);
      long message = rig.send("sue@far.test", "joe@here.test");
      assertTrue(rig.store.holds("00", message), name);
      assertTrue(rig.line().reason().contains(name), rig.line().reason());
      rig.controls.with(name, "0\n");
      rig.time.passSeconds(60);
      assertFalse(rig.store.holds("00", message), name);
    }
    assertEquals(2, rig.intake.got().size());
  }

  @Test
  void doubleBounceToAnEmptyNameGoesToTheHostAlone() throws IOException {
    rig.controls.with("doublebounceto", "\n");
    rig.send("", "joe@here.test");
    FakeIntake.Got got = rig.intake.got().getFirst();
    assertEquals(List.of(new Address("@here.test")), got.recipients());
    assertEquals("#@[]", got.sender().text());
  }

  @Test
  void everyControlFileOfABounceIsWaitedForIfItCannotBeRead() throws IOException {
    for (String name : List.of("bouncefrom", "doublebounceto", "doublebouncehost")) {
      rig.controls.unreadable(name);
      long message = rig.send("", "joe@here.test");
      assertTrue(rig.store.holds("00", message), name);
      rig.controls.with(name, "x.test\n");
      rig.time.passSeconds(60);
      assertFalse(rig.store.holds("00", message), name);
    }
  }

  @Test
  void hostileMessageIsCopiedByteForByte() throws IOException {
    String body = "X: " + "x".repeat(10_000_000) + "\n\n\u0000\u00ff\r\n--- Below this line\n";
    rig.sendText(body, "sue@far.test", "joe@here.test");
    assertTrue(rig.intake.got().getFirst().text().endsWith("Return-Path: <sue@far.test>\n" + body));
  }

  @Test
  void lineEndInTheSenderCannotMakeHeaderFields() throws IOException {
    String sender = "a\nBcc: x@far.test\n@far.test\nBcc: y@far.test\n\nbody";
    rig.send(sender, "joe@here.test");
    FakeIntake.Got bounce = rig.intake.got().getFirst();
    String header = bounce.text().substring(0, bounce.text().indexOf("\n\n"));
    assertEquals(4, header.lines().count(), header);
    assertEquals(
        List.of(new Address(sender)),
        bounce.recipients(),
        "it goes where it came from all the same");
    assertTrue(bounce.text().contains("\"@far.test__body>\n" + Rig.BODY));
    assertFalse(bounce.text().contains("\nBcc: "), bounce.text());
  }

  @Test
  void lineEndInAnAddressCannotMakeParagraphs() {
    String paragraph = Report.paragraph(new Address("a\n\nb@here.test"), "no\n\n\nmore");
    assertEquals("<a__b@here.test>:\nno\n//more\n\n", paragraph);
  }

  @Test
  void bounceThatFindsNoRoomInTheLogWaitsAndStopsNobody() throws Exception {
    rig.accept("sue@far.test", "joe@here.test");
    rig.store.full(true);
    rig.time.run();
    assertEquals(List.of(), rig.broken);
    assertEquals(1, rig.queue().size());
    rig.store.full(false);
    rig.time.passSeconds(60);
    rig.time.run();
    assertEquals(1, rig.intake.got().size());
    assertEquals(0, rig.queue().size());
  }
}
