package org.quoin.smtpd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
  /** {@code |} stands for a line end, {@code %} and {@code &} for the lines that are added. */
  @ParameterizedTest
  @CsvSource({
    "Subject: x||body|, Subject: x|%&|body|",
    "date: now||body|, date: now|&|body|",
    "Message-Id: <a>|Date: b||x|, Message-Id: <a>|Date: b||x|",
    "X-Date: b|Dates: c| Date: d||x|, X-Date: b|Dates: c| Date: d|%&|x|",
    "Subject: x|, Subject: x|%&",
    "'', %&",
    "|Date: in the body|, %&|Date: in the body|",
    "hello there|x|, %&|hello there|x|",
    "Date: a|hello|Message-ID: <b>|, Date: a|&|hello|Message-ID: <b>|",
    "' indented|x|', '%&| indented|x|'",
    "Subject: x| more|Date : a||b|, Subject: x| more|Date : a|&|b|",
    ":x|, %&|:x|",
    "From a@b Mon|Date: a||x|, From a@b Mon|Date: a|&|x|",
    "Date: a|From a@b Mon|x|, Date: a|&|From a@b Mon|x|",
    "Subject: x, Subject: x|%&",
    "Subject, %&|Subject",
    "S\u00fcbject: x|, %&|S\u00fcbject: x|",
  })
  void whatTheHeaderLacksIsAddedBehindIt(String sent, String stored) {
    for (int piece = 1; piece <= sent.length() + 1; piece++) {
      assertEquals(
          stored.replace("%", "Date: now\n").replace("&", "Message-ID: <id>\n").replace("|", "\n"),
          completed(sent.replace("|", "\n"), piece),
          "in pieces of " + piece);
    }
  }

  @Test
  void aNameThatNeverEndsIsNoField() {
    String line = "x".repeat(5000) + ": y\n";
    assertEquals("Date: now\nMessage-ID: <id>\n\n" + line, completed(line, 1000));
  }

  private static String completed(String message, int piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Completion completion = new Completion(out::write, "now", "<id>");
    byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i += piece) {
      completion.write(bytes, i, Math.min(piece, bytes.length - i));
    }
    completion.finish();
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
