package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that ask another one: bouncesaying, condredirect and except. */
class ChildProgramsTest {
  private static final String MESSAGE = "Subject: hi\n\nbody\n";
  private static final String LARGE = "Subject: hi\n\n" + "0123456789abcde\n".repeat(650_000);

  @TempDir Path folder;
  private TestPlace place;

  @BeforeEach
  void setUp() throws IOException {
    place = new TestPlace(folder);
    place.set("SENDER", "sue@example.net");
    place.set("DTLINE", "Delivered-To: joe@example.org\n");
  }

  @AfterEach
  void tearDown() {
    place.close();
  }

  private int run(String name, String message, String... words) throws IOException {
    List<String> before =
        switch (name) {
          case "bouncesaying" -> List.of("no");
          case "condredirect" -> List.of("to@example.com");
          default -> List.of();
        };
    List<String> all = new ArrayList<>(before);
    all.addAll(List.of(words));
    return place.run(name, all, message);
  }

  @ParameterizedTest
  @CsvSource({
    "bouncesaying, 0, 100", "bouncesaying, 1, 0", "bouncesaying, 100, 0", "bouncesaying, 111, 111",
    "condredirect, 0, 99", "condredirect, 1, 0", "condredirect, 100, 0", "condredirect, 111, 111",
    "except, 0, 100", "except, 99, 0", "except, 255, 0", "except, 111, 111"
  })
  void decideByTheChildsExitCode(String name, int child, int exit) throws IOException {
    assertEquals(exit, run(name, MESSAGE, "sh", "-c", "exit " + child));
    assertEquals(name.equals("condredirect") && child == 0, place.queued().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bouncesaying", "condredirect", "except"})
  void waitForAChildThatWasKilled(String name) throws IOException {
    assertEquals(111, run(name, MESSAGE, "sh", "-c", "kill -TERM $$"));
    assertEquals(name + ": fatal: child crashed\n", place.complained());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bouncesaying", "condredirect", "except"})
  void takeAChildThatCannotRunForANo(String name) throws IOException {
    Files.writeString(place.folder().resolve("plain"), "no program");
    assertEquals(0, run(name, MESSAGE, "./missing"));
    assertEquals(0, run(name, MESSAGE, "no-such-program-anywhere"));
    assertEquals(0, run(name, MESSAGE, "./plain"));
    assertEquals(Optional.empty(), place.queued());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bouncesaying", "condredirect", "except"})
  void doNotMindAChildThatLeavesTheMessageUnread(String name) throws IOException {
    assertEquals(0, run(name, LARGE, "false"));
    assertEquals(0, run(name, LARGE, "sh", "-c", "exec <&-; exit 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Subject: only a header\n", "\0\u00ff\r\n\u0080 no end"})
  void giveTheChildEveryByte(String message) throws IOException {
    assertEquals(0, run("except", message, "sh", "-c", "cat >got; exit 1"));
    Path got = place.folder().resolve("got");
    assertEquals(message, Files.readString(got, StandardCharsets.ISO_8859_1));
  }

  @Test
  void condredirectSendsOnALargeMessage() throws IOException {
    assertEquals(99, run("condredirect", LARGE, "true"));
    TestPlace.Queued queued = place.queued().orElseThrow();
    assertEquals("Delivered-To: joe@example.org\n" + LARGE, queued.message());
    assertEquals("sue@example.net", queued.sender());
  }

  @Test
  void condredirectGoesOnWhenTheQueueIsFull() throws IOException {
    place.answer(53, "");
    assertEquals(111, run("condredirect", MESSAGE, "true"));
    place.answer(31, "");
    assertEquals(100, run("condredirect", MESSAGE, "true"));
  }

  @Test
  void condredirectNeedsItsVariablesOnlyToSend() throws IOException {
    try (TestPlace bare = new TestPlace(folder.resolve("bare"))) {
      bare.set("SENDER", "");
      assertEquals(0, bare.run("condredirect", List.of("to@example.com", "false"), MESSAGE));
      assertEquals(100, bare.run("condredirect", List.of("to@example.com", "true"), MESSAGE));
      assertEquals("condredirect: fatal: DTLINE not set\n", bare.complained());
    }
  }

  @Test
  void bouncesayingSaysEveryByteOfItsText() throws IOException {
    assertEquals(100, place.run("bouncesaying", List.of("gr\u00fc\u00df 'dich'"), MESSAGE));
    assertEquals("gr\u00fc\u00df 'dich'\n", place.complained());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bouncesaying", "condredirect", "except"})
  void tellTheirUsage(String name) throws IOException {
    assertEquals(100, place.run(name, List.of(), MESSAGE));
    assertTrue(place.complained().startsWith(name + ": usage: " + name + " "));
  }
}
