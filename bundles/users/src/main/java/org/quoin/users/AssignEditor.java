package org.quoin.users;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Changes {@code users/assign} ({@link SharedText}); threads wait for each other. */
final class AssignEditor {
  private static final int PATIENCE_SECONDS = 10;

  /** What the first account is added to. */
  private static final String NO_ACCOUNTS = ".\n";

  private final SharedText text;
  private final ReentrantLock turn = new ReentrantLock();

  AssignEditor(TextFile file) {
    this.text = new SharedText(file);
  }

  /** What is done while no one else changes the file. */
  @FunctionalInterface
  interface Change {
    /** Makes the line to be added, without line end. */
    String line() throws IOException;
  }

  /**
   * Adds an exact line for {@code name}.
   *
   * @param change called once it is sure that the name is free
   * @throws IllegalStateException if the name is taken, or others are changing the file now
   * @throws IOException if the present file is bad, or the new one could not be written
   */
  void add(String name, Change change) throws IOException {
    awaitTurn();
    try {
      text.change(() -> NO_ACCOUNTS, old -> added(old, name, change));
    } finally {
      turn.unlock();
    }
  }

  private static String added(String text, String name, Change change) throws IOException {
    if (AssignSyntax.parse(text).names(name)) {
      throw new IllegalStateException("there is an account " + name + " already");
    }
    int end = AssignSyntax.endLine(text);
    return text.substring(0, end) + change.line() + "\n" + text.substring(end);
  }

  private void awaitTurn() throws IOException {
    try {
      if (!turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw text.busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting to change users/assign", e);
    }
  }
}
