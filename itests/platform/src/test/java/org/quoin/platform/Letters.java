package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/** Single mails, sent and awaited one by one. */
record Letters(Platform platform) {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SENDER = "sue@sender.test";

  /** Hands over one mail, again if it is put off, as any sender would; its token. */
  String send(String... recipients) throws Exception {
    AtomicReference<String> token = new AtomicReference<>("");
    Await.until(
        "the mail is taken",
        LIMIT,
        () -> {
          token.set(UUID.randomUUID().toString());
          Answer answer = offer(token.get(), recipients);
          assertFalse(answer.permanent(), answer::toString);
          return answer.positive();
        });
    return token.get();
  }

  /** Hands over one mail; the last answer. */
  Answer offer(String token, String... recipients) throws IOException {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      if (!client.greeting().positive()) {
        return client.greeting();
      }
      client.command("EHLO sender.test");
      return client.mail(SENDER, List.of(recipients), text(token));
    }
  }

  /** Waits until the mail with this token is in so many mailboxes; one of them, whole. */
  String arrived(String token, int copies) throws Exception {
    Maildirs maildirs = platform.maildirs();
    Await.until("the mail has arrived", LIMIT, () -> maildirs.texts(token).size() >= copies);
    List<String> texts = maildirs.texts(token);
    assertEquals(copies, texts.size(), "copies of one mail");
    return texts.getFirst();
  }

  /** A mail that goes all the way to one mailbox. */
  String roundTrip(String recipient) throws Exception {
    return arrived(send(recipient), 1);
  }

  static String text(String token) {
    return Maildirs.TOKEN + token + "\r\nFrom: <" + SENDER + ">\r\nSubject: test\r\n\r\nHello.\r\n";
  }
}
