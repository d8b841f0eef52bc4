package org.quoin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Reads the whole log into an index and changes nothing. What comes out is everything that anybody
 * was told is safe, and of the rest a prefix; what cannot be read is reported.
 */
final class Reading {
  private final Folder folder;
  private final Index index;
  private final Alarm alarm;
  private final NavigableMap<Integer, Optional<SegmentHeader>> headers = new TreeMap<>();
  private final List<Segment> segments = new ArrayList<>();
  private final List<Path> spares = new ArrayList<>();
  private boolean setAside;
  private final List<Damage> damages = new ArrayList<>();
  private byte[] content = {};

  Reading(Folder folder, Index index, Alarm alarm) {
    this.folder = folder;
    this.index = index;
    this.alarm = alarm;
  }

  /**
   * Fills the index.
   *
   * @throws UnsupportedFormatException if the log was written by a version that knows more
   * @throws IOException if the folder cannot be read, or mixes two stores
   */
  void run() throws IOException {
    list();
    store();
    for (int sequence : headers.keySet()) {
      requireNeighbour(sequence);
      read(sequence);
    }
  }

  /** Segments that were found, oldest first. */
  List<Segment> segments() {
    return segments;
  }

  /** Files that wait to become segments, in the order of their names. */
  List<Path> spares() {
    return spares;
  }

  /** Whether mail that is not in the index may have been here. */
  boolean mayHaveLost() {
    return !damages.isEmpty() || setAside || headers.isEmpty();
  }

  /** What was good once and cannot be read. */
  Damages damages() {
    return new Damages(damages);
  }

  /** The greatest value of a field in all headers. */
  long greatest(ToLongFunction<SegmentHeader> field) {
    return headers.values().stream().flatMap(Optional::stream).mapToLong(field).max().orElse(0);
  }

  private void list() throws IOException {
    for (String name : folder.disk().list(folder.layout().journal())) {
      var segment = Layout.sequence(name, Layout.SEGMENT);
      if (segment.isPresent()) {
        headers.put(segment.getAsInt(), header(segment.getAsInt()));
      }
      setAside |= Layout.sequence(name, Layout.DAMAGED).isPresent();
      Layout.sequence(name, Layout.SPARE).ifPresent(n -> spares.add(folder.layout().spare(n)));
    }
    spares.sort(null);
  }

  private Optional<SegmentHeader> header(int sequence) throws IOException {
    try (Disk.ReadFile file = folder.readSegment(sequence)) {
      if (file.size() < SegmentHeader.BLOCK) {
        return Optional.empty();
      }
      ByteBuffer block = ByteBuffer.wrap(file.exactly(0, SegmentHeader.BLOCK));
      return SegmentHeader.decode(block).filter(header -> header.sequence() == sequence);
    } catch (UnsupportedFormatException e) {
      throw refusal(sequence, e);
    }
  }

  private UnsupportedFormatException refusal(int sequence, IOException e) {
    return new UnsupportedFormatException(
        folder.layout().segment(sequence) + " is of " + e.getMessage());
  }

  /** The store's name; empty if there is no store yet. */
  Optional<String> store() throws IOException {
    List<String> stores =
        headers.values().stream().flatMap(Optional::stream).map(SegmentHeader::store).toList();
    if (stores.stream().distinct().count() > 1) {
      throw new IOException(
          folder.layout().journal()
              + " mixes several stores: "
              + stores.stream().distinct().toList());
    }
    if (stores.isEmpty() && !headers.isEmpty()) {
      throw new IOException(
          "no segment in " + folder.layout().journal() + " has a readable header");
    }
    return stores.stream().findFirst();
  }

  private void requireNeighbour(int sequence) {
    if (!segments.isEmpty() && segments.getLast().sequence() + 1 != sequence) {
      long from = Location.of(segments.getLast().sequence() + 1, 0);
      String what = "the segments before segment " + sequence + " are missing";
      damaged(new Damage(from, Location.of(sequence, 0)), what);
    }
  }

  private void damaged(Damage damage, String what) {
    damages.add(damage);
    alarm.alert(what + "; mail accepted before that is held");
  }

  private void read(int sequence) throws IOException {
    Optional<SegmentHeader> header = headers.getOrDefault(sequence, Optional.empty());
    boolean sealed = header.isPresent() && sealed(header.get());
    ByteBuffer bytes = load(sequence);
    if (header.isEmpty()) {
      boolean cut = bytes.limit() < SegmentHeader.BLOCK;
      String what = cut ? " is shorter than its header" : " has no readable header";
      var all = new Damage(Location.of(sequence, 0), Location.of(sequence + 1, 0));
      damaged(all, "segment " + sequence + what);
      var nobody = new SegmentHeader("", sequence, 0, 0, 0);
      var content = List.of(new Scan.Extent(SegmentHeader.BLOCK, bytes.limit()));
      segments.add(new Segment(nobody, bytes.limit(), SegmentHeader.BLOCK, content));
      return;
    }
    Scan scan = Scan.of(new FrameCodec(header.get()), bytes, sealed);
    for (Scan.Extent frame : scan.frames()) {
      apply(header.get(), frame);
    }
    report(header.get(), scan);
    segments.add(new Segment(header.get(), bytes.limit(), scan.end(), scan.damage()));
  }

  /**
   * Whether a younger segment proves that this one was synced to its end. The youngest ones are
   * asked first: only the next one has to be read for that.
   */
  private boolean sealed(SegmentHeader header) throws IOException {
    for (var younger : headers.tailMap(header.sequence(), false).descendingMap().entrySet()) {
      boolean next = younger.getKey() == header.sequence() + 1;
      Optional<SegmentHeader> other = younger.getValue();
      if (other.isEmpty()
          || (other.get().epoch() == header.epoch() && !(next && blank(other.get())))) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing was ever written behind this header. */
  boolean blank(SegmentHeader header) throws IOException {
    return Scan.of(new FrameCodec(header), load(header.sequence()), false).blank();
  }

  /** A segment's bytes, until the next one is loaded. */
  ByteBuffer load(int sequence) throws IOException {
    try (Disk.ReadFile file = folder.readSegment(sequence)) {
      int size = Math.toIntExact(file.size());
      if (content.length != size) {
        content = new byte[size];
      }
      file.fill(0, content, size);
      return ByteBuffer.wrap(content);
    }
  }

  private void apply(SegmentHeader header, Scan.Extent frame) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    int start = frame.from() + FrameCodec.HEADER;
    ByteBuffer payload = bytes.slice(start, FrameCodec.length(bytes, frame.from()));
    try {
      Payload records = Payload.decode(payload, index::adopt);
      for (Payload.Item item : records.items()) {
        if (item.record() instanceof LogRecord.Inline inline) {
          index.adopt(inline.body());
        }
      }
      index.apply(records, Location.of(header.sequence(), start));
    } catch (IOException e) {
      throw new UnsupportedFormatException(
          folder.layout().segment(header.sequence()) + " at " + start + ": " + e.getMessage());
    }
  }

  /** A cut is told once; damage, as long as it is there. */
  private void report(SegmentHeader header, Scan scan) {
    int sequence = header.sequence();
    for (Scan.Extent damage : scan.damage()) {
      damaged(
          new Damage(Location.of(sequence, damage.from()), Location.of(sequence, damage.to())),
          "segment " + sequence + " is damaged from byte " + damage.from() + " to " + damage.to());
    }
    if (scan.torn() > 0 && header.epoch() == greatest(SegmentHeader::epoch)) {
      alarm.warning(
          "segment "
              + sequence
              + " ends at byte "
              + scan.end()
              + ": "
              + scan.torn()
              + " bytes behind it, which nobody was told were safe, are cut off");
    }
  }
}
