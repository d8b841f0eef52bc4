package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/** What an operator sees and does at the shell while peers are here. */
@NeedsDistribution
final class SmtpShellIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String ANN = "ann@sender.test";
  private static final String ALICE = "alice@localhost";
  private static final int CALLS = 5;
  private static final int REFUSED = 7;

  private static final String TURNED = "tcpserver: deny 0 ::127.0.0.8:: an_operator_has_denied_it";

  private static final List<String> IN_ORDER =
      List.of("tarpit", "badhelo", "badrcptto", "rcpthosts", "recipients", "greylist");

  private static final List<String> ANYWHERE =
      List.of("rblsmtpd", "limits", "badmimetypes", "badloadertypes", "mav", "qmailqueue");

  private static final String RULES =
      """
      127.0.0.2:allow,HELOCHECK=""
      127.0.0.3:allow,GREYLIST=""
      127.0.0.4:allow,RBLSMTPD="-never come again"
      127.0.0.5:allow,SKIPFILTERS="badrcptto"
      127.0.0.9:deny
      :allow
      """;

  @TempDir static Path folder;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform =
        new Platform(folder.resolve("base"))
            .with("etc/org.quoin.net.listener-smtp.cfg", AccessRulesIT.LISTENER)
            .with("control/tcp.smtp", RULES)
            .with("control/badrcptto", "bad@localhost\n")
            .with("control/badhelo", "junk.test\n")
            .with("etc/org.quoin.policy.greylist.cfg", "delay.seconds = 1\nauto.whitelist = 0\n")
            .start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Visitor from(String ip) {
    return new Visitor(platform, platform.port(), ip);
  }

  @Test
  void theListHasAllFiltersInOrderAndCountsWhatTheySaid() throws Exception {
    List<String> names = platform.mustSay("filter:list").lines().map(SmtpShellIT::first).toList();
    assertTrue(names.containsAll(ANYWHERE), names::toString);
    assertEquals(IN_ORDER, names.stream().filter(IN_ORDER::contains).toList());
    long calls = count("badrcptto", CALLS);
    long refused = count("badrcptto", REFUSED);
    assertEquals(553, from("127.0.0.1").offer(ANN, "bad@localhost").code());
    assertEquals(refused + 1, count("badrcptto", REFUSED));
    assertTrue(count("badrcptto", CALLS) > calls);
    assertEquals(354, from("127.0.0.1").offer(ANN, ALICE).code());
    assertEquals(refused + 1, count("badrcptto", REFUSED));
  }

  private static long count(String filter, int column) throws Exception {
    String line =
        platform
            .mustSay("filter:list")
            .lines()
            .filter(text -> first(text).equals(filter))
            .findFirst()
            .orElse("");
    return line.isEmpty() ? -1 : Long.parseLong(line.strip().split(" +", -1)[column]);
  }

  private static String first(String line) {
    return line.strip().split(" +", 2)[0];
  }

  @Test
  void whatWouldBeSaidIsExplainedRuleByRule() throws Exception {
    assertEquals(
        "RCPT: 553 sorry, your envelope recipient is in my badrcptto list (#5.7.1)",
        explained("badrcptto", "127.0.0.1", "client.test", "bad@localhost"));
    assertEquals("yes", explained("badrcptto", "127.0.0.1", "client.test", ALICE));
    assertEquals(
        "MAIL: 553 sorry, your HELO/EHLO greeting is in my badhelo list (#5.7.1)",
        explained("badhelo", "127.0.0.2", "junk.test", ALICE));
    assertEquals("yes", explained("badhelo", "127.0.0.1", "junk.test", ALICE));
    assertEquals(
        "RCPT: 553 never come again", explained("rblsmtpd", "127.0.0.4", "client.test", ALICE));
    assertEquals(
        "RCPT: 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        explained("rcpthosts", "127.0.0.1", "client.test", "carol@far.test"));
    String skipped = explain("127.0.0.5", "client.test", "bad@localhost");
    assertFalse(skipped.contains("badrcptto list"), skipped);
    assertEquals(
        "The peer is turned away before it can speak: access rules, or smtp:deny.\n",
        explain("127.0.0.9", "client.test", ALICE));
  }

  /** By the time that somebody else has waited long enough, a trace of the question would count. */
  @Test
  void anExplanationLeavesNoTrace() throws Exception {
    long calls = count("badrcptto", CALLS);
    String greylisted = "RCPT: 451 greylisted, please try again later (#4.7.1)";
    assertEquals(greylisted, explained("greylist", "127.0.0.3", "client.test", ALICE));
    assertEquals(calls, count("badrcptto", CALLS));
    Visitor stranger = from("127.0.0.3");
    assertEquals(451, stranger.offer("eve@sender.test", ALICE).code());
    Await.until("it passes", LIMIT, () -> stranger.offer("eve@sender.test", ALICE).code() == 354);
    assertEquals(451, stranger.offer(ANN, ALICE).code());
    Await.until("it passes, too", LIMIT, () -> stranger.offer(ANN, ALICE).code() == 354);
    assertEquals("yes", explained("greylist", "127.0.0.3", "client.test", ALICE));
  }

  private static String explained(String filter, String ip, String helo, String recipient)
      throws Exception {
    return explain(ip, helo, recipient)
        .lines()
        .filter(line -> first(line).equals(filter))
        .map(line -> line.substring(filter.length()).strip())
        .findFirst()
        .orElse("not asked at all");
  }

  private static String explain(String ip, String helo, String recipient) throws Exception {
    return platform.mustSay("filter:explain", "smtp", ip, helo, ANN, recipient);
  }

  @Test
  void aSessionIsListedAndEndsWhenItIsKicked() throws Exception {
    try (SmtpClient client = from("127.0.0.6").greet("kicked.test");
        SmtpClient other = from("127.0.0.7").greet("other.test")) {
      String line = session("127.0.0.6");
      assertTrue(line.contains(" helo=kicked.test user=- tls=- mails=0 seconds="), line);
      String id = first(line);
      assertEquals(id + " ends.\n", platform.mustSay("smtp:kick", id));
      assertEquals(
          "421 4.3.2 I'm going away, please come back (#4.3.2)", client.answer().toString());
      assertTrue(client.hungUp());
      Await.until("it is gone", LIMIT, () -> session("127.0.0.6").isEmpty());
      assertThrows(IOException.class, () -> platform.mustSay("smtp:kick", id));
      assertTrue(other.command("NOOP").positive(), "nobody else is meant");
    }
  }

  @Test
  void theMailsOfASessionAreCounted() throws Exception {
    try (SmtpClient client = from("127.0.0.10").greet("mailer.test")) {
      assertTrue(client.mail(ANN, List.of(ALICE), Letters.text("counted")).positive());
      assertTrue(session("127.0.0.10").contains(" mails=1 "), session("127.0.0.10"));
    }
  }

  private static String session(String ip) throws Exception {
    return platform
        .mustSay("smtp:sessions")
        .lines()
        .filter(line -> Arrays.asList(line.split("[ :]", -1)).contains(ip))
        .findFirst()
        .orElse("");
  }

  @Test
  void anAddressThatIsDeniedStaysOutUntilItIsAllowed() throws Exception {
    Visitor visitor = from("127.0.0.8");
    try (SmtpClient client = visitor.greet("denied.test")) {
      assertEquals(
          "127.0.0.8 is denied for 60 minutes; sessions ended: 1\n",
          platform.mustSay("smtp:deny", "127.0.0.8"));
      assertEquals(421, client.answer().code());
      assertTrue(client.hungUp());
    }
    assertThrows(IOException.class, visitor::connect);
    Await.until(
        "the log says so",
        LIMIT,
        () -> platform.queueLog("smtp").stream().anyMatch(line -> line.endsWith(TURNED)));
    String denied = platform.mustSay("smtp:denied");
    assertTrue(denied.startsWith("127.0.0.8 20"), denied);
    assertEquals(354, from("127.0.0.1").offer(ANN, ALICE).code(), "nobody else is meant");
    String explanation = explain("127.0.0.8", "client.test", ALICE);
    assertTrue(explanation.startsWith("The peer is turned away"), explanation);
    assertEquals("127.0.0.8 may come again.\n", platform.mustSay("smtp:allow", "127.0.0.8"));
    assertEquals("", platform.mustSay("smtp:denied"));
    assertEquals(354, visitor.offer(ANN, ALICE).code());
    assertThrows(IOException.class, () -> platform.mustSay("smtp:allow", "127.0.0.8"));
  }

  @Test
  void aNetworkThatIsDeniedStaysOutAndNobodyElse() throws Exception {
    assertEquals(
        "127.0.0.64/26 is denied for 5 minutes; sessions ended: 0\n",
        platform.mustSay("smtp:deny", "--minutes", "5", "127.0.0.64/26"));
    assertThrows(IOException.class, () -> from("127.0.0.64").connect());
    assertThrows(IOException.class, () -> from("127.0.0.127").connect());
    assertEquals(354, from("127.0.0.63").offer(ANN, ALICE).code());
    assertEquals(354, from("127.0.0.128").offer(ANN, ALICE).code());
    platform.mustSay("smtp:allow", "127.0.0.64/26");
    assertEquals(354, from("127.0.0.64").offer(ANN, ALICE).code());
  }

  @Test
  void aMailThatIsOnItsWayWhenItsSessionIsKickedIsNotTaken() throws Exception {
    try (SmtpClient client = from("127.0.0.11").greet("client.test")) {
      assertEquals(354, client.envelope(ANN, List.of(ALICE)).code());
      client.write(Letters.text("kicked"));
      platform.mustSay("smtp:kick", first(session("127.0.0.11")));
      assertEquals(421, client.answer().code());
      assertTrue(client.hungUp());
    }
    new Letters(platform).roundTrip(ALICE);
    assertEquals(List.of(), platform.maildirs().texts("kicked"));
  }

  @Test
  void aQuestionThatMakesNoSenseIsAnsweredWithAnError() {
    assertThrows(
        IOException.class,
        () -> platform.mustSay("filter:explain", "nowhere", "127.0.0.1", "helo", ANN, ALICE));
    assertThrows(IOException.class, () -> platform.mustSay("filter:explain", "smtp", "127.0.0.1"));
    assertThrows(IOException.class, () -> platform.mustSay("smtp:deny", "everybody"));
  }
}
