package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are encrypted, at once or later. */
class TlsTest {
  @TempDir Path base;
  private Harbour harbour = new Harbour();

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(base.resolve("control/tls"));
    harbour = new Harbour(base);
    harbour.control.put("me", "mail.example\n");
    harbour.install(new EchoProtocol("one"), 0);
  }

  @AfterEach
  void everythingEnds() {
    harbour.close();
  }

  private int port(Tls.Mode mode) throws InterruptedException {
    Tls tls = new Tls(mode, List.of("TLSv1.3", "TLSv1.2"), Tls.Files.DEFAULT);
    return Harbour.port(harbour.start(Harbour.settings(0, Harbour.limits(20, 20)).with(tls)));
  }

  @Test
  void theFirstStartMakesACertificateThatOnlyWeCanRead() throws Exception {
    int port = port(Tls.Mode.STARTTLS);
    Path file = base.resolve("control/servercert.pem");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (TestPeer peer = new TestPeer(port)) {
      assertEquals("one: hello", peer.hear());
      peer.send("starttls");
      assertEquals("one: starttls", peer.hear());
      assertEquals("CN=mail.example", peer.encrypt("mail.example"));
      assertEquals("one: TLSv1.3", peer.hear());
      peer.send("ping");
      assertEquals("one: ping", peer.hear());
      peer.send("quit");
      assertEquals("one: quit", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
  }

  @Test
  void implicitTlsBeginsAtOnce() throws Exception {
    try (TestPeer peer = new TestPeer(port(Tls.Mode.IMPLICIT))) {
      peer.encrypt("mail.example");
      assertEquals("one: hello", peer.hear());
    }
  }

  @Test
  void garbageInsteadOfAHandshakeEndsOnlyThisConnection() throws Exception {
    int port = port(Tls.Mode.IMPLICIT);
    try (TestPeer peer = new TestPeer(port);
        TestPeer good = new TestPeer(port)) {
      peer.send("EHLO there, this is not TLS at all");
      while (!peer.hear().equals("(closed)")) {}
      good.encrypt("mail.example");
      assertEquals("one: hello", good.hear());
    }
  }

  @Test
  void thePeerGetsTheCertificateOfTheNameItAsksFor() throws Exception {
    int port = port(Tls.Mode.IMPLICIT);
    SelfSigned.write(base.resolve("control/tls/other.pem"), "other.example");
    SelfSigned.write(base.resolve("control/tls/wild.pem"), "*.wild.example");
    for (List<String> each :
        List.of(
            List.of("other.example", "CN=other.example"),
            List.of("OTHER.example", "CN=other.example"),
            List.of("a.wild.example", "CN=*.wild.example"),
            List.of("a.b.wild.example", "CN=mail.example"),
            List.of("", "CN=mail.example"))) {
      try (TestPeer peer = new TestPeer(port)) {
        assertEquals(each.get(1), peer.encrypt(each.get(0)), each.get(0));
      }
    }
  }

  @Test
  void aRenewedCertificateIsNoticedAndABadOneChangesNothing() throws Exception {
    int port = port(Tls.Mode.IMPLICIT);
    Path file = base.resolve("control/servercert.pem");
    assertEquals("CN=mail.example", subject(port));
    Files.writeString(file, "-----BEGIN CERTIFICATE-----\nMIIB\n");
    assertEquals("CN=mail.example", subject(port));
    Files.delete(file);
    SelfSigned.write(file, "new.example");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofSeconds(5))));
    assertEquals("CN=new.example", subject(port));
    Files.delete(file);
    assertEquals("CN=new.example", subject(port));
  }

  private static String subject(int port) throws IOException {
    try (TestPeer peer = new TestPeer(port)) {
      return peer.encrypt("");
    }
  }

  @Test
  void aSilentEncryptedConversationIsToldAndEnds() throws Exception {
    try (TestPeer peer = new TestPeer(port(Tls.Mode.IMPLICIT))) {
      peer.encrypt("");
      assertEquals("one: hello", peer.hear());
      peer.send("hurry");
      assertEquals("one: hurry", peer.hear());
      assertEquals("one: too slow", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
  }

  @Test
  void stoppingEndsAnEncryptedConversationWithLastWords() throws Exception {
    Tls tls = new Tls(Tls.Mode.IMPLICIT, List.of("TLSv1.3"), Tls.Files.DEFAULT);
    Doorman doorman = harbour.start(Harbour.settings(0, Harbour.limits(5, 5)).with(tls));
    try (TestPeer peer = new TestPeer(Harbour.port(doorman))) {
      peer.encrypt("");
      assertEquals("one: hello", peer.hear());
      doorman.close();
      assertEquals("one: bye", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
  }

  @Test
  void whoeverMustNotUseTlsIsNotOfferedIt() throws Exception {
    harbour.control.put("tcp.smtp", ":allow,UCSPITLS=\"-\"\n");
    Tls tls = new Tls(Tls.Mode.STARTTLS, List.of("TLSv1.3"), Tls.Files.DEFAULT);
    Settings settings =
        Harbour.settings(0, Harbour.limits(5, 5))
            .with(tls)
            .with(Admission.OPEN.with(new Admission.RulesFile("tcp.smtp", false)));
    try (TestPeer peer = new TestPeer(Harbour.port(harbour.start(settings)))) {
      assertEquals("one: hello", peer.hear());
      peer.send("starttls");
      assertEquals("one: starttls", peer.hear());
      assertEquals("(closed)", peer.hear());
      assertTrue(Files.exists(base.resolve("control/servercert.pem")));
    }
  }

  @Test
  void oneBadFileTakesTlsFromNobodyElse() throws Exception {
    Files.writeString(base.resolve("control/tls/bad.pem"), "no certificate at all");
    assertEquals("CN=mail.example", subject(port(Tls.Mode.IMPLICIT)));
  }

  /** The JDK asks for one kind of key after the other. */
  @Test
  void anotherHostsKeyOfABetterKindIsNotTaken() throws Exception {
    Path rsa = Path.of("src/test/resources/rsa.pem");
    Files.copy(rsa, base.resolve("control/servercert.pem"));
    SelfSigned.write(base.resolve("control/tls/ec.pem"), "ec.example");
    int port = port(Tls.Mode.IMPLICIT);
    for (List<String> each :
        List.of(
            List.of("rsa.example", "CN=rsa.example"),
            List.of("", "CN=rsa.example"),
            List.of("ec.example", "CN=ec.example"))) {
      try (TestPeer peer = new TestPeer(port)) {
        assertEquals(each.get(1), peer.encrypt(each.get(0)));
      }
    }
  }

  @Test
  void lastWordsReachAPeerThatIsStillSending() throws Exception {
    try (TestPeer peer = new TestPeer(port(Tls.Mode.IMPLICIT))) {
      peer.encrypt("");
      assertEquals("one: hello", peer.hear());
      peer.send("quit\n" + "x".repeat(200_000));
      assertEquals("one: quit", peer.hear());
      assertEquals("(closed)", peer.hear());
    }
  }
}
