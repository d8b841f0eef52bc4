package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.event.MailEvent;

/** The server as its listener sees it. */
class ServingTest {
  private static final String MESSAGE =
      String.join(
          "\r\n",
          "MAIL FROM:<s@example.net>",
          "RCPT TO:<r@example.org>",
          "DATA",
          "Subject: x",
          "",
          "hi",
          ".",
          "");

  @Test
  void aBatchOfCommandsIsAnsweredInOneWrite() throws IOException {
    Bench bench = new Bench();
    Bench.CountedOutput out = new Bench.CountedOutput();
    InputStream in = new ByteArrayInputStream(Bench.bytes("EHLO a\r\n" + MESSAGE + "QUIT\r\n"));
    bench.protocol().serve(new FakeConnection(in, out));
    assertEquals(2, out.writes, "the greeting, then all the rest");
  }

  @Test
  void aConversationThatShallEndIsToldSoAtTheNextCommand() throws IOException {
    Bench bench = new Bench();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FakeConnection[] connection = new FakeConnection[1];
    InputStream closing =
        new InputStream() {
          @Override
          public int read() {
            connection[0].closing = true;
            return -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return read();
          }
        };
    InputStream in =
        new SequenceInputStream(new ByteArrayInputStream(Bench.bytes("NOOP\r\n")), closing);
    connection[0] = new FakeConnection(in, out);
    bench.protocol().serve(connection[0]);
    String[] said = out.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
    assertArrayEquals(
        new String[] {
          "220 mx.example.org ESMTP", "250 ok", "421 I'm going away, please come back (#4.3.2)", ""
        },
        said);
  }

  @Test
  void nothingIsLeftOfAMessageWhosePeerVanishes() throws IOException {
    for (int end = 0; end < MESSAGE.length(); end++) {
      Bench bench = new Bench();
      bench.talk(MESSAGE.substring(0, end));
      assertEquals(0, bench.intake.queued.size(), "cut at " + end);
      assertEquals(bench.intake.begun, bench.intake.closed, "cut at " + end);
    }
  }

  @Property(tries = 300)
  void anyBytesInAnyPiecesAreAnsweredTheSame(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 9) Integer> moves,
      @ForAll @IntRange(min = 1, max = 30) int piece)
      throws IOException {
    String[] texts = {
      "MAIL FROM:<a@b>\r\n",
      "RCPT TO:<r@example.org>\r\n",
      "DATA\r\n",
      ".\r\n",
      "x\r\n",
      "\r",
      "\n",
      "RSET\r\n",
      "\0\u00ff",
      "QUIT\r\n"
    };
    StringBuilder input = new StringBuilder();
    moves.forEach(move -> input.append(texts[move]));
    byte[] bytes = Bench.bytes(input.toString());
    Bench whole = new Bench();
    Bench split = new Bench();
    assertEquals(
        whole.talk(input.toString()),
        split.talk(Bench.inPieces(bytes, piece, 1)),
        input.toString());
    assertEquals(whole.intake.queued, split.intake.queued);
    assertEquals(split.intake.begun, split.intake.closed);
  }

  @Test
  void aHundredThousandRecipientsAreAnsweredAndTenThousandTaken() throws IOException {
    Bench bench = new Bench();
    String rcpt = "RCPT TO:<r@example.org>\r\n".repeat(100_000);
    String said = bench.talk("MAIL FROM:<>\r\n" + rcpt + "DATA\r\n.\r\nQUIT\r\n");
    assertEquals(90_000, said.lines().filter(line -> line.startsWith("452 ")).count());
    assertEquals(10_000, bench.intake.queued.get(0).recipients().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"greet", "begin", "sender", "recipient", "body", "write", "submit"})
  void classesThatAreSwappedAwayMeanLater(String call) throws IOException {
    FakeQueue queue = new FakeQueue().broken(call, new NoClassDefFoundError("swapped away"));
    Bench bench = new Bench(FakeControlFiles.usual(), queue.reads(!call.equals("write")));
    String said = bench.talk("NOOP\r\n" + MESSAGE + "QUIT\r\n");
    assertTrue(said.startsWith("220 mx.example.org ESMTP\r\n250 ok\r\n"), said);
    assertTrue(said.endsWith("221 mx.example.org\r\n"), said);
    assertEquals(!call.equals("greet"), said.contains("451 qq temporary problem (#4.3.0)"), said);
    assertEquals(call.equals("greet") ? 1 : 0, bench.intake.queued.size());
    assertEquals(bench.intake.begun, bench.intake.closed);
  }

  @Test
  void whatWasAnsweredGoesOutThoughTheSessionBreaks() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FakeQueue queue = new FakeQueue().broken("sender", new StackOverflowError());
    Bench bench = new Bench(FakeControlFiles.usual(), queue);
    InputStream in = new ByteArrayInputStream(Bench.bytes("NOOP\r\n" + MESSAGE));
    assertThrows(
        StackOverflowError.class, () -> bench.protocol().serve(new FakeConnection(in, out)));
    assertEquals(
        "220 mx.example.org ESMTP\r\n250 ok\r\n", out.toString(StandardCharsets.ISO_8859_1));
  }

  @Test
  void refusalsOfTheServerItselfAreSaidToTheOperator() throws IOException {
    Bench bench = new Bench();
    bench.talk("MAIL FROM:<s@x>\r\nRCPT TO:<r@example.org>\r\nDATA\r\na\nb");
    MailEvent.Refused refused =
        assertInstanceOf(MailEvent.Refused.class, bench.events.get(bench.events.size() - 1));
    assertEquals("bare LF", refused.rule());
    assertEquals("s@x", refused.sender().text());
  }

  @Test
  void recipientsBeyondTheLimitAreSaidToTheOperator() throws IOException {
    Settings usual = Settings.DEFAULT;
    Settings one =
        new Settings(
            usual.lineBytes(),
            1,
            usual.errors(),
            usual.extensions(),
            usual.strictLines(),
            usual.help());
    Bench bench = new Bench().settings(one);
    bench.talk("MAIL FROM:<s@x>\r\nRCPT TO:<r1@example.org>\r\nRCPT TO:<r2@example.org>\r\n");
    MailEvent.Refused refused =
        assertInstanceOf(MailEvent.Refused.class, bench.events.get(bench.events.size() - 1));
    assertEquals("maxrecipients", refused.rule());
    assertEquals(MailEvent.Stage.RECIPIENT, refused.stage());
    assertEquals("r2@example.org", refused.recipient());
    assertEquals("s@x", refused.sender().text());
  }

  @Test
  void unreadableControlFilesAreAWarning() throws IOException {
    Bench bench = new Bench(FakeControlFiles.usual().unreadable("me"), new FakeQueue());
    assertEquals("421 unable to read controls (#4.3.0)\r\n", bench.talk("QUIT\r\n"));
    assertInstanceOf(MailEvent.Warning.class, bench.events.get(0));
  }

  @Test
  void controlFilesThatCannotBeReadAfterSTARTTLSAreToldToThePeer() throws IOException {
    FakeControlFiles control = FakeControlFiles.usual();
    Bench bench = new Bench(control, new FakeQueue());
    InputStream in =
        new ByteArrayInputStream(Bench.bytes("STARTTLS\r\n")) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            control.unreadable("me");
            return super.read(buffer, offset, length);
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FakeConnection connection =
        new FakeConnection(in, out, FakeConnection.PEER, Map.of("TLS", "yes"));
    bench.protocol().serve(connection);
    assertTrue(
        out.toString(StandardCharsets.ISO_8859_1)
            .endsWith("220 ready for TLS\r\n421 unable to read controls (#4.3.0)\r\n"));
  }

  @Test
  void theServerIsReadyWithOneOfTwoNames() {
    FakeControlFiles none = new FakeControlFiles();
    assertEquals(
        Optional.of("control/me is missing and control/smtpgreeting too"),
        new Bench(none, new FakeQueue()).protocol().notReady());
    none.with("smtpgreeting", "x\n");
    assertEquals(Optional.empty(), new Bench(none, new FakeQueue()).protocol().notReady());
    assertEquals(Optional.empty(), new Bench().protocol().notReady());
  }

  @Test
  void aBadSettingKeepsThePortShut() {
    SmtpProtocol.Checked bad =
        new SmtpProtocol.Checked(
            Settings.DEFAULT, AuthSettings.DEFAULT, Optional.of("org.quoin.smtpd: errors = 0"));
    SmtpProtocol protocol =
        new SmtpProtocol(
            bad, FakeControlFiles.usual(), InstantSource.system(), new Sessions(), new Nonces());
    assertEquals(Optional.of("org.quoin.smtpd: errors = 0"), protocol.notReady());
  }

  @Test
  void theTimeoutComesFromControl() throws IOException {
    assertEquals(Duration.ofMinutes(20), idle(FakeControlFiles.usual()));
    assertEquals(
        Duration.ofSeconds(7), idle(FakeControlFiles.usual().with("timeoutsmtpd", "7 s\n")));
    assertEquals(Duration.ofSeconds(1), idle(FakeControlFiles.usual().with("timeoutsmtpd", "0\n")));
    Duration most = idle(FakeControlFiles.usual().with("timeoutsmtpd", "999999999999\n"));
    assertTrue(most.toMillis() <= Integer.MAX_VALUE);
  }

  private static Duration idle(FakeControlFiles control) throws IOException {
    FakeConnection connection =
        new FakeConnection(InputStream.nullInputStream(), new ByteArrayOutputStream());
    new Bench(control, new FakeQueue()).protocol().serve(connection);
    return connection.idle;
  }

  @Test
  void variablesOfTheAccessRulesHideThePeer() throws IOException {
    Bench bench = new Bench();
    Map<String, String> variables =
        Map.of("TCPREMOTEHOST", "hidden.example", "TCPREMOTEIP", "10.0.0.1", "DATABYTES", "+");
    bench
        .protocol()
        .serve(
            new FakeConnection(
                new ByteArrayInputStream(Bench.bytes(MESSAGE)),
                new ByteArrayOutputStream(),
                FakeConnection.PEER,
                variables));
    assertTrue(
        bench.intake.queued.get(0).text().startsWith("Received: from hidden.example (10.0.0.1)\n"));
  }
}
