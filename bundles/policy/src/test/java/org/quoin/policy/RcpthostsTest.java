package org.quoin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Router;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

class RcpthostsTest {
  private static final Peer PEER =
      new Peer(
          "192.0.2.7", 4000, Optional.empty(), Optional.empty(), "192.0.2.1", 25, Optional.empty());
  private static final Session STRANGER = Session.network("1", "smtp", PEER, Map.of());

  @TempDir Path folder;
  private final FakeControl control = new FakeControl();

  @Test
  void withoutTheFileOnlyWhatIsDeliveredHereIsAdmitted() throws IOException {
    Rcpthosts rule = new Rcpthosts(false, control, tables(), routesTo("here.example"));
    assertEquals(Verdict.PASS, ask(rule, "joe@here.example"));
    assertRefused(ask(rule, "joe@far.example"));
    assertRefused(ask(rule, "joe%far.example@far.example"));
    assertRefused(ask(rule, "joe"));
  }

  @Test
  void withoutTheFileAndARouterNothingIsDecided() {
    Rcpthosts rule = new Rcpthosts(false, control, tables(), null);
    assertThrows(IOException.class, () -> ask(rule, "joe@here.example"));
  }

  @Test
  void aRouterWithoutAnOpinionAdmitsNothing() throws IOException {
    assertRefused(
        ask(new Rcpthosts(false, control, tables(), address -> Optional.empty()), "a@b.example"));
  }

  @Test
  void aRouterThatCannotSayMeansLater() {
    Router router =
        address -> {
          throw new IOException("locals cannot be read");
        };
    Rcpthosts rule = new Rcpthosts(false, control, tables(), router);
    assertThrows(IOException.class, () -> ask(rule, "joe@here.example"));
  }

  @Test
  void withTheFileTheRouterIsNotAsked() throws IOException {
    control.put("rcpthosts", "listed.example\n");
    Rcpthosts rule = new Rcpthosts(false, control, tables(), null);
    assertEquals(Verdict.PASS, ask(rule, "joe@listed.example"));
    assertRefused(ask(rule, "joe@here.example"));
    assertEquals(Verdict.PASS, ask(rule, "joe"));
  }

  @Test
  void theCompiledListAdmitsMoreAndItsTextNothing() throws IOException {
    control.put("rcpthosts", "listed.example\n");
    control.put("morercpthosts", "More.example\n.wild.example\n");
    Rcpthosts rule = new Rcpthosts(false, control, tables(), null);
    assertRefused(ask(rule, "joe@more.example"));
    tables().compile("More.example\n.wild.example\n");
    assertEquals(Verdict.PASS, ask(rule, "joe@MORE.example"));
    assertEquals(Verdict.PASS, ask(rule, "joe@a.b.wild.example"));
    assertRefused(ask(rule, "joe@wild.example"));
    assertRefused(ask(rule, "joe@sub.more.example"));
    assertRefused(ask(rule, "joe@"));
    assertEquals(Verdict.PASS, ask(rule, "joe@listed.example"));
  }

  @Test
  void aCompiledListThatCannotBeReadMeansLaterAndNoGreeting() throws IOException {
    control.put("rcpthosts", "listed.example\n");
    Rcpthosts rule = new Rcpthosts(false, control, tables(), null);
    assertEquals(Verdict.PASS, rule.connect(STRANGER));
    Files.createDirectory(folder.resolve("morercpthosts.cdb"));
    assertThrows(IOException.class, () -> ask(rule, "joe@more.example"));
    assertEquals(Verdict.PASS, ask(rule, "joe@listed.example"));
    assertEquals(Verdict.refuse(421, "unable to read controls (#4.3.0)"), rule.connect(STRANGER));
  }

  @Test
  void aDamagedCompiledListMeansLater() throws IOException {
    control.put("rcpthosts", "listed.example\n");
    Files.writeString(folder.resolve("morercpthosts.cdb"), "short");
    Rcpthosts rule = new Rcpthosts(false, control, tables(), null);
    assertThrows(IOException.class, () -> ask(rule, "joe@more.example"));
    assertEquals(Verdict.PASS, ask(rule, "joe"));
  }

  @Test
  void withoutTheFileTheCompiledListIsNotAsked() throws IOException {
    tables().compile("more.example\n");
    assertRefused(
        ask(new Rcpthosts(false, control, tables(), routesTo("here.example")), "joe@more.example"));
  }

  @Test
  void anEmptyFileAdmitsNoDomain() throws IOException {
    control.put("rcpthosts", "");
    assertRefused(ask(new Rcpthosts(true, control, tables(), null), "joe@here.example"));
  }

  @Test
  void aChangedFileCountsAtOnce() throws IOException {
    Rcpthosts rule = new Rcpthosts(false, control, tables(), null);
    control.put("rcpthosts", "a.example\n");
    assertEquals(Verdict.PASS, ask(rule, "joe@a.example"));
    control.put("rcpthosts", "b.example\n");
    assertRefused(ask(rule, "joe@a.example"));
    assertEquals(Verdict.PASS, ask(rule, "joe@b.example"));
  }

  @Test
  void qmailsWayIsAnOption() throws IOException {
    assertEquals(
        Verdict.PASS, ask(new Rcpthosts(true, control, tables(), null), "joe@far.example"));
  }

  @Test
  void anUnreadableFileMeansLaterAndNoGreeting() {
    control.breaks("rcpthosts");
    Rcpthosts rule = new Rcpthosts(true, control, tables(), routesTo("here.example"));
    assertThrows(IOException.class, () -> ask(rule, "joe@here.example"));
    assertEquals(Verdict.refuse(421, "unable to read controls (#4.3.0)"), rule.connect(STRANGER));
  }

  @Test
  void aReadableFileGreets() {
    assertEquals(Verdict.PASS, new Rcpthosts(false, control, tables(), null).connect(STRANGER));
  }

  @Test
  void whyARecipientIsWelcomeStandsInTheDrawer() throws IOException {
    control.put("rcpthosts", "far.example\n");
    Session user = relayClient("");
    user.user("ann");
    assertEquals("rcpthosts", welcome(Session.network("1", "smtp", PEER, Map.of())));
    assertEquals(Session.RELAY_CLIENT, welcome(relayClient("")));
    assertEquals(Session.LOGIN, welcome(user));
  }

  private String welcome(Session session) throws IOException {
    assertEquals(Verdict.PASS, ask(session, "joe@far.example"));
    return session.get(Session.WELCOME, String.class).orElseThrow();
  }

  @Test
  void relayClientsMayNameAnyone() throws IOException {
    control.put("rcpthosts", "");
    assertEquals(Verdict.PASS, ask(relayClient(""), "joe@far.example"));
  }

  @Test
  void theValueOfRelayclientIsAppended() throws IOException {
    control.put("rcpthosts", "");
    Address recipient = new Address("joe@far.example");
    assertEquals(
        Verdict.pass(
            new Edit.DropRecipient(recipient),
            new Edit.AddRecipient(new Address("joe@far.example@fw.example"))),
        ask(relayClient("@fw.example"), recipient.text()));
  }

  @Test
  void mailOfOurOwnIsNotJudged() throws IOException {
    control.breaks("rcpthosts");
    Rcpthosts rule = new Rcpthosts(false, control, tables(), null);
    for (Session.Origin origin :
        new Session.Origin[] {Session.Origin.BOUNCE, Session.Origin.DELIVERY}) {
      Session own = Session.internal("2", origin);
      assertEquals(Verdict.PASS, rule.connect(own));
      assertEquals(Verdict.PASS, rule.recipient(own, Sender.NULL, new Address("joe@far.example")));
    }
  }

  private FakeTables tables() {
    return new FakeTables(folder);
  }

  private static Session relayClient(String value) {
    return Session.network("1", "smtp", PEER, Map.of("RELAYCLIENT", value));
  }

  private static Verdict ask(Rcpthosts rule, String recipient) throws IOException {
    return rule.recipient(STRANGER, Sender.NULL, new Address(recipient));
  }

  private Verdict ask(Session session, String recipient) throws IOException {
    return new Rcpthosts(false, control, tables(), null)
        .recipient(session, Sender.NULL, new Address(recipient));
  }

  private static void assertRefused(@Nullable Verdict verdict) {
    assertEquals(
        Verdict.refuse(553, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
        verdict);
  }

  private static Router routesTo(String local) {
    return address ->
        Optional.of(
            new Route(
                address.domain().equals(local) ? "local" : "smtp",
                address,
                Optional.empty(),
                address.domain(),
                "test"));
  }
}
