package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The crew's threads are tasks in a list here: each is run by hand. */
class CrewTest {
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final Crew crew = new Crew(threads::add);
  private final List<String> done = new ArrayList<>();

  private Runnable task(String name) {
    return () -> done.add(name);
  }

  @Test
  void whatATaskGivesOutRunsOnThreadsOfItsOwn() {
    crew.execute(
        () -> {
          crew.execute(task("a"));
          crew.execute(task("b"));
        });
    threads.remove().run();
    assertEquals(List.of(), done);
    assertEquals(2, threads.size());
  }

  @Test
  void theFirstThingThatALastStepGivesOutIsDoneByItsOwnThread() {
    crew.execute(
        () -> {
          crew.lastly(
              () -> {
                crew.execute(task("a"));
                crew.execute(task("b"));
              });
          done.add("end");
        });
    threads.remove().run();
    assertEquals(List.of("end", "a"), done);
    assertFalse(crew.awaitIdle(Duration.ZERO), "b is not done");
    threads.remove().run();
    assertEquals(List.of("end", "a", "b"), done);
    assertTrue(crew.awaitIdle(Duration.ZERO));
  }

  @Test
  void aTaskThatWasTakenOnIsNotInItsLastStepYet() {
    crew.execute(() -> crew.lastly(() -> crew.execute(() -> crew.execute(task("a")))));
    threads.remove().run();
    assertEquals(List.of(), done);
    assertEquals(1, threads.size());
  }

  @Test
  void aFailureDoesNotTakeTheNextTaskWithIt() {
    crew.execute(
        () -> {
          crew.lastly(() -> crew.execute(task("a")));
          throw new LinkageError("the bundle has just been stopped");
        });
    threads.remove().run();
    assertEquals(List.of("a"), done);
    assertTrue(crew.awaitIdle(Duration.ZERO));
  }

  @Test
  void anInterruptOfOneTaskIsNothingToTheNext() {
    crew.execute(
        () -> {
          crew.lastly(() -> crew.execute(() -> done.add("" + Thread.interrupted())));
          Thread.currentThread().interrupt();
        });
    threads.remove().run();
    assertEquals(List.of("false"), done);
  }

  @Test
  void anInterruptOfTheCrewHoldsToTheEnd() {
    crew.execute(
        () -> {
          crew.lastly(() -> crew.execute(() -> done.add("" + Thread.interrupted())));
          crew.interrupt();
        });
    threads.remove().run();
    assertEquals(List.of("true"), done);
  }

  @Test
  void aStepThatFailsLeavesNoRoomForMore() {
    crew.execute(
        () -> {
          assertThrows(IllegalStateException.class, () -> crew.lastly(CrewTest::fail));
          crew.execute(task("a"));
        });
    threads.remove().run();
    assertEquals(List.of(), done);
    assertEquals(1, threads.size());
  }

  private static void fail() {
    throw new IllegalStateException("told to fail");
  }

  @Test
  void aThreadDoesNothingForAnotherCrew() {
    Crew other = new Crew(threads::add);
    crew.execute(() -> crew.lastly(() -> other.execute(task("other"))));
    threads.remove().run();
    assertEquals(List.of(), done);
    assertFalse(other.awaitIdle(Duration.ZERO));
    threads.remove().run();
    assertTrue(other.awaitIdle(Duration.ZERO));
  }
}
