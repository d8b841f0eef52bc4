package org.quoin.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.quoin.api.queue.QueueRecord;
import org.quoin.codec.LongMap;

/**
 * What lives where: the fold of all records, as places in the log. The committer applies each frame
 * when it is written; attaching queues, readers of bodies and the cleaner ask.
 */
final class Index {
  /** What a record costs beyond its bytes, at most: frame header, padding. */
  private static final int OVERHEAD = FrameCodec.HEADER + FrameCodec.ALIGNMENT;

  private final Body.Opener opener;
  private final Map<String, LongMap<Entry>> queues = new HashMap<>();
  private final LongMap<Body> bodies = new LongMap<>();
  private final Map<Integer, Long> liveBySegment = new HashMap<>();
  private List<Long> doomed = new ArrayList<>();
  private Damages damages = Damages.NONE;

  /** Of releases that recovery has read, by their places: in spite of what. */
  private LongMap<Doubt> answers = new LongMap<>();

  private boolean settled;
  private long live;
  private long highest;
  private long size;

  Index(Body.Opener opener) {
    this.opener = opener;
  }

  // What the log says

  /**
   * Takes in the records of one frame.
   *
   * @param start where its payload starts
   */
  synchronized void apply(Payload payload, long start) {
    for (Payload.Item item : payload.items()) {
      long location = start + item.offset();
      switch (item.record()) {
        case LogRecord.Inline inline -> place(inline.body(), location, item.length());
        case LogRecord.Acceptance message -> accept(message, location, item.length());
        case LogRecord.Marked marked -> mark(marked, location, item.length());
        case LogRecord.Gone gone -> remove(gone.removed());
      }
    }
  }

  private void place(BodyRef ref, long location, int length) {
    highest = Math.max(highest, ref.id());
    Body body = bodies.get(ref.id());
    if (body != null) {
      if (body.location() > 0) {
        discharge(body.location(), length);
      }
      body.moveTo(location);
      charge(location, length);
    }
  }

  private void accept(LogRecord.Acceptance acceptance, long location, int length) {
    QueueRecord.Accepted message = acceptance.message();
    highest = Math.max(highest, Math.max(message.message(), acceptance.body().id()));
    var queue = queues.computeIfAbsent(message.queue(), name -> new LongMap<>());
    Entry entry = new Entry(acceptance, location, length);
    Entry before = queue.put(entry.message, entry);
    if (before != null) {
      entry.with(before, this::discharge);
      discharge(before.location, before.length);
    } else {
      entry.body.references++;
      size++;
    }
    if (entry.body.location() == Body.PENDING && entry.body.isFiled()) {
      entry.body.moveTo(Body.FILED);
    }
    charge(location, length);
  }

  private void mark(LogRecord.Marked marked, long location, int length) {
    QueueRecord.Mark mark = marked.mark();
    if (!settled && !marked.answered().isNone()) {
      answers.put(location, marked.answered());
    }
    highest = Math.max(highest, mark.message());
    find(mark.queue(), mark.message())
        .ifPresent(
            entry -> {
              charge(location, length);
              entry.mark(mark, location, length, this::discharge);
            });
  }

  private void remove(QueueRecord.Removed removed) {
    highest = Math.max(highest, removed.message());
    var queue = queues.get(removed.queue());
    Entry entry = queue == null ? null : queue.remove(removed.message());
    if (queue == null || entry == null) {
      return;
    }
    if (queue.isEmpty()) {
      queues.remove(removed.queue());
    }
    size--;
    entry.places(this::discharge);
    release(entry.body);
  }

  private void charge(long location, int length) {
    live += length + OVERHEAD;
    liveBySegment.merge(Location.sequence(location), (long) length + OVERHEAD, Long::sum);
  }

  private void discharge(long location, int length) {
    live -= length + OVERHEAD;
    liveBySegment.computeIfPresent(
        Location.sequence(location),
        (segment, bytes) -> bytes == length + OVERHEAD ? null : bytes - length - OVERHEAD);
  }

  // Bodies

  /**
   * Keeps a body while an append that refers to it is running.
   *
   * @return false if it is gone
   */
  synchronized boolean pin(Body body) {
    if (body.location() == Body.GONE) {
      return false;
    }
    if (bodies.get(body.id()) == null) {
      bodies.put(body.id(), body);
    }
    body.references++;
    return true;
  }

  synchronized void unpin(Body body) {
    release(body);
  }

  private void release(Body body) {
    body.references--;
    if (body.references > 0 || !settled) {
      return;
    }
    bodies.remove(body.id());
    long location = body.location();
    if (location > 0) {
      discharge(location, RecordCodec.BEFORE_BODY + (int) body.size());
    }
    if (location == Body.FILED) {
      doomed.add(body.id());
    }
    if (location != Body.PENDING) {
      body.moveTo(Body.GONE);
    }
  }

  /** The body that a record of the log names. */
  synchronized Body body(BodyRef ref) {
    Body body = bodies.get(ref.id());
    return body == null ? Body.recovered(ref, opener) : body;
  }

  /** Like {@link #body}, and from now on there is such a body. */
  synchronized Body adopt(BodyRef ref) {
    Body known = body(ref);
    bodies.put(known.id(), known);
    return known;
  }

  /** Body files that nothing refers to any more; each is told once. */
  synchronized List<Long> takeDoomed() {
    List<Long> files = doomed;
    if (!files.isEmpty()) {
      doomed = new ArrayList<>();
    }
    return files;
  }

  // After recovery

  /**
   * Holds every message that damage may concern, unless an operator knew that damage and released
   * it in spite of it.
   */
  synchronized void suspect(Damages found) {
    damages = found;
    for (var queue : queues.values()) {
      queue.forEach(
          entry -> entry.suspectUnlessAnswered(entry.doubt(found), this::answer, this::discharge));
    }
  }

  private Doubt answer(long release) {
    Doubt answer = answers.get(release);
    return answer == null ? Doubt.NONE : answer;
  }

  /** What whoever releases this message now knows against it. */
  synchronized Doubt doubt(String queue, long message) {
    return find(queue, message).map(entry -> entry.doubt(damages)).orElse(Doubt.NONE);
  }

  /**
   * All has been read; forgets bodies without messages. Until now they were kept: what is read may
   * begin in the middle of cleaning, with the copy of one message, its removal, and only then the
   * copy of another that shares its body.
   */
  synchronized void settle() {
    settled = true;
    List<Body> unused = new ArrayList<>();
    bodies.forEach(
        body -> {
          if (body.references == 0) {
            unused.add(body);
          }
        });
    for (Body body : unused) {
      body.references = 1;
      release(body);
    }
    doomed.clear();
    answers = new LongMap<>();
  }

  // Questions

  private Optional<Entry> find(String queue, long message) {
    var messages = queues.get(queue);
    return messages == null ? Optional.empty() : Optional.ofNullable(messages.get(message));
  }

  /** What counts of a live message, as it is now. */
  synchronized Optional<Entry> entry(String queue, long message) {
    return find(queue, message).map(Entry::copy);
  }

  /** Whether this very record is the acceptance that counts. */
  synchronized boolean counts(QueueRecord.Accepted message, long location) {
    return find(message.queue(), message.message()).map(e -> e.location == location).orElse(false);
  }

  /** Whether this very record is the body. */
  synchronized boolean counts(BodyRef ref, long location) {
    Body body = bodies.get(ref.id());
    return body != null && body.location() == location;
  }

  /** Numbers of the messages of one instance that were accepted behind a place, oldest first. */
  synchronized long[] after(String queue, long order) {
    List<Entry> newer = new ArrayList<>();
    var messages = queues.get(queue);
    if (messages != null) {
      messages.forEach(
          entry -> {
            if (entry.order > order) {
              newer.add(entry);
            }
          });
    }
    newer.sort(Comparator.comparingLong(entry -> entry.order));
    return newer.stream().mapToLong(entry -> entry.message).toArray();
  }

  /** Live messages by instance. */
  synchronized Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    queues.forEach((name, messages) -> counts.put(name, (long) messages.size()));
    return counts;
  }

  /** Live messages of all instances. */
  synchronized long size() {
    return size;
  }

  /** Whether a message that is live needs the file of this body. */
  synchronized boolean needsFile(long id) {
    Body body = bodies.get(id);
    return body != null && body.references > 0 && body.isFiled();
  }

  /** Bodies of live messages that are in files. */
  synchronized List<Body> filed() {
    List<Body> filed = new ArrayList<>();
    bodies.forEach(
        body -> {
          if (needsFile(body.id())) {
            filed.add(body);
          }
        });
    return filed;
  }

  /** Bytes of the log that live. */
  synchronized long live() {
    return live;
  }

  /** Bytes of one segment that live. */
  synchronized long live(int segment) {
    return liveBySegment.getOrDefault(segment, 0L);
  }

  /** The greatest number that any record names. */
  synchronized long highest() {
    return highest;
  }
}
