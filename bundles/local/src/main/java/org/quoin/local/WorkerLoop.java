package org.quoin.local;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.quoin.api.delivery.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of a worker: one delivery after the other, as qmail-local makes one. The thread that
 * reads goes on reading while a delivery is made: when the platform ends, however it does, its end
 * of the pipe is closed, and what runs here is killed.
 */
final class WorkerLoop {
  /** The first line of a worker that is ready; the number is that of what is said after it. */
  static final String HELLO = "quoin-worker 1";

  /** What begins a delivery. */
  static final int TASK = 'T';

  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);
  private static final int PATIENCE_MILLIS = 1500;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final WorkerNotes notes;
  private final Path folder;
  private final WorkerPlugins plugins = new WorkerPlugins();
  private final ExecutorService delivering =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

  private final Outlets outlets;

  private @Nullable Future<?> current;
  private @Nullable Programs programs;

  /**
   * @param folder for messages
   */
  WorkerLoop(InputStream in, OutputStream out, WorkerNotes notes, Path folder) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = new DataOutputStream(new BufferedOutputStream(out));
    this.notes = notes;
    this.folder = folder;
    this.outlets = new Outlets(folder, 1, 1);
  }

  /**
   * Returns when the platform has ended.
   *
   * @throws IOException if it has gone in the middle of a word
   */
  void run() throws IOException {
    try {
      out.write((HELLO + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      while (in.read() == TASK) {
        accept();
      }
    } finally {
      end();
    }
  }

  private void accept() throws IOException {
    awaitEnd();
    ReceivedBody body = new ReceivedBody(folder);
    WorkerTask task = WorkerTask.read(in, body);
    body.receive(in);
    Programs own = new Programs(task.terms().limits(), task.terms().environment(), outlets);
    programs = own;
    current = delivering.submit(() -> deliver(task, body, own));
  }

  /** The platform may have the answer a moment before its delivery is over here. */
  private void awaitEnd() throws IOException {
    try {
      if (current != null) {
        current.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("a second task", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void deliver(WorkerTask task, ReceivedBody body, Programs own) {
    WorkerAnswer answer;
    try (body) {
      answer = answer(task, own);
    }
    try {
      answer.bounded().write(new WireWriter(out));
      out.flush();
    } catch (IOException e) {
      LOG.debug("the platform has gone", e);
    }
  }

  private WorkerAnswer answer(WorkerTask task, Programs own) {
    WorkerDoor door = new WorkerDoor();
    try {
      Outcome outcome = outcome(task, door, own);
      return new WorkerAnswer(outcome, door.sender(), door.recipients(), notes.take());
    } catch (NotNow e) {
      return WorkerAnswer.of(e.outcome(), notes.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return WorkerAnswer.of(trouble("The delivery was interrupted."), notes.take());
    } catch (RuntimeException | LinkageError | ServiceConfigurationError | StackOverflowError e) {
      LOG.warn("the delivery failed", e);
      return WorkerAnswer.of(trouble("The delivery failed."), notes.take());
    }
  }

  private Outcome outcome(WorkerTask task, WorkerDoor door, Programs own)
      throws NotNow, InterruptedException {
    WorkerTerms terms = task.terms();
    Settings settings = terms.settings(folder);
    Tools tools =
        new Tools(
            new OneAccount(task.account()).asked(),
            new Interpreter(
                plugins.instructions(terms.instructions()), terms.defaults()::orTrouble),
            new Mailboxes(plugins.formats(terms.formats())),
            own,
            new Callables(new Plugins<>(List.of())),
            new Forwarder(terms.door() ? door : null),
            new Controls(null, settings.defaultDelivery()));
    return new Attempt(task.delivery(), task.recipient(), settings, Instant.now()).run(tools);
  }

  private static Outcome trouble(String what) {
    return NotNow.trouble(what + " (#4.3.0)").outcome();
  }

  /** A mailbox that is being written to gets its time, programs do not. */
  private void end() {
    if (programs != null) {
      programs.close();
    }
    delivering.shutdown();
    try {
      if (!delivering.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("a delivery does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
