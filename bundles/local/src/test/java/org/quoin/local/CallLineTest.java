package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class CallLineTest {
  private static final Map<String, String> VARIABLES = Map.of("EXT", "list *", "X_1", "one");

  @Test
  void plainWordsAreTheCall() {
    assertWords("forward joe@example.org", "forward", "joe@example.org");
    assertWords(" \t forward\ta@x   b+c@y,z:%-/._ ", "forward", "a@x", "b+c@y,z:%-/._");
  }

  @Test
  void quotesHoldWordsTogether() {
    assertWords("say 'it is' \"so\" a'b'\"c\"d", "say", "it is", "so", "abcd");
    assertWords("say '' \"\"", "say", "", "");
    assertWords("say '$EXT `x` \\'", "say", "$EXT `x` \\");
    assertWords("say \\$EXT \\  a\\'b", "say", "$EXT", " ", "a'b");
    assertWords("say \"a\\$b\\\"c\\d\"", "say", "a$b\"c\\d");
  }

  @Test
  void variablesCountInsideDoubleQuotesOnly() {
    assertWords("forward \"$EXT\"@new", "forward", "list *@new");
    assertWords("forward \"${X_1}2-$X_1.\"", "forward", "one2-one.");
    assertShell("forward $EXT@new");
    assertShell("forward \"a$GONE\"");
  }

  @Test
  void everythingElseIsForTheShell() {
    for (String command :
        List.of(
            "",
            "  ",
            "a | b",
            "a; b",
            "a && b",
            "a > b",
            "a <b",
            "(a)",
            "a *",
            "a [b]",
            "a ?",
            "a ~",
            "a #b",
            "X=1 a",
            "! a",
            "{ a",
            "a `b`",
            "a \"`b`\"",
            "a \"$(b)\"",
            "a \"$1\"",
            "a \"$?\"",
            "a \"${X_1:-b}\"",
            "a \"${X_1\"",
            "a \"$\"",
            "a 'b",
            "a \"b",
            "a \\")) {
      assertShell(command);
    }
  }

  /** Whatever is understood is what a shell makes of it. */
  @Property(tries = 300)
  void aShellUnderstandsTheSame(
      @ForAll
          @CharRange(from = 'a', to = 'c')
          @Chars({' ', '\'', '"', '\\', '$', 'X', '{', '}', '_', '1', '\t', '-'})
          String line)
      throws IOException {
    Optional<List<String>> words = CallLine.words("say " + line, CallLineTest::value);
    Assume.that(words.isPresent());
    assertEquals(words.get().subList(1, words.get().size()), shell(line), line);
  }

  private static Optional<String> value(String name) {
    return Optional.ofNullable(VARIABLES.get(name));
  }

  private static List<String> shell(String line) throws IOException {
    ProcessBuilder shell =
        new ProcessBuilder(
            "/bin/sh", "-c", "set -- " + line + "\nfor w; do printf '%s\\0' \"$w\"; done");
    shell.environment().clear();
    shell.environment().putAll(VARIABLES);
    try (InputStream in = shell.start().getInputStream()) {
      String out = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return out.isEmpty()
          ? List.of()
          : List.of(out.substring(0, out.length() - 1).split("\0", -1));
    }
  }

  private static void assertWords(String command, String... words) {
    assertEquals(
        Optional.of(List.of(words)), CallLine.words(command, CallLineTest::value), command);
  }

  private static void assertShell(String command) {
    assertEquals(Optional.empty(), CallLine.words(command, CallLineTest::value), command);
  }
}
