package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.quoin.api.delivery.Outcome;

/** Bounces as multipart/report (RFC 6522, RFC 3464), also about hostile mail. */
class StatusReportTest {
  private static final Pattern BOUNDARY = Pattern.compile("\n\tboundary=\"([^\"]+)\"\n");

  private final Rig rig = new Rig();
  private String report = "Sorry, no mailbox here by that name. (#5.1.1)\n";

  private Rig open() throws IOException {
    rig.settings.put("bounce.format", "rfc3464");
    rig.local(d -> new Outcome.Failed(report));
    return rig.open();
  }

  /** The header, then each part with its own header; what a reader of RFC 2046 sees. */
  private static List<String> parts(String text) {
    Matcher boundary = BOUNDARY.matcher(text);
    assertTrue(boundary.find(), text);
    int end = text.indexOf("\n\n");
    String body = text.substring(end + 1);
    String close = "\n--" + boundary.group(1) + "--\n";
    assertTrue(body.endsWith(close), "closed");
    String inner = body.substring(0, body.length() - close.length());
    List<String> parts = new ArrayList<>(List.of(text.substring(0, end + 1)));
    parts.addAll(Arrays.asList(inner.split(Pattern.quote("\n--" + boundary.group(1) + "\n"), -1)));
    assertEquals("", parts.remove(1), "nothing before the first part");
    return parts;
  }

  private List<String> bounceOf(String body) throws IOException {
    open().sendText(body, "sue@far.test", "joe@here.test");
    return parts(rig.intake.got().getFirst().text());
  }

  @Test
  void reportHasThreeParts() throws IOException {
    List<String> parts = bounceOf(Rig.BODY);
    String header = parts.getFirst();
    assertTrue(header.contains("\nFrom: MAILER-DAEMON@here.test\nTo: sue@far.test\n"), header);
    assertTrue(header.contains("\nMIME-Version: 1.0\n"), header);
    assertTrue(header.contains("\nContent-Type: multipart/report; report-type=delivery-status;\n"));
    assertTrue(header.endsWith("\nContent-Transfer-Encoding: 7bit\n"), header);
    assertEquals(4, parts.size());
  }

  @Test
  void firstPartIsTheNoticeInWords() throws IOException {
    assertEquals(
        """
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit

        Hi. This is the qmail-send program at here.test.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <joe@here.test>:
        Sorry, no mailbox here by that name. (#5.1.1)

        """,
        bounceOf(Rig.BODY).get(1));
  }

  @Test
  void secondPartIsTheDeliveryStatus() throws IOException {
    String part = bounceOf(Rig.BODY).get(2);
    assertEquals(
        """
        Content-Type: message/delivery-status
        Content-Transfer-Encoding: 7bit

        Reporting-MTA: dns; here.test
        Arrival-Date: <DATE>

        Final-Recipient: rfc822; joe@here.test
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: x-qmail; Sorry, no mailbox here by that name. (#5.1.1)
        """,
        part.replaceFirst("(Arrival-Date:) [^\n]+ -0000\n", "$1 <DATE>\n").strip() + "\n");
  }

  @Test
  void thirdPartIsTheMessage() throws IOException {
    assertEquals(
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: 7bit\n\n"
            + "Return-Path: <sue@far.test>\n"
            + Rig.BODY,
        bounceOf(Rig.BODY).get(3));
  }

  @Test
  void reporterIsMeAndNotTheBounceHost() throws IOException {
    rig.controls.with("bouncehost", "bounces.test\n");
    assertTrue(bounceOf(Rig.BODY).get(2).contains("Reporting-MTA: dns; here.test\n"));
  }

  @Test
  void doubleBounceIsAReportToo() throws IOException {
    open().send("", "joe@here.test");
    List<String> parts = parts(rig.intake.got().getFirst().text());
    assertTrue(parts.get(1).contains("but the bounce bounced!"), parts.get(1));
    assertTrue(parts.get(3).contains("\n\nReturn-Path: <>\n"), parts.get(3));
  }

  @Test
  void tooLongMessageIsLeftOutButForItsHeader() throws IOException {
    rig.controls.with("bouncemaxbytes", "30\n");
    List<String> parts = bounceOf("Subject: hello\nTo: joe\n\nbody\n" + "x".repeat(100));
    assertEquals(
        """
        Content-Type: text/rfc822-headers
        Content-Transfer-Encoding: 7bit

        Return-Path: <sue@far.test>
        Subject: hello
        To: joe
        """,
        parts.get(3));
  }

  @Test
  void headerLineThatDoesNotFitIsLeftOut() throws IOException {
    rig.controls.with("bouncemaxbytes", "20\n");
    List<String> parts = bounceOf("Subject: hello\nTo: joe@here.test\n\nbody\n");
    assertTrue(parts.get(3).endsWith("\nSubject: hello\n"), parts.get(3));
  }

  @Test
  void hugeHeaderLineIsBinaryAndWhole() throws IOException {
    String body = "X: " + "x".repeat(10_000_000) + "\n\nbody\n";
    List<String> parts = bounceOf(body);
    assertTrue(parts.get(3).startsWith("Content-Type: message/rfc822\nContent-Transfer-Encoding:"));
    assertTrue(parts.get(3).contains("Encoding: binary\n\n"));
    assertTrue(parts.getFirst().endsWith("Encoding: binary\n"));
    assertTrue(parts.get(3).endsWith(body));
  }

  @Test
  void hugeHeaderLineIsCutAtTheLimit() throws IOException {
    rig.settings.put("bounce.max.bytes", "5000000");
    List<String> parts = bounceOf("X: " + "x".repeat(10_000_000) + "\n\nbody\n");
    assertTrue(parts.get(3).endsWith("\n\nReturn-Path: <sue@far.test>\n"));
  }

  @Test
  void nulAndEightBitBytesComeThroughUnchanged() throws IOException {
    List<String> parts = bounceOf("Subject: \u00e9\n\n\u00ff\n");
    assertTrue(parts.get(3).contains("Encoding: 8bit\n\n"), parts.get(3));
    assertTrue(parts.get(3).endsWith("Subject: \u00e9\n\n\u00ff\n"), parts.get(3));
    rig.sendText("Subject: x\n\n\u0000\r\n", "sue@far.test", "joe@here.test");
    String last = parts(rig.intake.got().getLast().text()).get(3);
    assertTrue(last.contains("Encoding: binary\n\n") && last.endsWith("\n\n\u0000\r\n"), last);
  }

  @Test
  void partsAndBoundariesInTheMailStayInTheirPart() throws IOException {
    String look = "\n--=_x\nContent-Type: message/delivery-status\n\nAction: delivered\n--=_x--\n";
    open().sendText("Subject: x\n" + look, "sue@far.test", "joe@here.test");
    String first = rig.intake.got().getFirst().text();
    rig.sendText(first, "sue@far.test", "joe@here.test");
    List<String> parts = parts(rig.intake.got().getLast().text());
    assertEquals(4, parts.size());
    assertTrue(parts.get(3).endsWith(first), "a bounce inside a bounce");
  }

  @Test
  void reportCannotAddFieldsOrRecipients() throws IOException {
    report = "no\r\n\r\nFinal-Recipient: rfc822; x@y\n\n\nAction: delivered\n \n\t\u00e9\u0000\n\n";
    String status = bounceOf(Rig.BODY).get(2);
    assertEquals(3, status.split("\n\n", -1).length, status);
    assertFalse(status.contains("\nAction: delivered"), status);
    assertTrue(
        status.contains(
            "\nDiagnostic-Code: x-qmail; no Final-Recipient: rfc822; x@y Action: delivered"),
        status);
    assertTrue(status.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)), status);
  }

  @Test
  void lineEndsInAddressesCannotAddFields() throws IOException {
    open().send("sue\nBcc: x@y\n\n@far.test", "joe\n\nAction: x@here.test");
    List<String> parts = parts(rig.intake.got().getFirst().text());
    assertFalse(parts.getFirst().contains("\nBcc:"), parts.getFirst());
    assertFalse(parts.get(2).contains("\nAction: x"), parts.get(2));
    assertFalse(parts.get(3).contains("\nBcc:"), parts.get(3));
  }

  @Test
  void eightBitReportSaysItsCharset() throws IOException {
    report = "caf\u00c3\u00a9\n";
    assertTrue(bounceOf(Rig.BODY).get(1).startsWith("Content-Type: text/plain; charset=utf-8\n"));
    report = "caf\u00e9\n";
    rig.send("sue@far.test", "joe@here.test");
    String part = parts(rig.intake.got().getLast().text()).get(1);
    assertTrue(part.startsWith("Content-Type: text/plain; charset=unknown-8bit\n"), part);
  }

  @Test
  void thousandFailedRecipientsHaveAGroupEach() throws IOException {
    String[] many =
        IntStream.range(0, 1000).mapToObj(i -> "u" + i + "@here.test").toArray(String[]::new);
    open().send("sue@far.test", many);
    assertEquals(1, rig.intake.got().size());
    List<String> parts = parts(rig.intake.got().getFirst().text());
    assertEquals(1000, parts.get(1).split(Pattern.quote(">:\n"), -1).length - 1);
    assertEquals(1000, parts.get(2).split("\n\nFinal-Recipient: ", -1).length - 1);
  }

  @Test
  void lostMessageIsWaitedForAndThenLeftOut() throws IOException {
    rig.store.loseBodies(true);
    open().send("sue@far.test", "joe@here.test");
    rig.time.passSeconds(20);
    assertEquals(List.of(), rig.intake.got(), "it may be a passing trouble");
    assertTrue(rig.line().reason().contains("is gone"), rig.line().reason());
    rig.time.passSeconds(100);
    List<String> parts = parts(rig.intake.got().getFirst().text());
    assertEquals(3, parts.size());
    assertTrue(parts.get(1).endsWith("\nThe message itself could not be read.\n"), parts.get(1));
  }
}
