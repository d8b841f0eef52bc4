package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.Programs;
import org.quoin.kit.SmtpClient;

/** Who may come in and what he may do, by files that change while the platform runs. */
@NeedsDistribution
final class AccessRulesIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern CONDITION =
      Pattern.compile(
          "qmail-smtpd: pid \\S+ (\\S+): P:SMTP S:127.0.0.1:\\S* H:client.test F:\\S+ T:");
  private static final Set<String> CONDITIONS =
      Set.of(
          "Accept::SNDR::Relay_Client",
          "Reject::SNDR::Invalid_Relay",
          "Reject::ORIG::Bad_Mailfrom",
          "Accept::RCPT::Rcpthosts_Rcptto");

  static final String LISTENER =
      """
      name = smtp
      protocol = smtp
      address = 127.0.0.1
      port = ${env:QUOIN_SMTP_PORT:-2525}
      rules = tcp.smtp
      """;

  @Test
  void aChangeOfTheFilesCountsForTheNextConnection(@TempDir Path folder) throws Exception {
    try (Platform platform =
        new Platform(folder.resolve("base"))
            .with("etc/org.quoin.net.listener-smtp.cfg", LISTENER)
            .with("control/tcp.smtp", "127.:allow,RELAYCLIENT=\"\"\n")
            .start()) {
      assertEquals("354", said(platform, "ann@sender.test", "bob@far.test"));
      rules(platform, ":allow\n");
      Await.until(
          "a stranger may not relay",
          LIMIT,
          () -> said(platform, "a@b", "c@far.test").equals("553"));
      Files.writeString(platform.base().resolve("control/badmailfrom"), "@sender.test\n");
      Await.until(
          "the sender is bad",
          LIMIT,
          () -> said(platform, "ann@sender.test", "alice@localhost").equals("553"));
      assertEquals("354", said(platform, "ann@other.test", "alice@localhost"));
      Await.until(
          "what was said is in the log", LIMIT, () -> conditions(platform).containsAll(CONDITIONS));
      rules(platform, "127.0.0.0/8:deny\n:allow\n");
      Await.until(
          "it may not come in",
          LIMIT,
          () -> said(platform, "ann@other.test", "alice@localhost").equals("closed"));
      assertEquals(
          "rule 127.0.0.0/8:\ndeny connection\n",
          platform.mustSay("net:access", "smtp", "127.0.0.1"));
      aBadTextChangesNothing(platform);
      assertTrue(platform.running());
    }
  }

  /** Also after tcprules has compiled them anew, which it does by a rename. */
  @Test
  void whatTcprulesHasCompiledCounts(@TempDir Path folder) throws Exception {
    try (Platform platform =
        new Platform(folder.resolve("base"))
            .with(
                "etc/org.quoin.net.listener-smtp.cfg", LISTENER.replace("tcp.smtp", "rules.cdb"))) {
      Path control = platform.base().resolve("control");
      assumeTrue(compiled(control, ":deny\n"), "tcprules (package ucspi-tcp) is not installed");
      platform.start();
      assertEquals("closed", said(platform, "ann@other.test", "alice@localhost"));
      compiled(control, "127.0.0.1:allow,RELAYCLIENT=\"\"\n:deny\n");
      Await.until("it may relay", LIMIT, () -> said(platform, "a@b", "c@far.test").equals("354"));
    }
  }

  private static boolean compiled(Path control, String rules) throws IOException {
    ProcessBuilder tcprules = new ProcessBuilder("tcprules", "rules.cdb", "rules.tmp");
    try {
      return Programs.run(tcprules.directory(control.toFile()), rules, LIMIT).good();
    } catch (IOException notThere) {
      return false;
    }
  }

  /** Type and condition of SPAMCONTROL's lines (C18). */
  private static Set<String> conditions(Platform platform) throws IOException {
    return platform.queueLog("smtp").stream()
        .map(CONDITION::matcher)
        .filter(Matcher::find)
        .map(line -> line.group(1))
        .collect(Collectors.toSet());
  }

  private static void aBadTextChangesNothing(Platform platform) throws Exception {
    rules(platform, "127.:allow,DATABYTES=\"1\"\n");
    Await.until(
        "it may come in again",
        LIMIT,
        () -> said(platform, "ann@other.test", "alice@localhost").equals("354"));
    rules(platform, "127.:nonsense\n");
    Await.until(
        "the fault is told, and what was there before holds",
        LIMIT,
        () ->
            said(platform, "ann@other.test", "alice@localhost").equals("354")
                && platform.logs().contains("unable to parse this line: 127.:nonsense"));
  }

  private static void rules(Platform platform, String text) throws IOException {
    Path file = platform.base().resolve("control/tcp.smtp");
    Path next = Files.writeString(file.resolveSibling("tcp.smtp.new"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The code that the envelope came to; {@code closed} if nobody answered. */
  private static String said(Platform platform, String sender, String recipient) {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("EHLO client.test");
      return "" + client.envelope(sender, List.of(recipient)).code();
    } catch (IOException e) {
      return "closed";
    }
  }
}
