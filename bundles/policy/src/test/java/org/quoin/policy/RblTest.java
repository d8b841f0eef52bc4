package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.intake.Session;

/** The lists know 192.0.2.7. */
class RblTest {
  private static final Map<String, String> ON = Map.of("RBLCHECK", "");
  private static final String A = "A 7.2.0.192.";
  private static final String TXT = "TXT 7.2.0.192.";

  private final FakeControl control = new FakeControl();
  private final FakeResolver resolver =
      new FakeResolver()
          .with(A + "one.test", "127.0.0.2")
          .with(TXT + "one.test", "See http://one.test\r\n553 x")
          .with(A + "two.test", "127.0.0.4")
          .with(A + "white.test", "127.0.0.2")
          .with(A + "sold.test", "203.0.113.9")
          .with(A + "closed.test", "127.255.255.254")
          .trouble(A + "down.test");

  record Settings(int threshold, int reply, boolean trouble_admits) implements Rbl.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return Rbl.Config.class;
    }
  }

  private String said(Settings settings, Session session) throws IOException {
    Rbl rule = new Rbl(control, resolver.lookups(), settings);
    return Strangers.said(rule.recipient(session, Sender.NULL, new Address("r@here.example")));
  }

  private String said(Settings settings, String... zones) throws IOException {
    control.put("rblzones", String.join("\n", zones) + "\n");
    return said(settings, Strangers.session(ON));
  }

  private String said(String... zones) throws IOException {
    return said(new Settings(1, 451, true), zones);
  }

  @Test
  void whoIsOnAListIsRefusedWithItsWords() throws IOException {
    assertEquals("451 See http://one.test??553 x", said("none.test", "one.test"));
    assertEquals(
        "451 sorry, your address is listed by two.test (#5.7.1)", said("two.test.", "one.test"));
    assertEquals("451 Go away, 192.0.2.7", said("two.test Go away, %IP%"));
    assertEquals("passed", said("none.test"));
    assertEquals("passed", said("# nothing"));
  }

  @Test
  void theReplyIsForGoodIfTheAdministratorSaysSo() throws IOException {
    assertEquals("553 x", said(new Settings(1, 553, true), "one.test x"));
    assertEquals("553 x", said("one.test 553 x"));
    assertEquals("451 x", said(new Settings(1, 553, true), "one.test 451 x"));
  }

  @Test
  void aListOfGoodOnesWins() throws IOException {
    assertEquals("passed", said("one.test", "white.test allow"));
    assertEquals("451 x", said("one.test x", "none.test allow"));
    assertEquals("451 x", said("one.test 553 x", "down.test allow"), "it may know better later");
    assertEquals("553 x", said("down.test", "one.test 553 x"), "it could not");
    assertEquals("passed", said(new Settings(1, 553, false), "none.test", "down.test allow"));
  }

  @Test
  void listsCountTogether() throws IOException {
    Settings three = new Settings(3, 553, true);
    assertEquals("passed", said(three, "one.test", "two.test"));
    assertEquals("553 b", said(three, "one.test a", "two.test score=2 b"));
    assertEquals("553 a", said(three, "one.test score=3 a", "two.test score=2 b"));
  }

  @Test
  void allListsAreAskedAtTheSameTime() throws IOException {
    resolver.together(3);
    assertEquals("553 x", said("none.test", "white.test=127.0.0.9 allow", "two.test 553 x"));
  }

  @Test
  void onlySomeAnswersCount() throws IOException {
    assertEquals("451 x", said("two.test=127.0.0.2-4 x"));
    assertEquals("passed", said("two.test=127.0.0.2-3,127.0.0.5 x"));
    assertEquals("451 x", said("two.test=127.0.0.9,127.0.0.4 x"));
    assertEquals("passed", said("sold.test"));
  }

  @Test
  void whoCannotBeLookedForPassesOrNot() throws IOException {
    Settings closed = new Settings(1, 553, false);
    for (String zone : List.of("down.test", "closed.test")) {
      assertEquals("passed", said(zone));
      assertEquals("451 DNS temporary failure (#4.3.0)", said(closed, zone));
    }
  }

  @Test
  void onlyStrangersAreLookedForAndOnlyIfTheRulesWantIt() throws IOException {
    control.put("rblzones", "one.test\n");
    Settings settings = new Settings(1, 451, true);
    assertEquals("passed", said(settings, Strangers.session(Map.of())));
    assertEquals(
        "passed", said(settings, Strangers.session(Map.of("RBLCHECK", "", "RELAYCLIENT", ""))));
    assertEquals(
        "passed", said(settings, Strangers.session(Map.of("RBLCHECK", "", "RBLSMTPD", ""))));
    assertEquals(List.of(), resolver.asked);
  }

  @Test
  void aRuleMayNameOtherLists() throws IOException {
    control.put("rblzones", "none.test\n");
    control.put("rblzones.strict", "one.test x\n");
    Settings settings = new Settings(1, 451, true);
    assertEquals("451 x", said(settings, Strangers.session(Map.of("RBLCHECK", "rblzones.strict"))));
    Session misspelt = Strangers.session(Map.of("RBLCHECK", "rblzones.strikt"));
    assertThrows(IOException.class, () -> said(settings, misspelt));
  }

  @Test
  void aSessionIsLookedForOnce() throws IOException {
    control.put("rblzones", "one.test\n");
    Session session = Strangers.session(ON);
    String first = said(new Settings(1, 451, true), session);
    int asked = resolver.asked.size();
    assertEquals(first, said(new Settings(1, 451, true), session));
    assertEquals(asked, resolver.asked.size());
  }

  @Test
  void newAddressesAreLookedForByTheirDigits() throws IOException {
    resolver.with(
        "A 7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.one.test", "127.0.0.2");
    control.put("rblzones", "one.test x\n");
    Session six = Strangers.session("2001:db8::7", Optional.empty(), ON);
    assertEquals("451 x", said(new Settings(1, 451, true), six));
    Session named = Strangers.session(Map.of("RBLCHECK", "", "TCPREMOTEIP", "localhost"));
    assertEquals("passed", said(new Settings(1, 451, true), named));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "=127.0.0.2", "a..b", "a=", "a=1.2.3.4", "a=127.0.0.9-2", "a=127.0.0.2-x"})
  void aLineThatIsNoListMakesMailWait(String line) {
    assertThrows(IllegalArgumentException.class, () -> said(line));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    for (Settings wrong : List.of(new Settings(0, 451, true), new Settings(1, 250, true))) {
      assertThrows(IllegalArgumentException.class, () -> said(wrong, "one.test"));
    }
  }
}
