package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/**
 * What was said in clear counts for nothing once TLS has begun, and nothing said there slips in.
 */
@NeedsDistribution
final class StartTlsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String EVIL = "MAIL FROM:<evil@far.test>\r\nRCPT TO:<alice@localhost>\r\n";

  @TempDir static Path folder;
  private static Platform platform;

  /** A server on which one may even log in without TLS. */
  @BeforeAll
  static void start() throws Exception {
    String variables = "variables = SMTPAUTH=\"\",SMTPAUTHCLEAR=\"\"\n";
    platform =
        new Platform(folder.resolve("base"))
            .with("etc/org.quoin.net.listener-smtp.cfg", AccessRulesIT.LISTENER + variables)
            .with("control/tcp.smtp", ":allow\n")
            .with("users/passwords", "ann:{PLAIN}secret\n");
    Path passwords = platform.base().resolve("users/passwords");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    platform.start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static SmtpClient client() throws IOException {
    return new SmtpClient(platform.port(), LIMIT);
  }

  @Test
  void whatIsSentTogetherWithItEndsTheSession() throws Exception {
    try (SmtpClient client = client()) {
      client.command("EHLO client.test");
      client.write("STARTTLS\r\n" + EVIL);
      assertEquals(554, client.answer().code());
      assertTrue(client.hungUp());
    }
  }

  @Test
  void whatIsSentInClearAfterItEndsTheSession() throws Exception {
    try (SmtpClient client = client()) {
      client.command("EHLO client.test");
      assertEquals(220, client.command("STARTTLS").code());
      client.write(EVIL);
      Exception end = assertThrows(Exception.class, client::answer, "an alert, but no reply");
      assertFalse(end instanceof SocketTimeoutException, "it hangs");
      assertTrue(client.hungUp());
    }
  }

  @Test
  void aMailBegunInClearIsForgotten() throws Exception {
    try (SmtpClient client = client()) {
      client.command("EHLO client.test");
      client.command("MAIL FROM:<evil@far.test>");
      assertEquals(250, client.command("RCPT TO:<alice@localhost>").code());
      client.startTls();
      assertEquals(503, client.command("DATA").code());
    }
  }

  @Test
  void whoHasLoggedInInClearIsAStrangerUnderTls() throws Exception {
    String words =
        Base64.getEncoder().encodeToString("\0ann\0secret".getBytes(StandardCharsets.US_ASCII));
    try (SmtpClient client = client()) {
      client.command("EHLO evil.test");
      assertEquals(235, client.command("AUTH PLAIN " + words).code());
      client.command("MAIL FROM:<ann@localhost>");
      assertEquals(250, client.command("RCPT TO:<joe@far.test>").code());
      client.startTls();
      client.command("MAIL FROM:<ann@localhost>");
      assertEquals(553, client.command("RCPT TO:<joe@far.test>").code());
      String text = "X-Token: fixed\r\n\r\nhi\r\n";
      assertEquals(
          250, client.mail("ann@localhost", List.of("alice@localhost"), text).code(), "its own");
    }
    Await.until("it came", LIMIT, () -> platform.maildirs().texts("fixed").size() == 1);
    String mail = platform.maildirs().texts("fixed").getFirst();
    assertFalse(mail.contains("evil.test") || mail.contains("ann@127.0.0.1"), mail);
  }
}
