package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.intake.Session;

class GreylistTest {
  private static final String LATER = "451 greylisted, please try again later (#4.7.1)";
  private static final Map<String, String> ON = Map.of("GREYLIST", "");

  @TempDir Path base;
  private Instant now = Instant.ofEpochSecond(1_800_000_000);
  private Greylist rule;
  private List<Map<String, Object>> queues =
      List.of(queue("00", "*"), queue("01", "one.example"), queue("02", "two.example"));
  private final KnownTenants tenants = new KnownTenants(() -> queues);

  @BeforeEach
  void begin() throws IOException {
    rule = rule(3);
  }

  private Path file() {
    return base.resolve("greylist/table");
  }

  /** As after a restart; nobody closes the one before, as with kill -9. */
  private Greylist rule(int trusted, int most) {
    return new Greylist(false, new PeerNetwork(24, 64), lists(trusted, most), tenants);
  }

  private Greylists lists(int trusted, int most) {
    GreyTable.Terms terms =
        new GreyTable.Terms(
            Duration.ofMinutes(5), Duration.ofDays(2), Duration.ofDays(35), trusted, most);
    return new Greylists(base.resolve("greylist"), terms, () -> now);
  }

  private static Map<String, Object> queue(String id, String domains) {
    return Map.of("id", id, "domains", domains);
  }

  private Greylist rule(int trusted) {
    return rule(trusted, 1000);
  }

  private String mail(String ip, String sender, String recipient) throws IOException {
    return Visitors.said(
        rule.recipient(Visitors.from(ip, ON), new Sender(sender), new Address(recipient)));
  }

  private String mail() throws IOException {
    return mail("192.0.2.7", "sue@far.example", "joe@here.example");
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  @Test
  void whoComesAgainAfterTheDelayPasses() throws IOException {
    rule = rule(0);
    assertEquals(LATER, mail());
    later(Duration.ofSeconds(299));
    assertEquals(LATER, mail());
    later(Duration.ofSeconds(1));
    assertEquals("passed", mail("192.0.2.99", "Sue@FAR.example", "Joe@here.example"));
    later(Duration.ofDays(35));
    assertEquals("passed", mail());
    later(Duration.ofDays(36));
    assertEquals(LATER, mail());
  }

  @Test
  void otherSendersRecipientsAndNetworksWaitForThemselves() throws IOException {
    rule = rule(0);
    mail();
    later(Duration.ofMinutes(6));
    assertEquals(LATER, mail("192.0.3.7", "sue@far.example", "joe@here.example"));
    assertEquals(LATER, mail("192.0.2.7", "ann@far.example", "joe@here.example"));
    assertEquals(LATER, mail("192.0.2.7", "sue@far.example", "jim@here.example"));
    assertEquals(LATER, mail("192.0.2.7", "", "joe@here.example"));
    assertEquals("passed", mail());
  }

  @Test
  void whoComesAgainTooLateBeginsAnew() throws IOException {
    rule = rule(0);
    mail();
    later(Duration.ofHours(49));
    assertEquals(LATER, mail());
    later(Duration.ofMinutes(5));
    assertEquals("passed", mail());
  }

  @Test
  void aNetworkThatHasPassedOftenNeedNotWait() throws IOException {
    rule = rule(2);
    for (String sender : new String[] {"a@far.example", "b@far.example"}) {
      mail("2001:db8::1", sender, "joe@here.example");
      later(Duration.ofMinutes(5));
      assertEquals("passed", mail("2001:db8::ffff", sender, "joe@here.example"));
    }
    assertEquals("passed", mail("2001:db8::2", "new@far.example", "joe@here.example"));
    assertEquals(LATER, mail("2001:db8:0:1::2", "new@far.example", "joe@here.example"));
  }

  @Test
  void aNetworkIsTrustedOnlyByTheInstanceThatItHasPassed() throws IOException {
    rule = rule(1);
    mail("192.0.2.7", "sue@far.example", "joe@ONE.example");
    later(Duration.ofMinutes(5));
    assertEquals("passed", mail("192.0.2.7", "sue@far.example", "joe@one.example"));
    assertEquals("passed", mail("192.0.2.7", "ann@far.example", "jim@one.example"));
    assertEquals(LATER, mail("192.0.2.7", "ann@far.example", "jim@two.example"));
    assertEquals(LATER, mail("192.0.2.7", "ann@far.example", "jim@here.example"));
    rule = rule(1);
    assertEquals("passed", mail("192.0.2.7", "eve@far.example", "jim@one.example"));
    assertTrue(Files.exists(base.resolve("greylist/01")));
  }

  @Test
  void aFloodAtOneInstanceMakesNoOtherForget() throws IOException {
    rule = rule(0, 100);
    mail("192.0.2.7", "sue@far.example", "joe@one.example");
    for (int i = 0; i < 500; i++) {
      mail("192.0.2.7", "spam@far.example", "u" + i + "@two.example");
    }
    later(Duration.ofMinutes(5));
    assertEquals("passed", mail("192.0.2.7", "sue@far.example", "joe@one.example"));
    assertEquals(LATER, mail("192.0.2.7", "spam@far.example", "u0@two.example"));
  }

  @Test
  void theListOfAnInstanceThatIsGoneIsThereAgainWhenItComesBack() throws IOException {
    rule = rule(0);
    List<Map<String, Object>> all = queues;
    mail("192.0.2.7", "sue@far.example", "joe@one.example");
    later(Duration.ofMinutes(5));
    queues = List.of(queue("00", "*"), queue("../02", "one.example"), queue("03", "not a domain"));
    tenants.changed();
    assertEquals(LATER, mail("192.0.2.7", "sue@far.example", "joe@one.example"));
    queues = all;
    tenants.changed();
    assertEquals("passed", mail("192.0.2.7", "sue@far.example", "joe@one.example"));
  }

  @Test
  void nobodyIsJudgedWhileNobodyKnowsTheInstances() {
    KnownTenants unknown =
        new KnownTenants(
            () -> {
              throw new IOException("no Config Admin");
            });
    Greylist blind = new Greylist(false, new PeerNetwork(24, 64), lists(0, 1000), unknown);
    Session stranger = Visitors.from("192.0.2.7", ON);
    assertThrows(
        IOException.class, () -> blind.recipient(stranger, Sender.NULL, new Address("a@b")));
  }

  @Test
  void allListsTogetherHaveOneLimit() throws IOException {
    rule = rule(0, 1000);
    for (String domain : List.of("here.example", "one.example", "two.example")) {
      for (int i = 0; i < 400; i++) {
        mail("192.0.2.7", "spam@far.example", "u" + i + "@" + domain);
      }
    }
    later(Duration.ofMinutes(5));
    assertEquals("passed", mail("192.0.2.7", "spam@far.example", "u399@two.example"));
    assertEquals("passed", mail("192.0.2.7", "spam@far.example", "u67@two.example"));
    assertEquals(LATER, mail("192.0.2.7", "spam@far.example", "u0@two.example"), "beyond a third");
  }

  @Test
  void listsThatNumberTheirSendersAreKnownAgain() throws IOException {
    assertEquals(
        "list-return-#-joe=here.example@x.example",
        Greylist.shape("List-return-123-joe=here.example@X.example"));
    assertEquals("prvs@x.example", Greylist.shape("prvs+1234abc@x.example"));
    assertEquals("+a@x.example", Greylist.shape("+a@x.example"));
    assertEquals("", Greylist.shape(""));
  }

  @Test
  void itIsOnlyForStrangersForWhomItIsSwitchedOn() throws IOException {
    Map<String, String> client = Map.of("GREYLIST", "", "RELAYCLIENT", "");
    for (Session session :
        new Session[] {
          Visitors.with(Map.of()),
          Visitors.with(Map.of("GREYLIST", "-")),
          Visitors.with(client),
          Session.internal("1", Session.Origin.BOUNCE)
        }) {
      assertEquals(
          "passed", Visitors.said(rule.recipient(session, Sender.NULL, new Address("a@b"))));
    }
    assertFalse(Files.exists(file()));
  }

  @Test
  void whatIsKnownOutlivesAKill() throws IOException {
    mail();
    later(Duration.ofMinutes(5));
    rule = rule(0);
    assertEquals("passed", mail());
    rule = rule(0);
    assertEquals("passed", mail());
  }

  @Test
  void aTornEndAndGarbageCostOnlyWhatTheyHit() throws IOException {
    rule = rule(0);
    mail();
    mail("192.0.2.7", "ann@far.example", "joe@here.example");
    byte[] bytes = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(bytes, bytes.length - 3));
    later(Duration.ofMinutes(5));
    rule = rule(0);
    assertEquals("passed", mail());
    assertEquals(LATER, mail("192.0.2.7", "ann@far.example", "joe@here.example"));
    Files.writeString(
        file(), "\0\u00ff rubbish\n", StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
    rule = rule(0);
    assertEquals("passed", mail());
  }

  @Test
  void aFileThatIsNoneIsPutAside() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "quoin greylist 9\n");
    assertEquals(LATER, mail());
    assertTrue(Files.exists(file().resolveSibling("table.unread")));
    later(Duration.ofMinutes(5));
    rule = rule(0);
    assertEquals("passed", mail());
  }

  @Test
  void aFileThatCannotBeWrittenForgetsOnlyAtARestart() throws IOException {
    Files.writeString(base.resolve("greylist"), "in the way");
    mail();
    later(Duration.ofMinutes(5));
    assertEquals("passed", mail());
    rule = rule(0);
    assertEquals(LATER, mail());
  }

  @Test
  void aFloodMakesTheFileAndTheTableNoLargerThanTheirLimits() throws IOException {
    rule = rule(0, 100);
    mail();
    later(Duration.ofMinutes(5));
    assertEquals("passed", mail());
    for (int i = 0; i < 25_000; i++) {
      mail(
          "192.0.2.7",
          "spam@" + "x".repeat(i % 60) + (char) ('a' + i % 7) + ".example",
          "u" + i + "@here.example");
    }
    assertTrue(Files.size(file()) < 1_000_000, "bytes " + Files.size(file()));
    assertEquals("passed", mail());
    rule = rule(0, 100);
    assertEquals("passed", mail());
  }

  @Test
  void aQuestionTeachesNothing() throws IOException {
    rule = rule(0);
    assertEquals(LATER, question());
    later(Duration.ofMinutes(6));
    assertEquals(LATER, question(), "it was no first try");
    assertEquals(LATER, mail());
    later(Duration.ofMinutes(6));
    assertEquals("passed", question());
    assertEquals("passed", mail());
    assertEquals("passed", question());
  }

  private String question() throws IOException {
    Session asked =
        Session.question("smtp", Visitors.from("192.0.2.7", ON).peer().orElseThrow(), ON);
    return Visitors.said(
        rule.recipient(asked, new Sender("sue@far.example"), new Address("joe@here.example")));
  }
}
