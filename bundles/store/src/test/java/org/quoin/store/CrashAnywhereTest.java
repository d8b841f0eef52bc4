package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.store.Testbed.Bell;
import org.quoin.store.Testbed.Ear;

/** A small log, spoiled at every byte. */
class CrashAnywhereTest {
  private static final Path SEGMENT = new Layout(Testbed.FOLDER).segment(1);
  private static final int MAILS = 6;

  private final List<Long> numbers = new ArrayList<>();
  private FaultyDisk disk = new FaultyDisk();
  private byte[] whole = {};
  private List<Scan.Extent> frames = List.of();

  /** A log of some mails, each in a frame of its own, and a proper end. */
  @BeforeEach
  void write() throws IOException {
    try (Journal store = open(disk)) {
      for (int i = 0; i < MAILS; i++) {
        numbers.add(mail(store, 40 * i, "00"));
      }
    }
    whole = disk.content(SEGMENT);
    SegmentHeader header = SegmentHeader.decode(ByteBuffer.wrap(whole)).orElseThrow();
    frames = Scan.of(new FrameCodec(header), ByteBuffer.wrap(whole), false).frames();
    assertEquals(MAILS + 1, frames.size());
  }

  /** Opens a copy of the disk on which the segment reads so. */
  private Ear recover(byte[] segment, Bell bell) throws IOException {
    FaultyDisk copy = new FaultyDisk();
    copy.makeDirectory(Testbed.FOLDER.resolve("journal"));
    try (Disk.LogFile file = copy.create(SEGMENT)) {
      file.write(ByteBuffer.wrap(segment), 0);
    }
    try (Journal store = open(copy, bell)) {
      Ear ear = new Ear();
      store.attach("00", ear).close();
      for (var told : ear.told) {
        var body = told.message().content().body();
        assertArrayEquals(Testbed.bytes(body.id(), (int) body.size()), Testbed.read(body));
      }
      assertTrue(mail(store, 10, "00") > ear.numbers().stream().mapToLong(n -> n).max().orElse(0));
      return ear;
    }
  }

  /** Those whose records are whole there; the zeros behind them do not matter. */
  private long framesBefore(int offset) {
    return frames.stream().limit(MAILS).filter(frame -> endOfRecords(frame) <= offset).count();
  }

  private int endOfRecords(Scan.Extent frame) {
    return frame.from() + 16 + ByteBuffer.wrap(whole).getInt(frame.from());
  }

  private int end() {
    return frames.getLast().to();
  }

  @Test
  void ofALogThatEndsAnywhereTheWholeFramesRemain() throws IOException {
    for (int cut = SegmentHeader.BLOCK; cut <= end(); cut++) {
      byte[] segment = whole.clone();
      Arrays.fill(segment, cut, segment.length, (byte) 0);
      Bell bell = new Bell();
      Ear ear = recover(segment, bell);
      int kept = ear.numbers().size();
      assertTrue(kept >= framesBefore(cut), "cut at " + cut);
      assertEquals(numbers.subList(0, kept), ear.numbers().subList(0, kept), "cut at " + cut);
      assertEquals(List.of(), bell.alerts, "cut at " + cut);
    }
  }

  @Test
  void ofAFileThatIsTooShortTheWholeFramesRemain() throws IOException {
    for (int cut = SegmentHeader.BLOCK; cut <= end(); cut += 3) {
      Ear ear = recover(Arrays.copyOf(whole, cut), new Bell());
      assertTrue(ear.numbers().size() >= framesBefore(cut), "cut at " + cut);
    }
  }

  @Test
  void garbageBehindAnyByteDoesNotHideWhatIsBeforeIt() throws IOException {
    Random random = new Random(1);
    for (int cut = SegmentHeader.BLOCK; cut <= end(); cut++) {
      byte[] segment = whole.clone();
      for (int i = cut; i < segment.length; i++) {
        segment[i] = (byte) random.nextInt();
      }
      Ear ear = recover(segment, new Bell());
      assertEquals(numbers.subList(0, (int) framesBefore(cut)), ear.numbers(), "cut at " + cut);
    }
  }

  @Test
  void aSpoiledByteCostsItsFrameOnlyAndHoldsTheMailBeforeIt() throws IOException {
    for (int at = SegmentHeader.BLOCK; at < frames.get(MAILS - 1).to(); at++) {
      byte[] segment = whole.clone();
      segment[at] ^= 0x10;
      Bell bell = new Bell();
      Ear ear = recover(segment, bell);
      List<Long> expected = new ArrayList<>(numbers);
      if (!bell.alerts.isEmpty()) {
        int spoiled = (int) framesBefore(at);
        expected.remove(spoiled);
        for (int i = 0; i < ear.told.size(); i++) {
          assertEquals(i < spoiled, ear.told.get(i).suspect(), "byte " + at + " mail " + i);
        }
      } else {
        assertFalse(ear.told.stream().anyMatch(Testbed.Told::suspect), "padding at " + at);
      }
      assertEquals(expected, ear.numbers(), "byte " + at);
    }
  }

  @Test
  void oneSpoiledCopyOfTheHeaderDoesNoHarm() throws IOException {
    for (int at = 0; at < SegmentHeader.BLOCK; at += at < 70 ? 1 : 61) {
      byte[] segment = whole.clone();
      segment[at] ^= 0x55;
      assertEquals(numbers, recover(segment, new Bell()).numbers(), "byte " + at);
    }
  }

  @Test
  void aLostSectorIsReportedAndTheFileIsKeptWhenItsTurnIsOver() throws IOException {
    byte[] segment = whole.clone();
    Arrays.fill(segment, frames.get(1).from(), frames.get(2).to(), (byte) 0);
    disk.content(SEGMENT, segment);
    Bell bell = new Bell();
    try (Journal store = open(disk, bell)) {
      assertTrue(bell.alerts.getFirst().contains("segment 1 is damaged"), bell.alerts.toString());
      for (int i = 0; i < 100; i++) {
        store.append(List.of(Testbed.removed("00", mail(store, 2000, "00"))));
      }
    }
    Path aside = new Layout(Testbed.FOLDER).damaged(1);
    assertArrayEquals(segment, disk.content(aside));
    try (Journal store = open(disk)) {
      Ear ear = attach(store, "00");
      List<Long> rest = new ArrayList<>(numbers);
      rest.subList(1, 3).clear();
      assertEquals(rest, ear.numbers());
      assertEquals(
          List.of(true, false, false, false),
          ear.told.stream().map(Testbed.Told::suspect).toList(),
          "what was suspect stays so when it is copied");
    }
  }

  @Test
  void withoutItsHeaderASegmentIsKeptAndAllBeforeItIsHeld() throws IOException {
    try (Journal store = open(disk)) {
      numbers.add(mail(store, 10, "00"));
    }
    byte[] segment = disk.content(new Layout(Testbed.FOLDER).segment(2));
    Arrays.fill(segment, 0, SegmentHeader.BLOCK, (byte) 0);
    disk.content(new Layout(Testbed.FOLDER).segment(2), segment);
    Bell bell = new Bell();
    try (Journal store = open(disk, bell)) {
      Ear ear = attach(store, "00");
      assertEquals(numbers.subList(0, MAILS), ear.numbers());
      assertTrue(ear.told.stream().allMatch(Testbed.Told::suspect));
    }
    assertTrue(bell.alerts.toString().contains("segment 2 has no readable header"));
    assertArrayEquals(segment, disk.content(new Layout(Testbed.FOLDER).segment(2)));
  }
}
