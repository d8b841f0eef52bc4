package org.quoin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the log of an earlier life into order when the store is opened: what {@link Reading} finds
 * is what counts; what cannot be read is kept.
 */
final class Recovery {
  private final Folder folder;
  private final Index index;
  private final Alarm alarm;
  private final Reading log;

  /**
   * What the next life of the store starts from.
   *
   * @param segments that hold something, oldest first
   * @param store its name; empty if there is no store yet
   * @param epoch of the last life
   * @param sequence of the last segment
   * @param next smallest number not used yet
   * @param spares files to make segments of, in this order
   */
  record Recovered(
      List<Segment> segments,
      Optional<String> store,
      long epoch,
      int sequence,
      long next,
      List<Path> spares) {}

  Recovery(Folder folder, Index index, Alarm alarm) {
    this.folder = folder;
    this.index = index;
    this.alarm = alarm;
    this.log = new Reading(folder, index, alarm);
  }

  /**
   * Fills the index.
   *
   * @throws UnsupportedFormatException if the log was written by a version that knows more
   * @throws IOException if the folder cannot be read or written, or mixes two stores
   */
  Recovered run() throws IOException {
    log.run();
    settleNames();
    List<Path> spares = dropBlankTail();
    settleTail();
    long highestBody = new BodyFiles(folder, index, alarm).check(log.mayHaveLost());
    index.suspect(log.damages());
    index.settle();
    long next = Math.max(highestBody, index.highest()) + 1;
    List<Segment> segments = log.segments();
    int sequence = segments.isEmpty() ? 0 : segments.getLast().sequence();
    return new Recovered(
        segments,
        log.store(),
        log.greatest(SegmentHeader::epoch),
        sequence,
        Math.max(next, log.greatest(SegmentHeader::next)),
        spares);
  }

  /**
   * After kill -9 a segment may have become a spare for the kernel only: if that file were written
   * now, a power loss could bring back the segment's name with it.
   */
  private void settleNames() throws IOException {
    folder.disk().syncDirectory(folder.layout().journal());
  }

  /** A segment that was only prepared makes room for one of the new life, under the same number. */
  private List<Path> dropBlankTail() throws IOException {
    List<Segment> segments = log.segments();
    List<Path> blanks = new ArrayList<>();
    while (!segments.isEmpty() && unused(segments.getLast())) {
      int sequence = segments.removeLast().sequence();
      Path spare = folder.layout().spare(sequence);
      folder.disk().rename(folder.layout().segment(sequence), spare);
      folder.disk().syncDirectory(folder.layout().journal());
      blanks.addFirst(spare);
    }
    List<Path> spares = new ArrayList<>(log.spares());
    spares.removeAll(blanks);
    spares.addAll(0, blanks);
    return spares;
  }

  private boolean unused(Segment segment) throws IOException {
    return segment.damage().isEmpty()
        && segment.end() == SegmentHeader.BLOCK
        && log.blank(segment.header());
  }

  /**
   * Writes what was read of the last segment, and is not known to be on disk, once more in the same
   * place, and syncs. It may have been in the kernel's memory only; and after a failed sync the
   * kernel would think that it has nothing to write.
   */
  private void settleTail() throws IOException {
    List<Segment> segments = log.segments();
    if (segments.isEmpty() || segments.getLast().size() < SegmentHeader.BLOCK) {
      return;
    }
    Segment last = segments.getLast();
    ByteBuffer bytes = log.load(last.sequence());
    int durable = Scan.of(new FrameCodec(last.header()), bytes, false).durable();
    try (Disk.LogFile file = folder.disk().open(folder.layout().segment(last.sequence()))) {
      file.write(bytes.slice(durable, last.end() - durable), durable);
      file.sync();
    }
  }
}
