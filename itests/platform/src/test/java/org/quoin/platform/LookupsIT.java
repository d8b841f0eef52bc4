package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/** What access rules have looked up in the domain name system (C1, C4, V4), and by a command. */
@NeedsDistribution
final class LookupsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void strangersAreLookedUpAsTheRulesSay(@TempDir Path folder) throws Exception {
    try (NameServer server = new NameServer("host.test", "1.0.0.127.list.test");
        Platform platform = platform(folder.resolve("base"), server).start()) {
      assertEquals("127.0.0.2\n", platform.mustSay("dns:lookup", "a", "host.test"));
      assertTrue(platform.command("dns:lookup", "mx", "host.test").err().contains("no mx"));

      assertEquals(250, said(platform, "host.test", "a@host.test"));
      assertEquals(553, said(platform, "host.test", "a@nobody.test"));
      assertEquals(553, said(platform, "nobody.test", "a@host.test"));

      platform.with("control/tcp.smtp", ":allow,RBLCHECK=\"\"\n");
      Await.until("it is listed", LIMIT, () -> said(platform, "x.test", "a@b.test") == 553);
      platform.with("control/tcp.smtp", ":allow,RBLCHECK=\"\",RBLSMTPD=\"\"\n");
      Await.until("it is excepted", LIMIT, () -> said(platform, "x.test", "a@b.test") == 250);
    }
  }

  private static Platform platform(Path base, NameServer server) throws Exception {
    return new Platform(base)
        .with("etc/org.quoin.net.listener-smtp.cfg", AccessRulesIT.LISTENER)
        .with("etc/org.quoin.dns.cfg", "servers = " + server.address() + "\n")
        .with("control/rblzones", "list.test 553 no\n")
        .with("control/tcp.smtp", ":allow,MFDNSCHECK=\"\",HELOCHECK=\"A\"\n");
  }

  /** The code of the first refusal, or of the answer to the recipient. */
  private static int said(Platform platform, String helo, String sender) throws IOException {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("EHLO " + helo);
      int code = client.command("MAIL FROM:<" + sender + ">").code();
      return code == 250 ? client.command("RCPT TO:<alice@localhost>").code() : code;
    }
  }
}
