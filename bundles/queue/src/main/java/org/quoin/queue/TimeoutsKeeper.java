package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.quoin.queue.Timeouts.Entry;

/**
 * Brings an instance's timeouts over a restart. Rarely written, never while mail waits for it;
 * whatever is wrong with the file is a warning, and the timeouts are learnt anew.
 */
final class TimeoutsKeeper {
  private static final Duration RARELY = Duration.ofSeconds(10);

  private final Memory memory;
  private final Board board;
  private final Consumer<String> warnings;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private Instant written = Instant.MIN;
  private String warned = "";

  /**
   * @param warnings hears what is wrong, once per trouble
   */
  TimeoutsKeeper(Memory memory, Board board, Consumer<String> warnings) {
    this.memory = memory;
    this.board = board;
    this.warnings = warnings;
  }

  /** Takes up what was kept by an earlier life. */
  void recall() {
    try {
      TimeoutLines.Read read = TimeoutLines.read(memory.recall(id()));
      board.timeouts(timeouts -> timeouts.recall(read.entries()));
      if (read.bad() > 0) {
        warn("timeouts of destinations: " + read.bad() + " lines mean nothing and are ignored");
      }
    } catch (IOException | RuntimeException e) {
      warn("timeouts of destinations cannot be read and are learnt anew: " + e);
    }
  }

  /** Writes what has changed, unless that was done a moment ago. */
  void keepNowAndThen(Instant now) {
    if (oneAtATime.tryLock()) {
      try {
        if (!now.isBefore(written.plus(RARELY)) || now.isBefore(written)) {
          keepChanges(now);
        }
      } finally {
        oneAtATime.unlock();
      }
    }
  }

  /** Writes what has changed. */
  void keep(Instant now) {
    oneAtATime.lock();
    try {
      keepChanges(now);
    } finally {
      oneAtATime.unlock();
    }
  }

  private void keepChanges(Instant now) {
    Optional<List<Entry>> changes = board.view(all -> all.agenda().timeouts().changes());
    if (changes.isEmpty()) {
      return;
    }
    written = now;
    try {
      memory.keep(id(), TimeoutLines.write(changes.get()));
      warned = "";
    } catch (IOException | RuntimeException e) {
      board.view(
          all -> {
            all.agenda().timeouts().keepFailed();
            return false;
          });
      warn("timeouts of destinations cannot be kept: " + e);
    }
  }

  private void warn(String text) {
    if (!text.equals(warned)) {
      warned = text;
      warnings.accept(text);
    }
  }

  private String id() {
    return board.settings().id();
  }
}
