package org.quoin.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.Reply;

/** Exit codes and words as replies (Q2, Q3). */
class ProgramEndTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 451 qq temporary problem (#4.3.0)",
        "11 | 554 envelope address too long for qq (#5.1.3)",
        "12 | 554 qq permanent problem (#5.3.0)",
        "31 | 554 mail server permanently rejected message (#5.3.0)",
        "32 | 554 qq permanent problem (#5.3.0)",
        "40 | 554 qq permanent problem (#5.3.0)",
        "41 | 451 qq temporary problem (#4.3.0)",
        "51 | 451 qq out of memory (#4.3.0)",
        "52 | 451 qq timeout (#4.3.0)",
        "53 | 451 qq write error or disk full (#4.3.0)",
        "54 | 451 qq read error (#4.3.0)",
        "55 | 451 qq unable to read configuration (#4.3.0)",
        "56 | 451 qq trouble making network connection (#4.3.0)",
        "61 | 451 qq trouble in home directory (#4.3.0)",
        "66 | 451 qq trouble creating files in queue (#4.3.0)",
        "71 | 451 mail server temporarily rejected message (#4.3.0)",
        "72 | 451 connection to mail server timed out (#4.4.1)",
        "73 | 451 connection to mail server rejected (#4.4.1)",
        "74 | 451 communication with mail server failed (#4.4.2)",
        "81 | 451 qq internal bug (#4.3.0)",
        "82 | 451 qq temporary problem (#4.3.0)",
        "91 | 451 qq internal bug (#4.3.0)",
        "99 | 451 qq temporary problem (#4.3.0)",
        "115 | 554 envelope address too long for qq (#5.1.3)",
        "120 | 451 unable to exec qq (#4.3.0)",
        "127 | 451 qq temporary problem (#4.3.0)",
        "255 | 451 qq temporary problem (#4.3.0)",
      })
  @Timeout(60)
  void eachExitCodeHasItsReply(int code, String reply) throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      assertEquals(reply, shop.answer("cat >/dev/null; exit " + code + "\n"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dno such luck (#5.7.1) | 554 no such luck (#5.7.1)",
        "Zcome again (#4.7.1) | 451 come again (#4.7.1)",
        "Kok | 451 ok",
        "xyz | 451 yz",
        "D | 451 qq temporary problem (#4.3.0)",
        "Done\\ntwo\\n | 554 one?two",
        "D\\n\\n\\n | 451 qq temporary problem (#4.3.0)",
      })
  @Timeout(60)
  void itsOwnWordsAreTemporaryUnlessTheyBeginWithD(String words, String reply) throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      assertEquals(reply, shop.answer("cat >/dev/null; printf '" + words + "' >&6; exit 82\n"));
    }
  }

  @Test
  void wordsCountWithExitCode82Only() {
    assertEquals(Optional.empty(), new ProgramEnd(0, "Dno", "").refusal());
    assertEquals(
        Reply.permanent("mail server permanently rejected message (#5.3.0)"),
        new ProgramEnd(31, "Zwait", "").refusal().orElseThrow());
  }
}
