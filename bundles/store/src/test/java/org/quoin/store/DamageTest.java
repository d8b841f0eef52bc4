package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.FOLDER;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.deferred;
import static org.quoin.store.Testbed.open;
import static org.quoin.store.Testbed.read;
import static org.quoin.store.Testbed.removed;
import static org.quoin.store.Testbed.settled;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueStore;
import org.quoin.store.Anatomy.Field;

/**
 * A store of several segments with every kind of record, and one bit changed in every field. Each
 * time the place is reported, all mail that it does not concern is handed out as it was, all mail
 * that it may concern is held, nothing is deleted, and a check says the same, online and offline.
 */
class DamageTest {
  private static final Layout LAYOUT = new Layout(FOLDER);
  private static final int SEGMENTS = 3;

  /** So many fields of one kind in each segment. */
  private static final int EACH = 3;

  private final FaultyDisk disk = new FaultyDisk();

  /** What each frame says, in the order of the log. */
  private final List<List<QueueRecord>> history = new ArrayList<>();

  private final List<Frame> frames = new ArrayList<>();
  private long lost;
  private long filed;

  /**
   * @param number its place in the history; the frame that ends a segment has that of the next one
   */
  private record Frame(int segment, Scan.Extent extent, int number, boolean isLast) {}

  /** What an opening should say and hand out. */
  private record Expected(String alert, Set<Integer> lostFrames, int damageAt) {}

  // The store

  @BeforeEach
  void write() throws IOException {
    try (Journal store = open(disk)) {
      long shared = mail(store, 300, "00", "01");
      append(store, settled("00", shared, 0));
      append(store, deferred("00", shared, 1, "busy"));
      filed = mail(store, 9000, "00");
      append(store, new Held("00", filed, true));
      append(store, removed("00", mail(store, 40, "00")));
      lost = mail(store, 9000, "01");
    }
    disk.remove(LAYOUT.body(lost));
    try (Journal store = open(disk)) {
      append(store, new Held("01", lost, false));
      append(store, new Held("00", filed, false));
      for (int i = 0; i < 8; i++) {
        long last = mail(store, 1900, "0" + i % 2);
        append(store, settled("0" + i % 2, last, 2), deferred("0" + i % 2, last, 0, "later"));
      }
      append(store, removed("01", mail(store, 100, "01")));
    }
    for (int segment = 1; segment <= SEGMENTS; segment++) {
      locate(segment);
    }
    assertEquals(history.size(), frames.getLast().number(), "every append is a frame");
    assertTrue(frames.stream().filter(Frame::isLast).count() == SEGMENTS);
  }

  private long mail(Journal store, int size, String... queues) throws IOException {
    try (BodyWriter writer = store.create()) {
      StoredBody body = Testbed.finish(writer, size);
      List<QueueRecord> records = new ArrayList<>();
      for (String queue : queues) {
        records.add(Testbed.accepted(queue, body, 3));
      }
      append(store, records.toArray(QueueRecord[]::new));
      return body.id();
    }
  }

  private void append(Journal store, QueueRecord... records) throws IOException {
    store.append(List.of(records));
    history.add(List.of(records));
  }

  private void locate(int segment) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(disk.content(LAYOUT.segment(segment)));
    SegmentHeader header = SegmentHeader.decode(bytes).orElseThrow();
    int before = frames.isEmpty() ? 0 : frames.getLast().number();
    for (Scan.Extent extent : Scan.of(new FrameCodec(header), bytes, true).frames()) {
      boolean last = FrameCodec.length(bytes, extent.from()) == 0;
      frames.add(new Frame(segment, extent, before, last));
      before += last ? 0 : 1;
    }
  }

  // One bit changed

  @Test
  void aChangedBitInAnyFieldOfAFrameConcernsOnlyWhatItMust() throws IOException {
    Map<String, Integer> seen = new TreeMap<>();
    for (Frame frame : frames) {
      ByteBuffer bytes = ByteBuffer.wrap(disk.content(LAYOUT.segment(frame.segment())));
      for (Field field : Anatomy.frame(bytes, frame.extent())) {
        String kind = frame.segment() + " " + field.name();
        if (seen.merge(kind, 1, Integer::sum) <= EACH) {
          flip(frame, field, field.at());
          flip(frame, field, field.at() + field.length() - 1);
        }
      }
    }
    for (String type : List.of("body", "accepted", "settled", "removed", "postponed", "held")) {
      assertTrue(seen.containsKey("1 " + type + ".type"), seen.toString());
    }
    assertTrue(seen.containsKey("2 released.damage") && seen.containsKey("3 frame.durable"));
  }

  private void flip(Frame frame, Field field, int at) throws IOException {
    FaultyDisk copy = copy();
    change(copy, LAYOUT.segment(frame.segment()), at, 1 << (at % 8));
    require(copy, expected(frame), field + " of " + frame);
  }

  /**
   * What ends a segment proves nothing that the next epoch does not, but within an epoch it does.
   */
  private Expected expected(Frame frame) {
    Scan.Extent extent = frame.extent();
    if (!frame.isLast()) {
      return new Expected(
          told(frame.segment(), extent.from(), extent.to()),
          Set.of(frame.number()),
          frame.number());
    }
    return frame.segment() == 2
        ? new Expected(told(2, extent.from(), 16 << 10), Set.of(), frame.number())
        : new Expected("", Set.of(), 0);
  }

  private static String told(int segment, int from, int to) {
    return "segment "
        + segment
        + " is damaged from byte "
        + from
        + " to "
        + to
        + "; mail accepted before that is held";
  }

  @Test
  void aChangedBitInOneCopyOfASegmentsHeaderDoesNoHarm() throws IOException {
    for (int segment = 1; segment <= SEGMENTS; segment++) {
      for (int copyAt : new int[] {0, 2048}) {
        for (Field field : header(segment, copyAt)) {
          FaultyDisk copy = copy();
          change(copy, LAYOUT.segment(segment), field.at(), 0x20);
          require(copy, new Expected("", Set.of(), 0), segment + " " + field);
        }
      }
    }
  }

  private List<Field> header(int segment, int at) throws IOException {
    return Anatomy.header(ByteBuffer.wrap(disk.content(LAYOUT.segment(segment))), at);
  }

  @Test
  void aChangedBitInBothCopiesCostsTheSegmentAndIsReported() throws IOException {
    for (int segment = 1; segment <= SEGMENTS; segment++) {
      for (Field field : header(segment, 0)) {
        FaultyDisk copy = copy();
        change(copy, LAYOUT.segment(segment), field.at(), 0x20);
        change(copy, LAYOUT.segment(segment), field.at() + 2048, 0x20);
        if (field.name().equals("header.version")) {
          Map<Path, byte[]> before = contents(copy);
          Testbed.refused("of format version", () -> open(copy));
          Testbed.refused("of format version", () -> offline(copy));
          requireKept(before, copy, true);
        } else {
          require(copy, withoutHeader(segment), segment + " " + field);
        }
      }
    }
  }

  private Expected withoutHeader(int segment) {
    Set<Integer> gone = new HashSet<>();
    int behind = 0;
    for (Frame frame : frames) {
      if (frame.segment() == segment) {
        if (!frame.isLast()) {
          gone.add(frame.number());
        }
        behind = frame.number();
      }
    }
    String alert =
        "segment " + segment + " has no readable header; mail accepted before that is held";
    return new Expected(alert, gone, behind);
  }

  @Test
  void aChangedBitInABodyFileIsFoundByWhoeverReadsItAndByAnyCheck() throws IOException {
    for (int at : new int[] {0, 4500, 8999}) {
      FaultyDisk copy = copy();
      change(copy, LAYOUT.body(filed), at, 1);
      Map<Path, byte[]> before = contents(copy);
      List<String> offline = offline(copy);
      Testbed.Bell bell = new Testbed.Bell();
      List<String> online = new ArrayList<>(bell.alerts);
      try (Journal store = open(copy, bell)) {
        online.addAll(bell.alerts);
        store.check(online::add);
        for (Testbed.Told told : attach(store, "00").told) {
          assertEquals(false, told.suspect());
          requireBody(told.message().content().body(), told.number() == filed);
        }
      }
      String name = "message " + filed + " of queue 00 cannot be read: ";
      assertEquals(
          1, online.stream().filter(line -> line.startsWith(name)).count(), online::toString);
      assertEquals(new TreeSet<>(online), new TreeSet<>(offline));
      requireKept(before, copy, false);
    }
  }

  // What must be so

  private void require(FaultyDisk copy, Expected expected, String context) throws IOException {
    Map<Path, byte[]> before = contents(copy);
    List<String> offline = offline(copy);
    Testbed.Bell bell = new Testbed.Bell();
    List<String> said = new ArrayList<>();
    try (Journal store = open(copy, bell)) {
      store.check(said::add);
      for (String queue : List.of("00", "01")) {
        assertEquals(state(queue, expected), handedOut(store, queue), context);
      }
    }
    boolean told = bell.alerts.stream().anyMatch(expected.alert()::equals);
    assertTrue(told || expected.alert().isEmpty(), () -> context + ": " + bell.alerts);
    long about = bell.alerts.stream().filter(alert -> alert.startsWith("segment")).count();
    assertEquals(expected.alert().isEmpty() ? 0 : 1, about, () -> context + ": " + bell.alerts);
    said.addAll(bell.alerts);
    assertEquals(new TreeSet<>(said), new TreeSet<>(offline), context);
    requireKept(before, copy, false);
  }

  private static List<String> offline(FaultyDisk copy) throws IOException {
    List<String> said = new ArrayList<>();
    boolean sound = new Checkup(copy, FOLDER, said::add).isSound();
    assertEquals(sound, said.getLast().endsWith(" 0 things found"));
    said.removeLast();
    said.removeIf(line -> line.contains("belong to no known mail") || line.contains("are cut off"));
    return said;
  }

  /** A message as text: its number, whether it is held as suspect, and its marks. */
  private List<String> handedOut(QueueStore store, String queue) throws IOException {
    List<String> found = new ArrayList<>();
    for (Testbed.Told told : attach(store, queue).told) {
      found.add(told.number() + " " + told.suspect() + " " + told.marks());
      requireBody(told.message().content().body(), told.number() == lost);
    }
    return found;
  }

  private static void requireBody(StoredBody body, boolean isSpoiled) throws IOException {
    if (isSpoiled) {
      assertThrows(IOException.class, () -> read(body));
    } else {
      assertArrayEquals(Testbed.bytes(body.id(), (int) body.size()), read(body));
    }
  }

  /** A message as the history says it, without the frames that are lost. */
  private record Mail(int acceptedBy, Map<Integer, QueueRecord.Mark> marks) {
    Mail(int acceptedBy) {
      this(acceptedBy, new LinkedHashMap<>());
    }

    void take(QueueRecord.Mark mark) {
      int about =
          switch (mark) {
            case QueueRecord.Settled settled -> settled.recipient();
            case QueueRecord.Deferred deferred -> deferred.recipient();
            case Held decision -> -1;
          };
      marks.remove(about);
      marks.put(about, mark);
    }

    boolean isReleased() {
      return marks.get(-1) instanceof Held decision && !decision.held();
    }
  }

  /** The fold of what is left of the history. */
  private List<String> state(String queue, Expected expected) {
    Map<Long, Mail> mails = new TreeMap<>();
    for (int i = 0; i < history.size(); i++) {
      if (!expected.lostFrames().contains(i)) {
        int frame = i;
        history.get(i).stream()
            .filter(record -> record.queue().equals(queue))
            .forEach(record -> fold(record, frame, mails));
      }
    }
    List<String> state = new ArrayList<>();
    mails.forEach((number, mail) -> state.add(told(number, mail, expected)));
    return state;
  }

  private static void fold(QueueRecord record, int frame, Map<Long, Mail> mails) {
    switch (record) {
      case QueueRecord.Accepted accepted -> mails.put(accepted.message(), new Mail(frame));
      case QueueRecord.Removed gone -> mails.remove(gone.message());
      case QueueRecord.Mark mark -> {
        if (mails.containsKey(mark.message())) {
          mails.get(mark.message()).take(mark);
        }
      }
    }
  }

  /** No release was made in spite of this damage; the one of the mail without a body knew that. */
  private String told(long number, Mail mail, Expected expected) {
    boolean doubtful = !expected.alert().isEmpty() && mail.acceptedBy() < expected.damageAt();
    boolean suspect = doubtful || (number == lost && !mail.isReleased());
    if (suspect && mail.isReleased()) {
      mail.marks().remove(-1);
    }
    return number + " " + suspect + " " + List.copyOf(mail.marks().values());
  }

  // Files

  private FaultyDisk copy() throws IOException {
    FaultyDisk copy = new FaultyDisk();
    for (Map.Entry<Path, byte[]> file : contents(disk).entrySet()) {
      try (Disk.LogFile made = copy.create(file.getKey())) {
        made.write(ByteBuffer.wrap(file.getValue()), 0);
      }
      copy.content(file.getKey(), file.getValue());
    }
    return copy;
  }

  private static void change(FaultyDisk copy, Path file, int at, int bits) throws IOException {
    byte[] bytes = copy.content(file);
    bytes[at] ^= (byte) bits;
    copy.content(file, bytes);
  }

  private static Map<Path, byte[]> contents(FaultyDisk from) throws IOException {
    Map<Path, byte[]> contents = new HashMap<>();
    for (Path folder : List.of(LAYOUT.journal(), LAYOUT.bodies())) {
      for (String name : from.list(folder)) {
        contents.put(folder.resolve(name), from.content(folder.resolve(name)));
      }
    }
    return contents;
  }

  /** Segments with records, and body files, are all there and as they were. */
  private static void requireKept(Map<Path, byte[]> before, FaultyDisk copy, boolean untouched)
      throws IOException {
    Map<Path, byte[]> after = contents(copy);
    for (Map.Entry<Path, byte[]> file : before.entrySet()) {
      String name = String.valueOf(file.getKey().getFileName());
      boolean used = Layout.sequence(name, Layout.SEGMENT).orElse(0) <= SEGMENTS;
      if (untouched || (used && !name.endsWith(Layout.SPARE))) {
        assertArrayEquals(file.getValue(), after.get(file.getKey()), name);
      }
    }
  }
}
