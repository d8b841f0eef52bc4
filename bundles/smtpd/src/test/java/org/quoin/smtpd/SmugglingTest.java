package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two programs that disagree on where a message ends let a stranger smuggle in a second one. Every
 * known wrong end must be refused or stay inside the message.
 */
class SmugglingTest {
  private static final String BEFORE =
      "MAIL FROM:<s@example.net>\r\nRCPT TO:<r@example.org>\r\nDATA\r\nSubject: x\r\n\r\nhello";
  private static final String SMUGGLED =
      "MAIL FROM:<evil@example.net>\r\nRCPT TO:<r@example.org>\r\nDATA\r\nevil\r\n.\r\nQUIT\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n.\n",
        "\n.\r\n",
        "\r\n.\n",
        "\n\n.\r\n",
        "\r\n\n.\r\n",
        "\r\r\n.\n",
        "\n.\n\r",
        "\n\r\n.\n",
        "\r\n\0\n.\r\n",
        "\n.\0\n",
      })
  void anEndWithABareLfIsRefusedAndNothingIsQueuedBehindIt(String end) throws IOException {
    Bench bench = new Bench();
    String said = bench.talk(BEFORE + end + SMUGGLED);
    assertTrue(said.endsWith("451 See https://cr.yp.to/docs/smtplf.html.\r\n"), said);
    assertEquals(List.of(), bench.intake.queued);
    assertEquals(bench.intake.begun, bench.intake.closed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r.\r",
        "\r.\r\n",
        "\r\n.\r",
        "\r\n\0.\r\n",
        "\r\n.\0\r\n",
        "\r\n.\r\r\n",
        "\r\n\r.\r\n",
        "\r\r\n.\r\r\n",
        "\r\r\n.\r\n",
      })
  void anEndWithABareCrOrANulIsRefusedAtTheRealEnd(String end) throws IOException {
    Bench bench = new Bench();
    String said = bench.talk(BEFORE + end + SMUGGLED);
    assertTrue(said.contains("554 sorry, your message has a bare CR or a NUL"), said);
    boolean isRealEnd = end.endsWith("\n.\r\n");
    assertEquals(isRealEnd ? 1 : 0, bench.intake.queued.size());
    assertEquals(bench.intake.begun, bench.intake.closed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n. \r\n",
        "\r\n.\t\r\n",
        "\r\n..\r\n",
        "\r\n\u0085.\r\n",
        "\u2028.\r\n",
        "\u000b.\u000b",
        "\r\n.\u00ff\r\n",
      })
  void whatOnlyLooksLikeAnEndStaysInsideTheMessage(String end) throws IOException {
    Bench bench = new Bench();
    bench.talk(BEFORE + end + SMUGGLED);
    assertEquals(1, bench.intake.queued.size());
    FakeIntake.Mail mail = bench.intake.queued.get(0);
    assertEquals("s@example.net", mail.sender());
    assertTrue(mail.text().contains("MAIL FROM:<evil@example.net>\n"), mail.text());
    assertFalse(mail.text().contains("QUIT"), mail.text());
  }

  /** Each wrong end in one chunk, and cut in two at each place. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n.\n",
        "\n.\r\n",
        "\r\n.\n",
        "\r.\r",
        "\r.\r\n",
        "\r\n\0.\r\n",
        "\r\r\n.\r\r\n",
        "\r\n.\r\r\n",
      })
  void noWrongEndComesInByChunks(String end) throws IOException {
    String body = "Subject: x\r\n\r\nhello" + end + "evil\r\n";
    for (int cut = 0; cut <= body.length(); cut++) {
      Bench bench = new Bench();
      String said =
          bench.talk(
              "MAIL FROM:<s@example.net>\r\nRCPT TO:<r@example.org>\r\nBDAT "
                  + (cut + "\r\n" + body.substring(0, cut))
                  + ("BDAT " + (body.length() - cut) + " LAST\r\n" + body.substring(cut)));
      assertTrue(said.contains("\r\n451 See") || said.contains("\r\n554 sorry"), said);
      assertEquals(List.of(), bench.intake.queued);
    }
  }

  /** A dot alone means nothing in a chunk, and must be stuffed by whoever sends it on by DATA. */
  @Test
  void aLoneDotInAChunkIsText() throws IOException {
    Bench bench = new Bench();
    String body = "Subject: x\r\n\r\n.\r\nQUIT\r\n";
    bench.talk(
        "MAIL FROM:<s@example.net>\r\nRCPT TO:<r@example.org>\r\nBDAT "
            + (body.length() + " LAST\r\n" + body));
    assertTrue(bench.intake.queued.get(0).text().endsWith("Subject: x\n\n.\nQUIT\n"));
  }
}
