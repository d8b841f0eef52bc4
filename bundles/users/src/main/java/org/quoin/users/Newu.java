package org.quoin.users;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Compiles {@code users/assign} into {@code users/cdb} (U2), with qmail-newu's complaints. */
final class Newu {
  private final TextFile assign;
  private final Replacement table;
  private final ReentrantLock turn = new ReentrantLock();

  Newu(TextFile assign, Replacement table) {
    this.assign = assign;
    this.table = table;
  }

  /**
   * @throws IllegalStateException if it is being compiled already
   * @throws IOException if there is no new table; the old one is as it was
   */
  void compile() throws IOException {
    if (!turn.tryLock()) {
      throw new IllegalStateException("users/assign is being compiled already");
    }
    try {
      List<AssignLine> lines = lines(text());
      write(lines);
    } finally {
      turn.unlock();
    }
  }

  private String text() throws IOException {
    Optional<String> text;
    try {
      text = assign.text();
    } catch (IOException e) {
      throw new IOException("unable to read users/assign: " + e.getMessage(), e);
    }
    return text.orElseThrow(() -> new IOException("unable to open users/assign"));
  }

  private void write(List<AssignLine> lines) throws IOException {
    try {
      table.write(out -> AssignTable.write(lines, out));
    } catch (IOException e) {
      throw new IOException("unable to write users/cdb.tmp: " + e.getMessage(), e);
    }
  }

  private static List<AssignLine> lines(String text) throws IOException {
    try {
      return AssignSyntax.lines(text);
    } catch (IOException e) {
      throw new IOException("bad format in users/assign: " + e.getMessage(), e);
    }
  }
}
