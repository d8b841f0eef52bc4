package org.quoin.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvent.Stage;
import org.quoin.api.event.Speaker;
import org.slf4j.event.Level;

class MailWordsTest {
  private final MailWords words = new MailWords(99);

  @Test
  void anEventOfAQueueGoesToItsLog() {
    assertEquals(
        List.of(
            LogLine.info("01", "new msg 7"),
            LogLine.info("01", "info msg 7: bytes 5 from <s_@x> qp 8 uid 99")),
        words.of(new MailEvent.Accepted("01", 7, 5, new Sender("s @x"), 8)));
    assertEquals(
        List.of(new LogLine("01", Level.WARN, "warning: a b?")),
        words.of(new MailEvent.Warning("queue 01", "a b\n")));
    assertEquals(
        List.of(new LogLine("store", Level.ERROR, "alert: full")),
        words.of(new MailEvent.Alert("store", "full")));
  }

  @Test
  void connectionsAreToldInTheWordsOfTcpserver() {
    Peer peer =
        new Peer(
            "10.0.0.1",
            4567,
            Optional.of("a b"),
            Optional.empty(),
            "127.0.0.1",
            25,
            Optional.of("me"));
    assertEquals(
        List.of(
            "tcpserver: pid c1 from 10.0.0.1",
            "tcpserver: ok c1 me:127.0.0.1:25 a_b:10.0.0.1::4567"),
        texts(new MailEvent.Connected("smtp", "c1", peer)));
    assertEquals(
        List.of("tcpserver: end c1 status 0"), texts(new MailEvent.Disconnected("smtp", "c1", 5)));
    assertEquals(
        List.of("tcpserver: deny 0 ::10.0.0.1:: too_many"),
        texts(new MailEvent.Turned("smtp", "10.0.0.1", "too many")));
  }

  @Test
  void aRefusalNamesItsStageAndRule() {
    Reply reply = new Reply(553, "sorry, no (#5.7.1)");
    Speaker speaker = new Speaker("s1", "ESMTPS", "10.0.0.1", "host.example", "me too");
    Speaker unknown = new Speaker("s1", "SMTP", "", "", "");
    assertEquals(
        List.of(
            "qmail-smtpd: pid s1 Reject::SNDR::Invalid_Relay: P:ESMTPS S:10.0.0.1:host.example"
                + " H:me_too F:a@b T:c@d 553_sorry,_no_(#5.7.1)"),
        texts(
            new MailEvent.Refused(
                speaker, Stage.RECIPIENT, "rcpthosts", reply, new Sender("a@b"), "c@d")));
    assertTrue(
        texts(new MailEvent.Refused(unknown, Stage.CONNECTION, "", reply, Sender.NULL, ""))
            .get(0)
            .contains("Reject::SMTP::: P:SMTP S:: H: F: T: "));
  }

  /** By these words s/qmail's qmail-mrtg counts. */
  @ParameterizedTest
  @CsvSource({
    "badhelo, SNDR::Bad_Helo",
    "helodns, SNDR::DNS_Helo",
    "rcpthosts, SNDR::Invalid_Relay",
    "badmailfrom, ORIG::Bad_Mailfrom",
    "mfdnscheck, ORIG::DNS_MF",
    "badrcptto, RCPT::Bad_Rcptto",
    "recipients, RCPT::Failed_Rcptto",
    "maxrecipients, RCPT::Toomany_Rcptto",
    "size, DATA::Invalid_Size",
    "badmimetypes, DATA::Bad_MIME",
    "badloadertypes, DATA::Bad_Loader",
    "virus, ORIG::Virus"
  })
  void aRefusalHasTheNameThatIsCounted(String rule, String condition) {
    Speaker speaker = new Speaker("s1", "SMTP", "10.0.0.1", "", "me");
    Reply reply = Reply.permanent("no");
    assertTrue(
        texts(new MailEvent.Refused(speaker, Stage.SENDER, rule, reply, Sender.NULL, ""))
            .get(0)
            .startsWith("qmail-smtpd: pid s1 Reject::" + condition + ": P:SMTP S:10.0.0.1: H:me"));
  }

  @ParameterizedTest
  @CsvSource({
    "mav, ORIG::Local_Sender",
    "login, ORIG::Valid_Auth",
    "RELAYCLIENT, SNDR::Relay_Client",
    "recipients, RCPT::Recipients_Rcptto",
    "rcpthosts, RCPT::Rcpthosts_Rcptto",
    "mine, RCPT::Mine",
    "'', RCPT::Rcptto"
  })
  void aRecipientThatIsTakenHasTheNameThatIsCounted(String rule, String condition) {
    Speaker speaker = new Speaker("s1", "ESMTPSA", "10.0.0.1", "host.example", "me");
    assertEquals(
        List.of(
            "qmail-smtpd: pid s1 Accept::"
                + condition
                + ": P:ESMTPSA S:10.0.0.1:host.example H:me F:a@b T:c@d"),
        texts(new MailEvent.Admitted(speaker, rule, new Sender("a@b"), new Address("c@d"))));
  }

  /** Nobody can write lines of his own into a log. */
  @Property
  void everyLineIsPrintableAscii(@ForAll @CharRange(from = '\u0001', to = '\u00ff') String text) {
    List<MailEvent> events =
        List.of(
            new MailEvent.Accepted("00", 1, 1, new Sender(text), 1),
            new MailEvent.Started("00", 1, 1, true, new Address(text)),
            new MailEvent.Ended("00", 1, 1, new Outcome.Failed(text)),
            new MailEvent.Warning(text, text),
            new MailEvent.Alert(text, text),
            new MailEvent.Turned("l", text, text),
            new MailEvent.Refused(
                new Speaker(text, text, text, text, text),
                Stage.MESSAGE,
                text,
                Reply.permanent(text),
                new Sender(text),
                text),
            new MailEvent.Admitted(
                new Speaker(text, text, text, text, text),
                text,
                new Sender(text),
                new Address(text)));
    for (MailEvent event : events) {
      for (String line : texts(event)) {
        assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
      }
    }
  }

  private List<String> texts(MailEvent event) {
    return words.of(event).stream().map(LogLine::text).toList();
  }
}
