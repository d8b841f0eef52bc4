package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;

/** What a store should hold, folded in the plainest way from the facts it was given. */
final class Model {

  /** A live mail: its envelope and, per recipient, the mark that counts. */
  record Mail(long number, Envelope envelope, Map<Integer, QueueRecord.Mark> marks) {
    Mail copy() {
      return new Mail(number, envelope, new TreeMap<>(marks));
    }
  }

  /** What was promised, folded. */
  private Map<String, List<Mail>> base = new TreeMap<>();

  /** Units that came after it, which a crash may forget, newest first. */
  private final List<List<? extends QueueRecord>> pending = new ArrayList<>();

  /** All of it, folded. */
  private Map<String, List<Mail>> now = new TreeMap<>();

  /** These facts were handed to the store. */
  void handed(List<? extends QueueRecord> facts) {
    pending.add(facts);
    apply(now, facts);
  }

  /** The store has refused the last of them: they never come. */
  void refused() {
    pending.removeLast();
    now = copy(base);
    pending.forEach(facts -> apply(now, facts));
  }

  /** The store has promised to keep the last of them, and so all before it. */
  void promised() {
    pending.forEach(facts -> apply(base, facts));
    pending.clear();
  }

  private static Map<String, List<Mail>> copy(Map<String, List<Mail>> queues) {
    Map<String, List<Mail>> copy = new TreeMap<>();
    queues.forEach(
        (name, mails) -> {
          List<Mail> copies = new ArrayList<>();
          mails.forEach(mail -> copies.add(mail.copy()));
          copy.put(name, copies);
        });
    return copy;
  }

  private static void apply(Map<String, List<Mail>> queues, List<? extends QueueRecord> facts) {
    facts.forEach(fact -> apply(queues, fact));
    queues.values().removeIf(List::isEmpty);
  }

  private static void apply(Map<String, List<Mail>> queues, QueueRecord fact) {
    List<Mail> mails = queues.computeIfAbsent(fact.queue(), queue -> new ArrayList<>());
    switch (fact) {
      case QueueRecord.Accepted accepted ->
          mails.add(new Mail(accepted.message(), accepted.envelope(), new TreeMap<>()));
      case QueueRecord.Mark mark ->
          mails.stream()
              .filter(mail -> mail.number() == mark.message())
              .forEach(mail -> mail.marks().merge(recipient(mark), mark, Model::later));
      case QueueRecord.Removed removed ->
          mails.removeIf(mail -> mail.number() == removed.message());
    }
  }

  private static QueueRecord.Mark later(QueueRecord.Mark before, QueueRecord.Mark mark) {
    boolean tooLate = before instanceof QueueRecord.Settled && mark instanceof QueueRecord.Deferred;
    return tooLate ? before : mark;
  }

  private static int recipient(QueueRecord.Mark mark) {
    return switch (mark) {
      case QueueRecord.Settled settled -> settled.recipient();
      case QueueRecord.Deferred deferred -> deferred.recipient();
      case QueueRecord.Held held -> -1;
    };
  }

  /** What waits now, by queue. */
  Map<String, List<Mail>> live() {
    return now;
  }

  /**
   * Checks that a store that was opened again holds what came out of some first part of the
   * history, with all that was promised in it; from now on that part is the history.
   */
  void requirePrefix(QueueStore store, String context) throws IOException {
    Map<String, List<Mail>> found = read(store, context);
    Iterator<List<? extends QueueRecord>> rest = pending.iterator();
    while (!base.equals(found) && rest.hasNext()) {
      apply(base, rest.next());
    }
    assertEquals(base, found, context);
    pending.clear();
    now = copy(base);
  }

  private static Map<String, List<Mail>> read(QueueStore store, String context) throws IOException {
    Map<String, List<Mail>> found = new TreeMap<>();
    for (String queue : store.counts().keySet()) {
      Testbed.Ear ear = new Testbed.Ear();
      store.attach(queue, ear).close();
      List<Mail> mails = new ArrayList<>();
      for (Testbed.Told told : ear.told) {
        assertFalse(told.suspect(), () -> "nothing is damaged: " + told + ": " + context);
        StoredBody body = told.message().content().body();
        assertArrayEquals(Testbed.bytes(body.id(), (int) body.size()), Testbed.read(body));
        Mail mail = new Mail(told.number(), told.message().envelope(), new TreeMap<>());
        told.marks().forEach(mark -> mail.marks().put(recipient(mark), mark));
        mails.add(mail);
      }
      found.put(queue, mails);
    }
    return found;
  }
}
