package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.event.MailEvent;
import org.quoin.api.net.Encryption;

/** What logging in means for mail, events and the sessions of others. */
class AuthenticationTest {
  private static final String TIM =
      "AUTH PLAIN " + SaslLine.encoded("\0tim\0tanstaaftanstaaf") + "\r\n";
  private static final String WRONG = "AUTH PLAIN " + SaslLine.encoded("\0tim\0wr0ng") + "\r\n";
  private static final String MESSAGE =
      "MAIL FROM:<s@example.net>\r\nRCPT TO:<far@example.com>\r\nDATA\r\nhi\r\n.\r\n";

  private final Bench bench = new Bench();
  private final FakeAuthenticator fake = FakeAuthenticator.all();
  private SmtpProtocol protocol;

  @BeforeEach
  void open() {
    bench.auth(new AuthSettings(List.of("fake"), 10, 4, Duration.ofMinutes(10)));
    protocol = bench.authenticator("fake", fake).protocol();
  }

  @Test
  void theReceivedLineSaysWhoAndHow() throws IOException {
    talk(true, Map.of("TCPREMOTEINFO", "ident"), TIM + MESSAGE);
    assertEquals("Received: from client.example.net (tim@192.0.2.7)", line(0));
    assertTrue(line(1).contains(" with ESMTPSA; "), line(1));
  }

  @Test
  void withoutTlsAndLoginTheReceivedLineSaysSo() throws IOException {
    talk(true, Map.of("RELAYCLIENT", ""), MESSAGE);
    assertTrue(line(1).contains(" with ESMTPS; "), line(1));
    bench.intake.queued.clear();
    talk(false, Map.of("SMTPAUTHCLEAR", ""), TIM + MESSAGE);
    assertTrue(line(1).contains(" with ESMTPA; "), line(1));
  }

  @Test
  void aNameCannotWriteIntoTheHeaderOrTheLog() throws IOException {
    String evil = SaslLine.encoded("\0x\r\nSubject: y\0" + "pw");
    talk(true, Map.of(), "AUTH PLAIN " + evil + "\r\n");
    assertEquals("AUTH PLAIN of x??Subject:?y from 192.0.2.7 failed", warning());
    assertEquals("a??b", ReceivedLine.safe("a\r\nb"));
  }

  @Test
  void aFailureIsAnEventWithoutThePassword() throws IOException {
    talk(true, Map.of(), WRONG);
    assertEquals("AUTH PLAIN of tim from 192.0.2.7 failed", warning());
    assertFalse(new Command.Auth("PLAIN abc").toString().contains("abc"));
  }

  @Test
  void afterTooManyFailuresOfAllSessionsNobodyIsAsked() throws IOException {
    talk(true, Map.of(), WRONG + WRONG);
    talk(true, Map.of(), WRONG + WRONG);
    int asked = fake.asked;
    String said = talk(true, Map.of(), TIM);
    assertTrue(said.contains("454 temporary authentication failure (#4.7.0)"), said);
    assertEquals(asked, fake.asked);
    assertEquals(4, bench.events.size(), "what was not judged is no failure");
  }

  @Test
  void nothingIsLeftOfAnExchangeWhosePeerVanishes() throws IOException {
    for (int end = 0; end < TIM.length(); end++) {
      String said = talk(true, Map.of(), TIM.substring(0, end));
      assertFalse(said.contains("235"), said);
    }
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertEquals(List.of("a", "b"), AuthSettings.names(" a, ,b "));
    List<String> none = List.of();
    Duration minute = Duration.ofMinutes(1);
    assertThrows(IllegalArgumentException.class, () -> new AuthSettings(none, 1, 1, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new AuthSettings(none, 0, 1, minute));
    assertThrows(IllegalArgumentException.class, () -> new AuthSettings(none, 1, 0, minute));
  }

  private String line(int number) {
    return bench.intake.queued.get(0).text().split("\n", -1)[number];
  }

  private String warning() {
    return bench.events.get(0) instanceof MailEvent.Warning warning ? warning.text() : "";
  }

  private String talk(boolean encrypted, Map<String, String> variables, String input)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FakeConnection connection =
        new FakeConnection(
            new ByteArrayInputStream(Bench.bytes(input)), out, FakeConnection.PEER, variables);
    if (encrypted) {
      connection.encryption =
          Optional.of(new Encryption("TLSv1.3", "test", Optional.empty(), Optional.empty()));
    }
    protocol.serve(connection);
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
