package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueEntry;

/** What a sender hears of his mail if he says what he wants to hear (RFC 3461). */
class WishesTest {
  private static final String SUE = "sue@far.test";

  private final Rig rig = new Rig();

  /** Whoever is called after what becomes of his mail. */
  @BeforeEach
  void open() throws IOException {
    rig.local(WishesTest::outcome);
    rig.open();
  }

  private static Outcome outcome(Delivery delivery) {
    return switch (delivery.recipients().getFirst().localPart()) {
      case "no" -> new Outcome.Failed("no\n");
      case "out" ->
          new Outcome.Delivered("192.0.2.9 accepted message.\nRemote host said: 250 ok\n");
      default -> Rig.delivered();
    };
  }

  /** Each recipient with a blank and its parameters. */
  private long send(String sender, String parameters, String... recipients) throws IOException {
    List<Address> addresses = new ArrayList<>();
    List<Parameters> all = new ArrayList<>();
    for (String recipient : recipients) {
      String[] parts = recipient.split(" ", 2);
      addresses.add(new Address(parts[0] + "@here.test"));
      all.add(Parameters.of(parts.length > 1 ? parts[1] : ""));
    }
    return rig.send(new Envelope(new Sender(sender), addresses, Parameters.of(parameters), all));
  }

  private FakeIntake.Got only() {
    assertEquals(1, rig.intake.got().size());
    return rig.intake.got().getFirst();
  }

  private void assertNobodyHears(long message) {
    assertEquals(List.of(), rig.intake.got());
    assertFalse(rig.store.holds("00", message));
    assertEquals(List.of(), rig.events(MailEvent.Bounced.class));
    assertEquals(
        List.of(new MailEvent.Finished("00", message)), rig.events(MailEvent.Finished.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOTIFY=NEVER", "NOTIFY=SUCCESS", "NOTIFY=DELAY,SUCCESS"})
  void whoDoesNotWantToHearOfFailuresGetsNoBounce(String notify) throws IOException {
    assertNobodyHears(send(SUE, "", "no " + notify));
  }

  @Test
  void bounceTellsOfThoseOnlyWhoseFailureShallBeTold() throws IOException {
    send(SUE, "", "no NOTIFY=NEVER", "no NOTIFY=FAILURE,DELAY", "no");
    String text = only().text();
    assertEquals(3, text.split("<no@here.test>:", -1).length, text);
    assertEquals(1, rig.events(MailEvent.Bounced.class).size());
  }

  @Test
  void whatNobodyWantsToHearIsNotToldAfterARestartEither() throws IOException {
    rig.door = null;
    long wanted = send(SUE, "", "no");
    long unwanted = send(SUE, "", "no NOTIFY=NEVER");
    assertTrue(rig.store.holds("00", wanted));
    assertFalse(rig.store.holds("00", unwanted));
    rig.door = rig.intake;
    rig.reopen();
    assertTrue(only().text().contains("<no@here.test>"));
  }

  /** While the door is closed all three wait: one bounce and one notice. */
  @Test
  void listAndWhySayWhatASenderWillHear() throws IOException {
    rig.door = null;
    long message = send(SUE, "", "no", "no NOTIFY=NEVER", "yes NOTIFY=SUCCESS", "yes");
    assertEquals(
        List.of(
            "no (bounce not handed in yet: the intake is not here)",
            "no",
            "did 1+0+0 (success notice not handed in yet)",
            "did 1+0+0"),
        rig.queue().entries(9).getFirst().recipients().stream()
            .map(QueueEntry.Line::reason)
            .toList());
    assertEquals(
        List.of(
            "failed; the bounce is not handed in yet",
            "failed; its sender does not want to hear of it",
            "delivered; the success notice is not handed in yet",
            "delivered"),
        rig.queue().reasons(message).stream().map(Why.Line::reason).toList());
  }

  @Test
  void senderOfABounceHearsNothingIfHeSaysSo() throws IOException {
    assertNobodyHears(send("", "", "no NOTIFY=NEVER"));
  }

  @Test
  void headerAloneComesBackIfNoMoreIsAskedFor() throws IOException {
    send(SUE, "RET=HDRS", "no");
    String text = only().text();
    String end =
        """
        --- Below this line is the message's header.

        Return-Path: <sue@far.test>
        Subject: hello
        """;
    assertTrue(text.endsWith(end), text);
  }

  @Test
  void fullMessageIsSubjectToTheLimitAllTheSame() throws IOException {
    rig.controls.with("bouncemaxbytes", "9\n");
    send(SUE, "RET=FULL", "no");
    assertTrue(only().text().endsWith("\nSubject: \n\n--- Rest of message truncated.\n"));
  }

  @Test
  void bounceCallsMailAndRecipientsAsTheSenderDid() throws IOException {
    send(SUE, "ENVID=QQ+20314", "no ORCPT=rfc822;Joe+2Bx@far.test");
    String text = only().text();
    String words =
        """
        This is a permanent error; I've given up. Sorry it didn't work out.
        Envelope id: QQ 314

        <no@here.test>:
        Original recipient: rfc822; Joe+x@far.test
        no

        --- Below this line is a copy of the message.
        """;
    assertTrue(text.contains(words), text);
  }

  @Test
  void machinesReadTheNamesInFieldsOfTheirOwn() throws IOException {
    rig.set("bounce.format", "rfc3464");
    send(
        SUE,
        "RET=HDRS ENVID=QQ+20314",
        "no ORCPT=utf-8;\u00c3\u00a9@far.test",
        "yes NOTIFY=SUCCESS");
    String text = only().text();
    String status =
        """
        Original-Recipient: utf-8; \\x{E9}@far.test
        Final-Recipient: rfc822; no@here.test
        Action: failed
        Status: 5.0.0
        Diagnostic-Code: x-qmail; no

        Final-Recipient: rfc822; yes@here.test
        Action: delivered
        Status: 2.0.0
        """;
    assertTrue(
        text.contains("\nOriginal-Envelope-Id: QQ 314\nReporting-MTA: dns; here.test\n"), text);
    assertTrue(text.contains(status), text);
    assertTrue(text.contains("\nContent-Type: text/rfc822-headers\n"), text);
  }

  @Test
  void successIsToldToWhoAsksForIt() throws IOException {
    long message =
        send(SUE, "ENVID=7", "yes NOTIFY=SUCCESS,FAILURE", "quiet", "out NOTIFY=SUCCESS");
    FakeIntake.Got got = only();
    assertEquals("", got.sender().text());
    assertEquals(List.of(new Address(SUE)), got.recipients());
    String body = got.text().substring(got.text().indexOf("Subject:"));
    assertEquals(
        """
        Subject: success notice

        Hi! This is the qmail-send program at here.test.
        Your message was delivered to the following addresses. Thanks for asking.
        Envelope id: 7

        <yes@here.test>:

        <out@here.test>:

        --- Below this line is the message's header.

        Return-Path: <sue@far.test>
        Subject: hello
        """,
        body);
    assertFalse(rig.store.holds("00", message));
    assertEquals(List.of(), rig.events(MailEvent.Bounced.class));
  }

  @Test
  void successBesideAFailureStandsInTheSameNotice() throws IOException {
    send(SUE, "", "yes NOTIFY=SUCCESS", "no");
    String words =
        """
        This is a permanent error; I've given up. Sorry it didn't work out.
        Your message was delivered to the following addresses. Thanks for asking.
          yes@here.test

        <no@here.test>:
        no

        --- Below\
        """;
    assertTrue(only().text().contains(words), only().text());
    assertTrue(only().text().contains("\nSubject: failure notice\n"));
    assertEquals(1, rig.events(MailEvent.Bounced.class).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#@[]", "-@[]"})
  void successIsNeverToldToWhoSendsNotices(String sender) throws IOException {
    assertNobodyHears(send(sender, "", "yes NOTIFY=SUCCESS"));
  }

  @Test
  void goodNewsWaitsForTheIntakeAndOutlivesARestart() throws IOException {
    rig.door = null;
    long message = send(SUE, "", "yes NOTIFY=SUCCESS");
    assertTrue(rig.store.holds("00", message));
    rig.door = rig.intake;
    rig.reopen();
    assertTrue(only().text().contains("\nSubject: success notice\n"));
    assertFalse(rig.store.holds("00", message));
    assertEquals(1, rig.deliveries.size(), "it is not delivered twice");
  }

  @Test
  void relayedIsToldApartFromDelivered() throws IOException {
    rig.set("bounce.format", "rfc3464");
    send(SUE, "", "out NOTIFY=SUCCESS");
    assertTrue(only().text().contains("\nAction: relayed\nStatus: 2.0.0\n"), only().text());
  }

  @Test
  void transportsLearnWhatToSendOn() throws IOException {
    send(SUE, "ENVID=7 SMTPUTF8", "quiet", "yes NOTIFY=NEVER");
    assertEquals("ENVID=7 SMTPUTF8", rig.deliveries.getLast().parameters().text());
    assertEquals(
        List.of(new Parameters("NOTIFY=NEVER")), rig.deliveries.getLast().recipientParameters());
    assertEquals(List.of(Parameters.NONE), rig.deliveries.getFirst().recipientParameters());
  }

  @Test
  void movedMailTakesItsWishesAlong() throws IOException {
    rig.door = null;
    long number = send(SUE, "ENVID=7", "yes", "yes NOTIFY=SUCCESS", "no NOTIFY=NEVER");
    History message = History.of(rig.store.find("00", number).orElseThrow());
    List<Parameters> all = new Successor(message).envelope().recipientParameters();
    assertEquals(List.of(new Parameters("NOTIFY=SUCCESS"), new Parameters("NOTIFY=NEVER")), all);
    assertEquals("ENVID=7", new Successor(message).envelope().parameters().text());
  }
}
