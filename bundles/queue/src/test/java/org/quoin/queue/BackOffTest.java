package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.event.MailEvent;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Deferred;

/** A destination that times out is left alone (R5), and what becomes of those who wait for it. */
class BackOffTest {
  private static final Outcome TIMEOUT = new Outcome.Later(Cause.TIMEOUT, "timed out\n");

  @TempDir Path folder;
  private final Rig rig = new Rig();
  private boolean alive;

  private Outcome answer(Delivery delivery) {
    boolean hole = delivery.recipients().getFirst().domain().equals("hole.test");
    return hole && !alive ? TIMEOUT : Rig.delivered();
  }

  /** Two mails have timed out, two minutes apart; what comes now for the destination waits. */
  private void fallAsleep() throws IOException {
    rig.memory = new FolderMemory(folder);
    rig.transport("smtp", this::answer);
    rig.open();
    rig.send("sue@far.test", "a@hole.test");
    rig.time.passSeconds(121);
    rig.send("sue@far.test", "b@hole.test");
    assertEquals(2, rig.deliveries.size());
  }

  @Test
  void afterTwoTimeoutsNobodyIsTriedForAnHour() throws IOException {
    fallAsleep();
    for (int i = 0; i < 100; i++) {
      rig.send("sue@far.test", "c@hole.test");
    }
    int noted = marks();
    rig.time.passSeconds(60 * 64 - 1);
    assertEquals(2, rig.deliveries.size());
    assertEquals(noted, marks(), "waiting is not noted");
    rig.time.passSeconds(32 * 64);
    assertEquals(3, rig.deliveries.size(), "one probe");
    rig.time.passSeconds(2 * 60 * 64 - 92 * 64 - 1); // the earliest end of the second back-off
    assertEquals(3, rig.deliveries.size());
    alive = true;
    rig.time.passSeconds(2 * 32 * 64);
    assertEquals(0, rig.queue().size(), "it answered, and all were tried");
  }

  @Test
  void oneThatAnswersIsNotPunishedForItsNeighbours() throws IOException {
    fallAsleep();
    rig.send("sue@far.test", "c@hole.test", "joe@good.test");
    assertEquals("good.test", rig.deliveries.getLast().route().destination());
  }

  @Test
  void whyAndTheAnswersOfThoseWhoWaitSayIt() throws IOException {
    fallAsleep();
    long number = rig.send("sue@far.test", "c@hole.test");
    String why = rig.queue().why(number).getFirst();
    assertTrue(
        why.startsWith("c@hole.test: destination hole.test timed out 2 times, tried again at 2026"),
        why);
    assertEquals(
        List.of("hole.test"),
        rig.queue().timeouts().stream().map(Timeouts.Entry::destination).toList());
  }

  @Test
  void restartDoesNotMakeItForgotten() throws IOException {
    fallAsleep();
    rig.reopen();
    rig.send("sue@far.test", "c@hole.test");
    rig.time.passSeconds(3600);
    assertEquals(2, rig.deliveries.size());
    rig.queue().forgetTimeouts(List.of("hole.test"));
    rig.time.passSeconds(1);
    assertEquals(5, rig.deliveries.size(), "all three, for what was forgotten counts no more");
    rig.reopen();
    assertEquals(List.of(1), rig.queue().timeouts().stream().map(Timeouts.Entry::count).toList());
  }

  @Test
  void whatIsKeptIsWrittenWithinAMinuteAndNotForEveryAttempt() throws IOException {
    fallAsleep();
    rig.time.passSeconds(61);
    assertEquals(2, Files.readAllLines(folder.resolve("00")).size());
    Files.setLastModifiedTime(folder.resolve("00"), FileTime.fromMillis(0));
    rig.send("sue@far.test", "joe@good.test");
    rig.time.passSeconds(600);
    assertEquals(0, Files.getLastModifiedTime(folder.resolve("00")).toMillis(), "unchanged");
  }

  @Test
  void fileThatCannotBeReadIsAWarningAndNoMore() throws IOException {
    rig.memory = new FolderMemory(folder);
    Files.write(folder.resolve("00"), new byte[] {0, (byte) 200, '\n', 13, 'x'});
    rig.transport("smtp", this::answer);
    rig.open();
    rig.send("sue@far.test", "joe@good.test");
    assertEquals(1, rig.deliveries.size());
    assertEquals(1, rig.events(MailEvent.Warning.class).size());
  }

  @Test
  void placeThatCannotBeWrittenIsAWarningAndNoMore() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "");
    folder = file;
    fallAsleep();
    rig.time.passSeconds(600);
    assertEquals(1, rig.events(MailEvent.Warning.class).size(), "once");
    rig.close();
  }

  @Test
  void everyoneHasOneLastAttemptThoughTheDestinationIsLeftAlone() throws IOException {
    rig.settings.put("lifetime", "86400");
    rig.transport("smtp", this::answer);
    rig.open();
    for (int i = 0; i < 50; i++) {
      rig.send("sue@far.test", "u" + i + "@hole.test");
    }
    Instant end = rig.time.instant().plus(Duration.ofDays(2));
    rig.time.pass(Duration.ofDays(1));
    assertEquals(50, rig.queue().size(), "nobody is given up before");
    rig.time.pass(Duration.between(rig.time.instant(), end));
    assertEquals(0, rig.queue().size());
    assertEquals(50, rig.intake.got().size(), "bounces");
    List<MailEvent.Ended> last =
        rig.events(MailEvent.Ended.class).stream()
            .filter(ended -> ended.outcome() instanceof Outcome.Failed)
            .toList();
    assertEquals(50, last.size());
    assertTrue(last.stream().allMatch(ended -> ended.outcome().text().endsWith(Schedule.GIVEN_UP)));
    Set<Long> numbers =
        last.stream().map(MailEvent.Ended::message).collect(Collectors.toUnmodifiableSet());
    assertEquals(50, numbers.size());
    assertTrue(rig.deliveries.size() < 150, "hardly anybody waited for: " + rig.deliveries.size());
  }

  @Test
  void mailThatWasNeverTriedIsNotGivenUpAtOnceWhenItIsOld() throws IOException {
    rig.settings.put("lifetime", "86400");
    fallAsleep();
    rig.store.accept(
        "00", rig.time.instant().minusSeconds(100_000), "sue@far.test", Rig.BODY, "old@hole.test");
    rig.time.run();
    Deferred skip = (Deferred) rig.store.log().getLast();
    assertTrue(skip.text().startsWith("Not tried: destination hole.test timed out"), skip.text());
    assertEquals(Cause.TIMEOUT, skip.cause());
    assertEquals(2, rig.deliveries.size());
    assertEquals(3, rig.queue().size());
  }

  @Test
  void localDestinationsAreNeverLeftAlone() throws IOException {
    rig.local(d -> TIMEOUT);
    rig.open();
    rig.send("sue@far.test", "joe@here.test");
    rig.time.passSeconds(3000);
    assertEquals(6, rig.deliveries.size(), "0, 100, 400, 900, 1600, 2500");
  }

  @Test
  void heldAndDeletedMailLeavesASleepingDestination() throws IOException {
    fallAsleep();
    long held = rig.send("sue@far.test", "c@hole.test");
    long deleted = rig.send("sue@far.test", "d@hole.test");
    assertTrue(rig.queue().hold(held));
    assertEquals(Fate.DONE, rig.queue().remove(deleted));
    rig.time.run();
    alive = true;
    rig.time.passSeconds(9000);
    assertEquals(List.of(held), rig.queue().entries(9).stream().map(e -> e.message()).toList());
    assertTrue(rig.queue().release(held));
    rig.time.run();
    assertEquals(0, rig.queue().size());
  }

  private int marks() {
    return (int) rig.store.log().stream().filter(QueueRecord.Mark.class::isInstance).count();
  }
}
