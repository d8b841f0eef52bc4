package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueEntry.Line;
import org.quoin.api.queue.QueueEntry.Status;

class SelectionTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  /** Two hours old, 10 KiB, from Sue@far.test to joe@here.test and ann@sub.other.test. */
  private static final QueueEntry ENTRY =
      new QueueEntry(
          "00",
          7,
          NOW.minusSeconds(7200),
          10_240,
          new Sender("Sue@far.test"),
          List.of(line("joe@here.test"), line("ann@sub.other.test")));

  private static Line line(String address) {
    return new Line(new Address(address), Status.WAITING, NOW, "");
  }

  private static boolean takes(String words) {
    String[] split = words.isEmpty() ? new String[0] : words.split(" ", -1);
    return Selection.of(split).takes(ENTRY, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "7, true",
    "6 7, true",
    "8, false",
    "--sender sue@far.test, true",
    "--sender sue, false",
    "--sender *@far.test, true",
    "--sender s*@f*t, true",
    "--sender .*, false",
    "--recipient JOE@here.test, true",
    "--recipient *, true",
    "--recipient bob@here.test, false",
    "--domain here.test, true",
    "--domain .other.test, true",
    "--domain other.test, false",
    "--older 7199, true",
    "--older 7200s, false",
    "--older 119m, true",
    "--older 2H, false",
    "--older 1d, false",
    "--larger 10239, true",
    "--larger 10k, false",
    "--larger 9k, true",
    "--larger 1m, false",
    "--larger 1g, false",
    "7 --sender *@far.test --domain here.test --older 1h, true",
    "7 --sender *@far.test --domain gone.test --older 1h, false",
    "--all, true",
  })
  void itTakesWhatFitsAllThatWasSaid(String words, boolean taken) {
    assertEquals(taken, takes(words));
  }

  @Test
  void queueAndDryRunAreRead() {
    Selection selection = Selection.of("--queue", "01", "--dry-run", "--all");
    assertEquals("01", selection.queue());
    assertTrue(selection.dryRun());
    assertFalse(selection.wide());
  }

  @Test
  void sayingNothingIsNotEnoughForWhatDestroys() {
    for (String words : List.of("", "--queue 01", "--dry-run")) {
      Selection wide =
          Selection.of(
              Arrays.stream(words.split(" ")).filter(w -> !w.isEmpty()).toArray(String[]::new));
      assertTrue(wide.wide());
      assertThrows(IllegalArgumentException.class, wide::requireNarrow);
    }
    Selection.of("--all").requireNarrow();
    Selection.of("7").requireNarrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seven | \"seven\" is no number of a message",
        "--speed 3 | \"--speed\" is none of N ...",
        "--sender | --sender needs a value",
        "--older soon | \"soon\" is no amount such as 2h or 10k",
        "--older 3k | \"3k\" is no amount such as 2h or 10k",
        "--larger 3h | \"3h\" is no amount such as 2h or 10k",
        "--larger 99999999999999 | is no amount such as 2h or 10k",
        "--domain a..b | domain",
      })
  void aWrongWordIsNamed(String words, String complaint) {
    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> takes(words)).getMessage());
    assertTrue(said.contains(complaint), said);
  }
}
