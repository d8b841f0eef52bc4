package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients may and must show (UCSPITLS, C11). */
class ClientCertificatesTest {
  private static final String SERVED_AS_NOBODY = "nobody";
  private static final String CUT_OFF = "(closed)";

  @TempDir Path base;
  private Harbour harbour = new Harbour();

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(base.resolve("control/tls"));
    harbour = new Harbour(base);
    harbour.control.put("me", "mail.example\n");
    harbour.install(new EchoProtocol("one"), 0);
    SelfSigned.write(base.resolve("friend.pem"), "friend.example");
    SelfSigned.write(base.resolve("stranger.pem"), "stranger.example");
  }

  @AfterEach
  void everythingEnds() {
    harbour.close();
  }

  private int port(String version) throws InterruptedException {
    Settings settings =
        Harbour.settings(0, Harbour.limits(20, 20))
            .with(new Tls(Tls.Mode.IMPLICIT, List.of(version), Tls.Files.DEFAULT))
            .with(Admission.OPEN.with(new Admission.RulesFile("tcp.smtp", false)));
    return Harbour.port(harbour.start(settings));
  }

  private void rule(String value) {
    harbour.control.put("tcp.smtp", ":allow,UCSPITLS=\"" + value + "\"\n");
  }

  private void authorityIs(String name) throws IOException {
    Files.copy(base.resolve(name + ".pem"), base.resolve("control/clientca.pem"));
  }

  private SSLContext client(String name) throws IOException {
    Path file = base.resolve(name + ".pem");
    return name.equals("none") ? Trusting.context() : Trusting.context(Identity.read(file, file));
  }

  /** Whom the server takes a client for; the handshake of TLS 1.3 may end after the client's. */
  private static String seenAs(int port, SSLContext client) throws IOException {
    try (TestPeer peer = new TestPeer(port)) {
      peer.encrypt("", client);
      if (peer.hear().equals(CUT_OFF)) {
        return CUT_OFF;
      }
      peer.send("client");
      return peer.hear().replace("one: ", "");
    } catch (IOException e) { // an alert, or the end of the connection
      return CUT_OFF;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',  none,     nobody",
    "'',  friend,   nobody",
    "'?', none,     nobody",
    "'?', stranger, nobody",
    "'?', friend,   CN=friend.example",
    "'@', none,     (closed)",
    "'@', stranger, (closed)",
    "'@', friend,   CN=friend.example",
  })
  void onlyWhomAnAuthorityKnowsIsBelieved(String rule, String shown, String seen) throws Exception {
    authorityIs("friend");
    rule(rule);
    assertEquals(seen, seenAs(port("TLSv1.3"), client(shown)));
    assertEquals(seen, seenAs(port("TLSv1.2"), client(shown)));
  }

  @Test
  void withoutAuthoritiesNobodyIsAskedAndWhoeverMustShowCannot() throws Exception {
    int port = port("TLSv1.3");
    rule("?");
    assertEquals(SERVED_AS_NOBODY, seenAs(port, client("friend")));
    rule("@");
    assertEquals(CUT_OFF, seenAs(port, client("friend")));
  }

  /** What a session was begun with is not enough under other rules. */
  @Test
  void resumptionPassesNoStrangerOn() throws Exception {
    authorityIs("friend");
    int port = port("TLSv1.2");
    SSLContext stranger = client("stranger");
    rule("?");
    assertEquals(SERVED_AS_NOBODY, seenAs(port, stranger));
    rule("@");
    assertEquals(CUT_OFF, seenAs(port, stranger));
    rule("?");
    assertEquals(SERVED_AS_NOBODY, seenAs(port, stranger));
  }
}
