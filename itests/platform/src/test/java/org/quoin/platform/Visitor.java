package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/**
 * A peer that comes from one address of this machine to one port, so that access rules know it.
 *
 * @param ip such as 127.0.0.2
 */
record Visitor(Platform platform, int port, String ip) {
  static final String HELO = "client.test";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A conversation in which nothing has been said yet. */
  SmtpClient connect() throws IOException {
    return new SmtpClient(ip, port, LIMIT);
  }

  /** One that has begun with EHLO. */
  SmtpClient greet(String helo) throws IOException {
    SmtpClient client = connect();
    client.command("EHLO " + helo);
    return client;
  }

  /** What the envelope came to: the first answer that is not positive, or 354. */
  Answer offer(String sender, String... recipients) throws IOException {
    try (SmtpClient client = greet(HELO)) {
      return client.envelope(sender, List.of(recipients));
    }
  }

  /** What became of a whole mail, its text with CR LF line ends. */
  Answer mail(String sender, List<String> recipients, String text) throws IOException {
    try (SmtpClient client = greet(HELO)) {
      return client.mail(sender, recipients, text);
    }
  }

  /** That the answer is this refusal, word for word, and that the log names the rule (C18). */
  void assertRefused(String reply, Answer answer, String condition, String envelope)
      throws Exception {
    assertEquals(reply, answer.toString());
    String said = reply.replaceFirst("^(\\d{3}) \\d\\.\\d\\.\\d ", "$1 ").replace(' ', '_');
    assertLogged("Reject::" + condition, HELO, envelope + " " + said);
  }

  /**
   * That there is such a line in the log.
   *
   * @param envelope what comes behind the greeting
   */
  void assertLogged(String condition, String helo, String envelope) throws Exception {
    String end = " " + condition + ": P:SMTP S:" + ip + ": H:" + helo + " " + envelope;
    Await.until(
        "a line of the log ends in" + end,
        LIMIT,
        () -> platform.queueLog("smtp").stream().anyMatch(line -> line.endsWith(end)));
  }
}
