package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.Parameters;

/** What of a peer's parameters is handed in with the mail; what is refused the scripts say. */
class WishesTest {
  private final Bench bench = new Bench();

  private FakeIntake.Mail send(String mail, String... recipients) throws IOException {
    StringBuilder talk = new StringBuilder("MAIL FROM:<s@x> " + mail + "\r\n");
    for (String recipient : recipients) {
      talk.append("RCPT TO:<r@example.org> ").append(recipient).append("\r\n");
    }
    bench.talk(talk + "DATA\r\n\r\n.\r\nQUIT\r\n");
    return bench.intake.queued.getLast();
  }

  @Test
  void whatIsKeptHasOneFormHoweverItIsWritten() throws IOException {
    FakeIntake.Mail mail =
        send(
            "smtputf8 body=8bitmime envid=Ab+20c SIZE=1 ret=hdrs X=y",
            "orcpt=RFC822;A+2Bb@c foo notify=failure,Delay",
            "NOTIFY=never",
            "");
    assertEquals("s@x RET=HDRS ENVID=Ab+20c SMTPUTF8", mail.sender());
    assertEquals(
        List.of(
            "r@example.org NOTIFY=FAILURE,DELAY ORCPT=RFC822;A+2Bb@c",
            "r@example.org NOTIFY=NEVER",
            "r@example.org"),
        mail.recipients());
  }

  @Test
  void extensionsThatAreNotOfferedAreNotKept() throws IOException {
    bench.settings(
        new Settings(Settings.LINE_BYTES, 10, 10, Extension.parse("size"), true, Settings.HELP));
    FakeIntake.Mail mail = send("SMTPUTF8 RET=HDRS", "NOTIFY=NEVER");
    assertEquals("s@x", mail.sender());
    assertEquals(List.of("r@example.org"), mail.recipients());
  }

  @Test
  void mailWithoutAnyCostsNoObject() {
    Optional<Parameters> none =
        Wishes.ofMail(Path.parse("FROM:<s@x> SIZE=1").orElseThrow(), Settings.DEFAULT);
    assertSame(Parameters.NONE, none.orElseThrow());
  }
}
