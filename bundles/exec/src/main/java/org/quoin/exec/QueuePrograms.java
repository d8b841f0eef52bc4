package org.quoin.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.quoin.api.intake.Mail;

/**
 * Runs programs that take mail, a limited number at a time, each for a limited time. Nobody waits
 * for a free place. What a program leaves behind when it ends by itself is left alone, as in qmail.
 */
final class QueuePrograms implements AutoCloseable {
  private static final int SAID_BYTES = 1000;

  private final Place place;
  private final Limits limits;
  private final Semaphore places;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param concurrency programs at a time
   * @param time for one program; then it is killed
   */
  record Limits(int concurrency, Duration time) {
    private static final int MOST = 1000;
    private static final int MOST_SECONDS = 86_400;

    Limits {
      if (concurrency < 1 || concurrency > MOST) {
        throw new IllegalArgumentException("concurrency must be from 1 to " + MOST);
      }
      if (time.isNegative() || time.isZero() || time.toSeconds() > MOST_SECONDS) {
        throw new IllegalArgumentException("program.seconds must be from 1 to " + MOST_SECONDS);
      }
    }

    static Limits of(Qmailqueue.Config config) {
      return new Limits(config.concurrency(), Duration.ofSeconds(config.program_seconds()));
    }
  }

  QueuePrograms(Place place, Limits limits) {
    this.place = place;
    this.limits = limits;
    this.places = new Semaphore(limits.concurrency());
  }

  /**
   * Runs one and waits for its end.
   *
   * @throws IOException if it cannot be started
   * @throws InterruptedException if this thread was interrupted; the program is killed
   */
  ProgramEnd run(Path program, Map<String, String> variables, Mail mail)
      throws IOException, InterruptedException {
    if (!places.tryAcquire()) {
      return ProgramEnd.without(
          ProgramEnd.BUSY, "all " + limits.concurrency() + " programs that may run at a time do");
    }
    try (Papers papers = Papers.of(place.papers(), mail)) {
      return end(QueueScript.start(program, variables, papers, place), papers);
    } finally {
      places.release();
    }
  }

  private ProgramEnd end(Process process, Papers papers) throws IOException, InterruptedException {
    running.add(process);
    if (closed) {
      ProcessTree.kill(process);
    }
    try {
      boolean ended = process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS);
      String said = printable(Papers.beginning(papers.said(), SAID_BYTES));
      String words = Papers.beginning(papers.words(), ProgramEnd.WORDS_BYTES);
      if (ended && (!closed || process.exitValue() == 0)) {
        return new ProgramEnd(process.exitValue(), words, said);
      }
      return closed // and it has failed, perhaps because its children were killed
          ? ProgramEnd.without(ProgramEnd.BUSY, "stopped: " + said)
          : ProgramEnd.without(
              ProgramEnd.TIMEOUT, "killed after " + limits.time().toSeconds() + " s: " + said);
    } finally {
      running.remove(process);
      ProcessTree.kill(process);
    }
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars().forEach(c -> shown.append(c < ' ' || c >= 127 ? ' ' : (char) c));
    return shown.toString().strip();
  }

  /** Kills all that run; what comes now is killed at once. */
  @Override
  public void close() {
    closed = true;
    running.forEach(ProcessTree::kill);
  }
}
