package org.quoin.store;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.quoin.api.queue.QueueRecord;

/**
 * Where the records of one live message are: its acceptance and, per recipient, the mark that
 * counts. Numbers only, because there is one for each waiting message. Guarded by its {@link
 * Index}; what leaves it is a copy.
 */
final class Entry {
  /** In the key of a mark: it settles its recipient, or releases the message. */
  private static final long FINAL = 1L << 31;

  /** In the place of a recipient: the mark is about the whole message. */
  private static final int WHOLE = -1;

  /** Of a message that was not tried: one array for all of them. */
  private static final long[] NO_MARKS = {};

  final long message;
  final Body body;

  /** Where the message was accepted first; orders the messages of an instance. */
  final long order;

  final long location;
  final int length;
  boolean suspect;

  /** Pairs sorted by recipient: (recipient, final?, length) in one number, then location. */
  private long[] marks = NO_MARKS;

  private int end;

  Entry(LogRecord.Acceptance acceptance, long location, int length) {
    this.message = acceptance.message().message();
    this.body = acceptance.body();
    this.order = acceptance.order() == Location.NONE ? location : acceptance.order();
    this.suspect = acceptance.suspect();
    this.location = location;
    this.length = length;
  }

  /**
   * What this acceptance knows, with the marks that an older copy of it had gathered. It is suspect
   * only if no release counted when it was written.
   */
  Entry with(Entry older, Place superseded) {
    marks = older.marks;
    end = older.end;
    if (suspect) {
      forgetRelease(superseded);
    }
    return this;
  }

  private Entry(Entry other) {
    this.message = other.message;
    this.body = other.body;
    this.order = other.order;
    this.suspect = other.suspect;
    this.location = other.location;
    this.length = other.length;
    this.marks = Arrays.copyOf(other.marks, other.end);
    this.end = other.end;
  }

  Entry copy() {
    return new Entry(this);
  }

  /** Whether exactly the same records count. */
  boolean sameAs(Entry other) {
    return location == other.location && Arrays.equals(marks, 0, end, other.marks, 0, other.end);
  }

  /** Tells where a record is. */
  @FunctionalInterface
  interface Place {
    void at(long location, int length);
  }

  /** Visits all records that count. */
  void places(Place visitor) {
    visitor.at(location, length);
    for (int i = 0; i < end; i += 2) {
      visitor.at(marks[i + 1], length(marks[i]));
    }
  }

  /** Places of the marks that count, oldest first; their lengths by {@link #markLength}. */
  long[] markLocations() {
    return LongStream.range(0, end / 2).map(i -> marks[(int) (2 * i + 1)]).sorted().toArray();
  }

  int markLength(long markLocation) {
    int i = 1;
    while (marks[i] != markLocation) {
      i += 2;
    }
    return length(marks[i - 1]);
  }

  /** Puts a mark in the place of the one before it; a recipient that is settled stays settled. */
  void mark(QueueRecord.Mark mark, long markLocation, int markLength, Place superseded) {
    boolean last = isFinal(mark);
    int i = find(recipient(mark));
    long key = ((long) recipient(mark) << 32) | (last ? FINAL : 0) | markLength;
    if (i < end && recipient(marks[i]) == recipient(mark)) {
      if (mark instanceof QueueRecord.Deferred && (marks[i] & FINAL) != 0) {
        superseded.at(markLocation, markLength);
        return;
      }
      superseded.at(marks[i + 1], length(marks[i]));
    } else {
      insert(i);
    }
    marks[i] = key;
    marks[i + 1] = markLocation;
    suspect &= !isReleased();
  }

  /** Why it would be suspect if nobody had decided. */
  Doubt doubt(Damages damages) {
    return new Doubt(damages.behind(location), body.location() == Body.GONE);
  }

  /** Tells what an operator knew who made the decision that stands at this place. */
  @FunctionalInterface
  interface Knowledge {
    Doubt at(long location);
  }

  /** A release answers only what was known then; another one is forgotten. */
  void suspectUnlessAnswered(Doubt doubt, Knowledge knowledge, Place superseded) {
    boolean answered = isReleased() && doubt.isAnswered(knowledge.at(marks[1]));
    if (!doubt.isNone() && !answered) {
      suspect = true;
      forgetRelease(superseded);
    }
  }

  private void forgetRelease(Place superseded) {
    if (isReleased()) {
      superseded.at(marks[1], length(marks[0]));
      marks = Arrays.copyOfRange(marks, 2, end);
      end = marks.length;
    }
  }

  private boolean isReleased() {
    return end > 0 && recipient(marks[0]) == WHOLE && (marks[0] & FINAL) != 0;
  }

  private static boolean isFinal(QueueRecord.Mark mark) {
    return switch (mark) {
      case QueueRecord.Settled settled -> true;
      case QueueRecord.Deferred deferred -> false;
      case QueueRecord.Held held -> !held.held();
    };
  }

  private void insert(int i) {
    if (end == marks.length) {
      marks = Arrays.copyOf(marks, Math.max(2, 2 * end));
    }
    System.arraycopy(marks, i, marks, i + 2, end - i);
    end += 2;
  }

  /** Index of the first pair whose recipient is not smaller. */
  private int find(int recipient) {
    int low = 0;
    int high = end / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (recipient(marks[2 * middle]) < recipient) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low;
  }

  private static int recipient(QueueRecord.Mark mark) {
    return switch (mark) {
      case QueueRecord.Settled settled -> settled.recipient();
      case QueueRecord.Deferred deferred -> deferred.recipient();
      case QueueRecord.Held held -> WHOLE;
    };
  }

  private static int recipient(long key) {
    return (int) (key >> 32);
  }

  private static int length(long key) {
    return (int) (key & (FINAL - 1));
  }
}
