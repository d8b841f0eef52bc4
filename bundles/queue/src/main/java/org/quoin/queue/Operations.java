package org.quoin.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.quoin.api.queue.QueueRecord;

/**
 * What operators do to single messages of one instance. Each wish is durable before the board obeys
 * it, so it counts after a crash too; and one comes after the other, so that the disk and the board
 * agree on which was the last. Nobody but operators waits for that.
 */
final class Operations {
  private final Board board;
  private final Ledger ledger;
  private final Archive archive;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  Operations(Board board, Ledger ledger, Archive archive) {
    this.board = board;
    this.ledger = ledger;
    this.archive = archive;
  }

  /**
   * Notes an operator's decision about one message and obeys it.
   *
   * @return false if there is no such message
   * @throws IOException if it could not be noted; it does not count before the next start
   */
  boolean decide(long message, boolean held) throws IOException {
    oneAtATime.lock();
    try {
      return note(message, held);
    } finally {
      oneAtATime.unlock();
    }
  }

  private boolean note(long message, boolean held) throws IOException {
    if (board.view(all -> all.state().find(message).isEmpty())) {
      return false;
    }
    write(new QueueRecord.Held(queue(), message, held));
    return true;
  }

  /**
   * Releases a message that was appended a moment ago. The store tells of messages in the order of
   * their appends, so when this append is done the board knows it.
   *
   * @throws IOException if it could not be noted, or another command has moved it on already; it
   *     stays held where it is
   */
  void releaseNewcomer(long message) throws IOException {
    oneAtATime.lock();
    try {
      write(new QueueRecord.Held(queue(), message, false));
      if (board.view(all -> all.state().find(message).isEmpty())) {
        throw new IOException("another command has moved it on, held");
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private void write(QueueRecord.Held decision) throws IOException {
    append(decision);
    board.decided(decision);
  }

  private void append(QueueRecord fact) throws IOException {
    if (!ledger.append(List.of(fact))) {
      throw closing();
    }
  }

  private IOException closing() {
    return new IOException("queue " + queue() + " is being closed");
  }

  /**
   * Takes a message away for good; nobody is told.
   *
   * @throws IOException if that could not be noted; it does not count before the next start
   */
  Fate remove(long number) throws IOException {
    return resolve(number, message -> List.of(new QueueRecord.Removed(queue(), number)));
  }

  /**
   * Gives a message up: its sender is told of all recipients who do not have it yet.
   *
   * @param text for the sender
   * @throws IOException if that could not be noted; it does not count before the next start
   */
  Fate giveUp(long number, String text) throws IOException {
    return resolve(
        number,
        message -> {
          List<QueueRecord> facts = new ArrayList<>();
          for (Recipient recipient : message.recipients()) {
            if (recipient.isOpen()) {
              facts.add(new QueueRecord.Settled(queue(), number, recipient.index(), true, text));
            }
          }
          facts.add(new QueueRecord.Held(queue(), number, false));
          return facts;
        });
  }

  /**
   * Moves a message into another instance of the same store, in one append: after a crash it is
   * there or here.
   *
   * @param to id of the other instance
   * @param newNumber its number there
   * @throws IOException if that could not be noted; it stays here
   */
  Fate move(long number, String to, long newNumber) throws IOException {
    if (isSuspect(number)) {
      return Fate.SUSPECT;
    }
    return resolve(
        number,
        message -> {
          History history = history(number);
          Successor successor = new Successor(history);
          List<QueueRecord> facts = new ArrayList<>();
          if (successor.isNeeded()) {
            facts.addAll(successor.facts(to, newNumber, successor.content(), history.held()));
          }
          facts.add(new QueueRecord.Removed(queue(), number));
          return facts;
        });
  }

  private boolean isSuspect(long number) {
    return board.view(all -> all.state().find(number).filter(Message::isSuspect).isPresent());
  }

  private History history(long number) throws IOException {
    ledger.append(List.of()); // so that all that was noted is read back
    return archive.history(number);
  }

  /**
   * Moves a message into an instance on another store. Until its body is copied other operators
   * wait.
   *
   * @throws IOException if a step could not be noted; it may be held then, here, there or in both
   */
  Fate cross(long number, Crossing crossing) throws IOException {
    if (isSuspect(number)) {
      return Fate.SUSPECT;
    }
    OptionalLong newcomer;
    oneAtATime.lock();
    try {
      Fate taken = board.take(number);
      if (taken != Fate.DONE) {
        return taken;
      }
      newcomer = carry(number, crossing);
    } finally {
      oneAtATime.unlock();
    }
    crossing.release(newcomer); // it has a turn there, and others may come from there to here
    return Fate.DONE;
  }

  /** The board hears of every step that was noted, however far it went. */
  private OptionalLong carry(long number, Crossing crossing) throws IOException {
    Message message = board.view(all -> all.state().find(number)).orElseThrow();
    List<QueueRecord> noted = new ArrayList<>();
    try {
      return crossing.carry(
          history(number),
          fact -> {
            append(fact);
            noted.add(fact);
          });
    } finally {
      if (noted.stream().anyMatch(QueueRecord.Removed.class::isInstance)) {
        board.resolved(message, noted);
      } else {
        board.giveBack(message, noted);
      }
    }
  }

  /** The facts that a message which nobody else works on shall have. */
  private interface Wish {
    List<QueueRecord> of(Message message) throws IOException;
  }

  private Fate resolve(long number, Wish wish) throws IOException {
    oneAtATime.lock();
    try {
      return resolveNow(number, wish);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Fate resolveNow(long number, Wish wish) throws IOException {
    Fate taken = board.take(number);
    if (taken != Fate.DONE) {
      return taken;
    }
    Message message = board.view(all -> all.state().find(number)).orElseThrow();
    List<QueueRecord> facts = List.of();
    boolean noted = false;
    try {
      facts = wish.of(message);
      noted = ledger.append(facts);
    } finally {
      if (!noted) {
        board.giveBack(message, List.of());
      }
    }
    if (!noted) {
      throw closing();
    }
    board.resolved(message, facts.stream().filter(f -> f.queue().equals(queue())).toList());
    return Fate.DONE;
  }

  private String queue() {
    return board.settings().id();
  }
}
