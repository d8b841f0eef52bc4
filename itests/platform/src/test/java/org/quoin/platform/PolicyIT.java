package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.Ports;
import org.quoin.kit.SmtpClient;

/** What strangers and relay clients hear of each rule, and what the log says of it (C18). */
@NeedsDistribution
final class PolicyIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String ANN = "ann@sender.test";
  private static final String ALICE = "alice@localhost";
  private static final String FROM_ANN = "F:ann@sender.test T:";
  private static final String BAD_CONTENT = "554 5.3.2 sorry, invalid message content (#5.3.2)";
  private static final String NO_MAILBOX = "550 5.1.1 sorry, no mailbox by that name. (#5.1.1)";
  private static final Pattern BOUNCED = Pattern.compile("(?m)^<(.*)>:$");

  private static final String RULES =
      """
      127.0.0.2:allow,HELOCHECK="!"
      127.0.0.3:allow,RELAYCLIENT="",LOCALMFCHECK=""
      127.0.0.4:allow,RECIPIENTS450=""
      127.0.0.5:allow,GREYLIST=""
      127.0.0.6:allow,RELAYCLIENT=""
      127.0.0.7:allow,TARPITCOUNT="1",TARPITDELAY="0"
      127.0.0.8:allow,TARPITCOUNT="1",TARPITDELAY="999"
      127.0.0.9:allow,TARPITCOUNT="1",TARPITDELAY="1"
      127.0.0.10:allow,BADMIMETYPE=""
      127.0.0.11:allow,BADLOADERTYPE="M"
      127.0.0.12:allow,RBLSMTPD="come again tomorrow"
      127.0.0.13:allow,RBLSMTPD="-never come again"
      :allow
      """;

  @TempDir static Path folder;
  private static Platform platform;
  private static int otherPort;

  @BeforeAll
  static void start() throws Exception {
    otherPort = Ports.one();
    platform =
        new Platform(folder.resolve("base"))
            .with("etc/org.quoin.net.listener-smtp.cfg", AccessRulesIT.LISTENER)
            .with("etc/org.quoin.net.listener-other.cfg", otherListener())
            .with("control/tcp.smtp", RULES)
            .with("control/tcp.other", ":allow,BADMIMETYPE=\"\"\n")
            .with("control/badrcptto", "bad@localhost\n")
            .with("control/badhelo", "junk.test\n")
            .with("control/recipients", "*=local\n")
            .with("control/badmimetypes", "TVqQAAMAA a program of Windows\n")
            .with("control/badloadertypes", "MAAAA\n")
            .with("alias/.qmail-team", "&bob@localhost\n")
            .with("etc/org.quoin.policy.greylist.cfg", "delay.seconds = 1\nauto.whitelist = 0\n")
            .with("etc/org.quoin.policy.limits.cfg", "address.messages = 2\n");
    platform.with("users/assign", withAliases()).start();
  }

  /** The accounts of a new base, and the alias user, who is nobody else than alice. */
  private static String withAliases() throws IOException {
    String accounts = Files.readString(platform.base().resolve("users/assign"));
    String alice = accounts.lines().findFirst().orElseThrow();
    String alias =
        alice.replace("=alice:alice:", "+:alias:").replace("/home/alice:::", "/alias:-::");
    return accounts.replaceFirst("\\.\n$", alias + "\n.\n");
  }

  private static String otherListener() {
    return AccessRulesIT.LISTENER
            .replace("name = smtp", "name = other")
            .replaceFirst("port = .*", "port = " + otherPort)
            .replace("rules = tcp.smtp", "rules = tcp.other")
        + "variables = SKIPFILTERS=\"badrcptto,recipients\"\n";
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Visitor from(String ip) {
    return new Visitor(platform, platform.port(), ip);
  }

  @Test
  void aRecipientOfTheListIsRefusedAlsoToRelayClients() throws Exception {
    for (String ip : List.of("127.0.0.1", "127.0.0.6")) {
      from(ip)
          .assertRefused(
              "553 5.7.1 sorry, your envelope recipient is in my badrcptto list (#5.7.1)",
              from(ip).offer(ANN, "bad@localhost"),
              "RCPT::Bad_Rcptto",
              FROM_ANN + "bad@localhost");
    }
  }

  @Test
  void eachMailOfAPeerWithAListedGreetingIsRefused() throws Exception {
    Visitor visitor = from("127.0.0.2");
    String text = "sorry, your HELO/EHLO greeting is in my badhelo list (#5.7.1)";
    try (SmtpClient client = visitor.greet("junk.test")) {
      assertEquals("553 5.7.1 " + text, client.command("MAIL FROM:<" + ANN + ">").toString());
      assertEquals("553 5.7.1 " + text, client.command("MAIL FROM:<>").toString());
      client.command("EHLO " + Visitor.HELO);
      assertTrue(client.command("MAIL FROM:<" + ANN + ">").positive());
    }
    String logged = " 553_" + text.replace(' ', '_');
    visitor.assertLogged("Reject::SNDR::Bad_Helo", "junk.test", FROM_ANN + logged);
    visitor.assertLogged("Reject::SNDR::Bad_Helo", "junk.test", "F: T:" + logged);
  }

  @Test
  void aPeerWithoutAGreetingIsRefused() throws Exception {
    Visitor visitor = from("127.0.0.2");
    String reply = "553 sorry, you must greet with a name (#5.7.1)";
    try (SmtpClient client = visitor.connect()) {
      assertEquals(reply, client.command("MAIL FROM:<" + ANN + ">").toString());
    }
    visitor.assertLogged("Reject::SNDR::Bad_Helo", "", FROM_ANN + " " + reply.replace(' ', '_'));
    try (SmtpClient client = from("127.0.0.1").connect()) {
      assertTrue(client.command("MAIL FROM:<" + ANN + ">").positive(), "no rule asks for a name");
    }
  }

  @Test
  void aRelayClientMayUseNoSenderThatIsNotOurs() throws Exception {
    Visitor client = from("127.0.0.3");
    client.assertRefused(
        "550 5.7.1 sorry, invalid sender address specified (#5.7.1)",
        client.offer(ANN, "carol@far.test"),
        "ORIG::Invalid_Sender",
        FROM_ANN + "carol@far.test");
    assertEquals(354, client.offer(ALICE, "carol@far.test").code());
    assertEquals(354, client.offer("", "carol@far.test").code());
    client.assertLogged(
        "Accept::ORIG::Local_Sender", Visitor.HELO, "F:alice@localhost T:carol@far.test");
  }

  @Test
  void aRecipientWhoDoesNotExistIsRefusedForGoodOrForNow() throws Exception {
    Visitor stranger = from("127.0.0.1");
    stranger.assertRefused(
        NO_MAILBOX,
        stranger.offer(ANN, "nobody@localhost"),
        "RCPT::Failed_Rcptto",
        FROM_ANN + "nobody@localhost");
    Visitor other = from("127.0.0.4");
    other.assertRefused(
        "450 4.2.1 sorry, mailbox currently unavailable (#4.2.1)",
        other.offer(ANN, "nobody@localhost"),
        "RCPT::Failed_Rcptto",
        FROM_ANN + "nobody@localhost");
    assertEquals(354, other.offer(ANN, ALICE).code());
    other.assertLogged("Accept::RCPT::Recipients_Rcptto", Visitor.HELO, FROM_ANN + ALICE);
  }

  /** The same recipients at the door that asks, and through the one that does not. */
  @Test
  void thoseWhoAreRefusedAreThoseToWhomNothingCouldBeDelivered() throws Exception {
    List<String> recipients =
        List.of(ALICE, "team@localhost", "nobody@localhost", "alice-other@localhost");
    Set<String> refused = new TreeSet<>();
    for (String recipient : recipients) {
      Answer answer = from("127.0.0.1").offer(ANN, recipient);
      if (answer.code() != 354) {
        assertEquals(NO_MAILBOX, answer.toString());
        refused.add(recipient);
      }
    }
    String token = UUID.randomUUID().toString();
    Answer taken =
        new Visitor(platform, otherPort, "127.0.0.1")
            .mail("postmaster@localhost", recipients, Letters.text(token));
    assertTrue(taken.positive(), taken::toString);
    new Letters(platform).arrived(token, recipients.size() - refused.size());
    Await.until("a bounce", LIMIT, () -> !bounces(token).isEmpty());
    assertEquals(
        refused,
        BOUNCED
            .matcher(bounces(token).getFirst())
            .results()
            .map((MatchResult line) -> line.group(1))
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(Set.of("nobody@localhost", "alice-other@localhost"), refused);
  }

  private static List<String> bounces(String token) throws IOException {
    return platform.maildirs().texts("").stream().filter(text -> text.contains(token)).toList();
  }

  @Test
  void aStrangerMustComeAgainAndIsKnownAfterAKill() throws Exception {
    Visitor stranger = from("127.0.0.5");
    stranger.assertRefused(
        "451 4.7.1 greylisted, please try again later (#4.7.1)",
        stranger.offer(ANN, ALICE),
        "RCPT::Greylist",
        FROM_ANN + ALICE);
    Await.until("it may pass", LIMIT, () -> stranger.offer(ANN, ALICE).code() == 354);
    assertEquals(451, stranger.offer("late@sender.test", ALICE).code());
    platform.kill();
    platform.start();
    assertEquals(354, stranger.offer(ANN, ALICE).code());
    assertEquals(354, stranger.offer("late@sender.test", ALICE).code(), "it has waited meanwhile");
    assertEquals(451, stranger.offer("other@sender.test", ALICE).code());
  }

  @Test
  void aRelayClientThatHasSentTooMuchMustWait() throws Exception {
    Visitor client = from("127.0.0.6");
    for (int i = 0; i < 2; i++) {
      Answer taken = client.mail(ANN, List.of(ALICE), Letters.text("limits-" + i));
      assertTrue(taken.positive(), taken::toString);
    }
    client.assertRefused(
        "450 4.7.1 sorry, you have sent too many messages (#4.7.1)",
        client.offer(ANN, ALICE),
        "RCPT::Limits",
        FROM_ANN + ALICE);
    assertEquals(354, from("127.0.0.1").offer(ANN, ALICE).code(), "strangers are not counted");
  }

  @Test
  void afterARecipientWhoWasRefusedAllOthersArePutOff() throws Exception {
    Visitor stranger = from("127.0.0.7");
    String reply = "452 4.5.3 sorry, too many recipients (#4.5.3)";
    try (SmtpClient client = stranger.greet(Visitor.HELO)) {
      client.command("MAIL FROM:<" + ANN + ">");
      assertEquals(250, rcpt(client, ALICE).code());
      assertEquals(NO_MAILBOX, rcpt(client, "nobody@localhost").toString());
      stranger.assertRefused(
          reply, rcpt(client, "bob@localhost"), "RCPT::Toomany_Rcptto", FROM_ANN + "bob@localhost");
      assertEquals(354, client.command("DATA").code());
      assertTrue(client.command(Letters.text("tarpit") + ".").positive());
    }
  }

  @Test
  void withSuchADelayTheMessageIsPutOffToo() throws Exception {
    Visitor stranger = from("127.0.0.8");
    try (SmtpClient client = stranger.greet(Visitor.HELO)) {
      client.command("MAIL FROM:<" + ANN + ">");
      assertEquals(250, rcpt(client, ALICE).code());
      assertEquals(550, rcpt(client, "nobody@localhost").code());
      assertEquals(354, client.command("DATA").code());
      stranger.assertRefused(
          "451 4.5.3 sorry, too many of the recipients are unknown (#4.5.3)",
          client.command(Letters.text("tarpit-999") + "."),
          "RCPT::Toomany_Rcptto",
          FROM_ANN);
    }
  }

  @Test
  void eachFurtherRecipientWaits() throws Exception {
    try (SmtpClient client = from("127.0.0.9").greet(Visitor.HELO)) {
      client.command("MAIL FROM:<" + ANN + ">");
      assertEquals(250, rcpt(client, ALICE).code());
      long before = System.nanoTime();
      assertEquals(250, rcpt(client, "bob@localhost").code());
      Duration waited = Duration.ofNanos(System.nanoTime() - before);
      assertTrue(waited.compareTo(Duration.ofSeconds(1)) >= 0, waited::toString);
    }
  }

  private static Answer rcpt(SmtpClient client, String recipient) throws IOException {
    return client.command("RCPT TO:<" + recipient + ">");
  }

  @Test
  void anAttachmentThatBeginsAsAProgramIsRefused() throws Exception {
    refusesContent("127.0.0.10", "TVqQAAMAAAAEAAAA", "DATA::Bad_MIME");
  }

  @Test
  void anAttachmentThatHoldsALoaderIsRefused() throws Exception {
    refusesContent("127.0.0.11", "UEsDBBQAMAAAAAgA", "DATA::Bad_Loader");
  }

  private static void refusesContent(String ip, String content, String condition) throws Exception {
    Visitor stranger = from(ip);
    String bad = attachment(content);
    Answer data = stranger.mail("data@sender.test", List.of(ALICE), bad);
    stranger.assertRefused(BAD_CONTENT, data, condition, "F:data@sender.test T:");
    Answer bdat = chunked(stranger, "bdat@sender.test", bad);
    stranger.assertRefused(BAD_CONTENT, bdat, condition, "F:bdat@sender.test T:");
    String good = attachment("R0lGODlhAQABAIAA");
    assertTrue(stranger.mail(ANN, List.of(ALICE), good).positive());
    assertTrue(chunked(stranger, ANN, good).positive());
    assertTrue(from("127.0.0.1").mail(ANN, List.of(ALICE), bad).positive(), "no rule looks");
  }

  private static String attachment(String content) {
    return "Subject: a file\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content + "\r\n";
  }

  /** Two chunks, the second one BDAT LAST: what is bad lies over their border. */
  private static Answer chunked(Visitor visitor, String sender, String text) throws IOException {
    int half = text.length() - 14;
    try (SmtpClient client = visitor.greet(Visitor.HELO)) {
      client.command("MAIL FROM:<" + sender + ">");
      rcpt(client, ALICE);
      client.write("BDAT " + half + "\r\n" + text.substring(0, half));
      assertEquals(250, client.answer().code());
      client.write("BDAT " + (text.length() - half) + " LAST\r\n" + text.substring(half));
      return client.answer();
    }
  }

  @Test
  void aPeerThatARuleNamesHearsWhatItSays() throws Exception {
    Visitor forNow = from("127.0.0.12");
    forNow.assertRefused(
        "451 4.0.0 come again tomorrow",
        forNow.offer(ANN, ALICE),
        "RCPT::Rblsmtpd",
        FROM_ANN + ALICE);
    Visitor forGood = from("127.0.0.13");
    forGood.assertRefused(
        "553 5.0.0 never come again",
        forGood.offer(ANN, ALICE),
        "RCPT::Rblsmtpd",
        FROM_ANN + ALICE);
    forGood.assertRefused(
        "553 5.0.0 never come again",
        forGood.offer(ANN, "who@elsewhere.test"),
        "RCPT::Rblsmtpd",
        FROM_ANN + "who@elsewhere.test");
  }

  @Test
  void eachListenerHasItsOwnRules() throws Exception {
    Visitor first = from("127.0.0.1");
    Visitor second = new Visitor(platform, otherPort, "127.0.0.1");
    assertEquals(553, first.offer(ANN, "bad@localhost").code());
    assertEquals(354, second.offer(ANN, "bad@localhost").code(), "the filter is switched off");
    String program = attachment("TVqQAAMAAAAEAAAA");
    assertTrue(explained("smtp").contains("badrcptto list"), "by the rules of this one");
    assertFalse(explained("other").contains("badrcptto list"), "by the variables of that one");
    assertTrue(first.mail(ANN, List.of(ALICE), program).positive());
    assertEquals(BAD_CONTENT, second.mail(ANN, List.of(ALICE), program).toString());
    Answer relayed = second.offer(ANN, "carol@far.test");
    assertFalse(relayed.positive(), "nobody may relay");
  }

  private static String explained(String listener) throws IOException {
    return platform.mustSay(
        "filter:explain", listener, "127.0.0.1", Visitor.HELO, ANN, "bad@localhost");
  }
}
