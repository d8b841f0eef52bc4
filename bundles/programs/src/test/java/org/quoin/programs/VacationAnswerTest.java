package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.api.Sender;

class VacationAnswerTest {
  private static String answer(String sender, String mail, String text) {
    VacationAnswer answer =
        new VacationAnswer(new Sender(sender), "joe@example.org", Header.of(mail), Instant.EPOCH);
    return answer.with(VacationText.of(text));
  }

  private static List<String> names(String answer) {
    return Header.of(answer).fields().stream().map(Header.Field::name).toList();
  }

  @Test
  void hasASubjectOfItsOwnUnlessTheTextHasOne() {
    String plain = answer("sue@x", "Subject: hi\n\n", "I am away.");
    assertEquals("Auto: hi", Header.of(plain).first("subject").orElseThrow().value());
    assertTrue(plain.endsWith("\n\nI am away."));
    String own = answer("sue@x", "Subject: hi\n\n", "Subject: $SUBJECT $SUBJECT\n\n");
    assertEquals("hi hi", Header.of(own).first("subject").orElseThrow().value());
    assertEquals(1, Header.of(own).all("subject").count());
  }

  @Test
  void keepsTheFieldsOfTheTextThatAreItsToSay() {
    String answer =
        answer(
            "sue@x",
            "",
            """
            From: Joe <joe@y>
            To: all@x
            Bcc: ann@x
            Date: never
            Reply-To: z@y
            Auto-Submitted: no
            Content-Type: text/plain;
             charset=utf-8

            bye
            """);
    assertEquals(
        List.of(
            "to",
            "subject",
            "from",
            "reply-to",
            "content-type",
            "date",
            "message-id",
            "auto-submitted",
            "precedence"),
        names(answer));
  }

  @Test
  void takesATextThatOnlyLooksLikeAHeader() {
    String answer = answer("sue@x", "", "Dear friend: I am away.\nBye\n");
    assertTrue(answer.endsWith("\n\nDear friend: I am away.\nBye\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Note: I am away.\nBye\n",
        "Note: I am away.\n",
        "Note: I am away.",
        "From Monday on I am away.\n\nBye\n",
        "From Monday on I am away."
      })
  void keepsALetterThatBeginsLikeAHeader(String letter) {
    assertTrue(answer("sue@x", "", letter).endsWith("\n\n" + letter));
  }

  @Test
  void takesAHeaderBehindALineOfAnMbox() {
    String answer = answer("sue@x", "", "From joe Mon Jan 01\nSubject: away\n\nBye\n");
    assertEquals("away", Header.of(answer).first("subject").orElseThrow().value());
    assertTrue(answer.endsWith("\n\nBye\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<a b@c>", "<>", "a@b", "<a@b> <c@d>", "<a@b\u00ff>", "<a@b\0>"})
  void namesNoMessageIdThatIsNone(String id) {
    assertFalse(names(answer("sue@x", "Message-ID: " + id + "\n\n", "")).contains("in-reply-to"));
  }

  @Test
  void letsNobodyWriteFieldsOrControls() {
    String mail = "Subject: a\r\n\tb\0\u001b[m" + "x".repeat(1000) + "\n\n";
    String answer = answer("a\nBcc: ann@z@x", mail, "Subject: $SUBJECT\n\n$SUBJECT");
    assertFalse(names(answer).contains("bcc"));
    assertTrue(answer.indexOf('\0') < 0 && answer.indexOf('\u001b') < 0);
    assertTrue(answer.length() < 1000);
  }

  @Test
  void writesNoByteOfAnAddressThatBreaksALine() {
    VacationAnswer answer =
        new VacationAnswer(
            new Sender("a\rb@x"), "joe@a <b>\t\u007fc", Header.of(""), Instant.EPOCH);
    String text = answer.with(VacationText.of("bye"));
    assertTrue(text.indexOf('\r') < 0, text);
    assertTrue(text.contains(".vacation@a__b___c>\n"), text);
  }

  @Test
  void hasNoTextThatIsNoFileOrTooLarge(@TempDir Path home) throws IOException {
    Path file = home.resolve(".vacation.msg");
    Files.createDirectory(file);
    assertThrows(IOException.class, () -> VacationText.read(home));
    Files.delete(file);
    Files.writeString(file, "x".repeat(100_001));
    assertThrows(IOException.class, () -> VacationText.read(home));
    Files.writeString(file, "Subject: x\r\n\r\nline\r\n");
    assertEquals("line\n", VacationText.read(home).body());
  }
}
