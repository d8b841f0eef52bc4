package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.Sender;

class EtiquetteTest {
  private static boolean allows(String sender, String header) {
    return new Etiquette(new Sender(sender), Header.of(header)).allowsAnswer();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#@[]",
        "MAILER-DAEMON@example.net",
        "mailer-daemon",
        "Owner-list@example.net",
        "list-OWNER@example.net",
        "list-request@example.net",
        "mail-relay@example.net",
        "list-bounces@example.net",
        "list-bounces+joe=example.org@example.net",
        "list-return-12-joe=example.org@example.net",
        "list-owner-joe=example.org@example.net",
        "bounces+12-joe=example.org@example.net",
        "bounce+12@example.net",
        "Do-Not-Reply@example.net",
        "donotreply@example.net",
        "noreply@example.net"
      })
  void forbidsAnswersToMachinesAndLists(String sender) {
    assertFalse(allows(sender, "Subject: x\n\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Precedence: bulk",
        "PRECEDENCE:LIST",
        "Precedence: junk (really)",
        "Auto-Submitted: auto-generated",
        "Auto-Submitted: auto-replied; x=y",
        "Auto-Submitted:",
        "List-Id: <x>",
        "list-unsubscribe: <mailto:x@y>",
        "Mailing-List: run by ezmlm",
        "X-Auto-Response-Suppress: DR, OOF",
        "X-Auto-Response-Suppress: All",
        "X: y\nPrecedence: first-class\nPrecedence: bulk"
      })
  void forbidsAnswersToAutomaticMail(String header) {
    assertFalse(allows("sue@example.net", header + "\n\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Precedence: first-class",
        "Auto-Submitted: no",
        "Auto-Submitted: No (by hand)",
        "Listing: x",
        "X: y\n\nPrecedence: bulk",
        "X-Auto-Response-Suppress: DR"
      })
  void allowsAnswersToPeople(String header) {
    assertTrue(allows("sue@example.net", header + "\n\n"));
    assertTrue(allows("requester@example.net", header + "\n\n"));
    assertTrue(allows("sue", header + "\n\n"));
  }

  @Test
  void forbidsWhatItHasNotRead() {
    assertFalse(allows("sue@example.net", "X: " + "x".repeat(Header.LIMIT_BYTES) + "\n\n"));
  }
}
