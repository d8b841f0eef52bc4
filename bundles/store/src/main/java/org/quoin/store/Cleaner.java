package org.quoin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.api.queue.NoRoomException;

/**
 * Wins back room, always from the oldest segment: what counts there is written again at the head of
 * the log, synced, and only then the segment is taken back.
 *
 * <p>A message is copied with all its marks, also those in younger segments, so that no mark ever
 * stands before the acceptance that it belongs to. And because segments go oldest first, a removal
 * is there as long as any acceptance that it cancels ({@code docs/journal-format.md}).
 *
 * <p>Runs in small steps on the committer's thread: nothing that it looks at changes meanwhile.
 */
final class Cleaner {
  /** With fewer segments behind the head nothing is cleaned. */
  static final int SEGMENTS = 4;

  /** Steps to leave out after something could not be read. */
  static final int PAUSE = 64;

  private static final int LONG_FRAME = 64 << 10;

  private final Folder folder;
  private final Index index;
  private final Log log;
  private final Supply supply;
  private final Alarm alarm;
  private final List<Copy> copies = new ArrayList<>();
  private @Nullable Walk walk;
  private boolean stopped;
  private boolean unread;
  private int pause;

  private record Copy(Payload payload, long start) {}

  Cleaner(Folder folder, Index index, Log log, Supply supply, Alarm alarm) {
    this.folder = folder;
    this.index = index;
    this.log = log;
    this.supply = supply;
    this.alarm = alarm;
  }

  /**
   * Does some work if the log is more than twice as long as what lives in it.
   *
   * @param bytes about how much to read and write
   * @return whether it got anywhere
   * @throws IOException if the log cannot be written
   */
  boolean step(long bytes) throws IOException {
    supply.check();
    if (log.clean()) {
      supply.deleteBodies(index.takeDoomed());
    }
    if (stopped || log.ring().size() < SEGMENTS || log.size() <= 2 * index.live()) {
      return false;
    }
    if (pause > 0) {
      pause--;
      return false;
    }
    try {
      clean(log.ring().oldest(), bytes);
      unread = false;
      return true;
    } catch (UnreadException e) {
      pause(e);
      return false;
    } catch (NoRoomException e) {
      apply();
      leave();
      return false;
    } catch (DamageException e) {
      stop(e);
      return false;
    }
  }

  private void clean(Segment oldest, long bytes) throws IOException {
    if (index.live(oldest.sequence()) > 0) {
      Walk from = enter(oldest);
      try (LogReader reader = new LogReader(folder)) {
        copy(from, reader, bytes);
      }
      apply();
      if (from.hasNext()) {
        return;
      }
      if (index.live(oldest.sequence()) > 0) {
        throw new DamageException("not all that counts in it was found", null);
      }
    }
    leave();
    log.sync();
    supply.release(log.ring().removeOldest());
  }

  /** Goes on where the last step ended. */
  private Walk enter(Segment oldest) throws IOException {
    Walk here = walk;
    if (here == null) {
      here = new Walk(folder, oldest);
      walk = here;
    }
    return here;
  }

  /** Forgets how far it got; what was copied does not count at its old place any more. */
  void leave() throws IOException {
    if (walk != null) {
      walk.close();
      walk = null;
    }
  }

  /** The disk may give it later; what was copied so far counts. Told once until it goes on. */
  private void pause(UnreadException e) throws IOException {
    pause = PAUSE;
    apply();
    leave();
    if (!unread) {
      unread = true;
      alarm.warning("the log grows until it can be read again: " + e.getMessage());
    }
  }

  /** Nothing is lost by this: the segment stays, and the next opening reports what is wrong. */
  private void stop(DamageException e) throws IOException {
    stopped = true;
    apply();
    leave();
    int oldest = log.ring().oldest().sequence();
    alarm.alert("the log grows from now on: segment " + oldest + ": " + e.getMessage());
  }

  private void copy(Walk from, LogReader reader, long bytes) throws IOException {
    long left = bytes;
    while (left > 0 && from.hasNext()) {
      Walk.Frame frame = from.next(index::body);
      left -= frame.size();
      for (Payload.Item item : frame.payload().items()) {
        left -= copy(item, frame, reader);
      }
    }
  }

  private long copy(Payload.Item item, Walk.Frame frame, LogReader reader) throws IOException {
    long location = frame.start() + item.offset();
    return switch (item.record()) {
      case LogRecord.Inline inline when index.counts(inline.body(), location) ->
          copyBody(inline.body(), frame.bytes(item));
      case LogRecord.Acceptance message when index.counts(message.message(), location) ->
          copyMessage(message, reader);
      case LogRecord.Inline old -> 0;
      case LogRecord.Acceptance old -> 0;
      case LogRecord.Marked goesWithItsMessage -> 0;
      case LogRecord.Gone cancelsNothingYounger -> 0;
    };
  }

  private long copyBody(BodyRef body, ByteBuffer record) throws IOException {
    int before = RecordCodec.BEFORE_BODY;
    ByteBuffer bytes = record.slice(before, record.limit() - before);
    return append(new Payload.Builder().add(body, bytes));
  }

  /**
   * Many marks fill several frames: a copy only adds to what is known, so it may be cut anywhere.
   */
  private long copyMessage(LogRecord.Acceptance found, LogReader reader) throws IOException {
    Entry entry = index.entry(found.message().queue(), found.message().message()).orElseThrow();
    Payload.Builder frame = new Payload.Builder();
    frame.add(new LogRecord.Acceptance(found.message(), entry.order, entry.suspect));
    long bytes = 0;
    int limit = Math.min(LONG_FRAME, log.longestPayload());
    for (long mark : entry.markLocations()) {
      if (frame.length() + entry.markLength(mark) > limit) {
        bytes += append(frame);
        frame = new Payload.Builder();
      }
      frame.add(reader.decode(mark, entry.markLength(mark), index::body));
    }
    return bytes + append(frame);
  }

  private long append(Payload.Builder frame) throws IOException {
    Payload payload = frame.build();
    if (payload.length() > log.longestPayload()) {
      throw new DamageException("a record is longer than the segments that are made now", null);
    }
    copies.add(new Copy(payload, log.append(payload)));
    return FrameCodec.size(payload.length());
  }

  /** Readers may look for the copies from now on: first they are in the file, then in the index. */
  private void apply() throws IOException {
    log.flush();
    copies.forEach(copy -> index.apply(copy.payload(), copy.start()));
    copies.clear();
  }
}
