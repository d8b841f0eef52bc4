package org.quoin.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.FOLDER;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;
import static org.quoin.store.Testbed.refused;
import static org.quoin.store.Testbed.removed;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a store, open or not, finds what is wrong and changes nothing. */
class CheckTest {
  private static final Path SEGMENT = new Layout(FOLDER).segment(1);

  private final FaultyDisk disk = new FaultyDisk();
  private final List<String> said = new ArrayList<>();

  private boolean isSound() throws IOException {
    said.clear();
    return new Checkup(disk, FOLDER, said::add).isSound();
  }

  private void spoil(int at) throws IOException {
    byte[] content = disk.content(SEGMENT).clone();
    content[at] ^= 0x55;
    disk.content(SEGMENT, content);
  }

  @Test
  void aSoundStoreIsReadWholeAndLeftAsItIs() throws IOException {
    try (Journal store = open(disk)) {
      mail(store, 100, "00", "01");
      mail(store, 9000, "00");
      store.append(List.of(removed("00", mail(store, 100, "00"))));
      assertEquals(3, store.check(said::add));
      assertEquals(List.of(), said);
    }
    byte[] before = disk.content(SEGMENT).clone();
    assertTrue(isSound());
    assertEquals(List.of("2 segments, 3 messages read: {00=2, 01=1}, 0 things found"), tail());
    assertArrayEquals(before, disk.content(SEGMENT));
  }

  private List<String> tail() {
    return said.subList(said.size() - 1, said.size());
  }

  @Test
  void aBodyThatChangedOnTheDiskIsNamedWhileTheStoreIsOpen() throws IOException {
    try (Journal store = open(disk)) {
      long message = mail(store, 500, "00");
      spoil(SegmentHeader.BLOCK + FrameCodec.HEADER + RecordCodec.BEFORE_BODY + 17);
      assertEquals(1, store.check(said::add));
      assertEquals(1, said.size());
      assertTrue(
          said.getFirst().startsWith("message " + message + " of queue 00 cannot be read: "));
    }
  }

  @Test
  void damageIsFoundAtEveryByteOfARecordAndNothingIsMended() throws IOException {
    int end;
    try (Journal store = open(disk)) {
      mail(store, 40, "00");
      mail(store, 40, "00");
    }
    byte[] sound = disk.content(SEGMENT).clone();
    end = SegmentHeader.BLOCK + 200;
    for (int at = SegmentHeader.BLOCK + 16; at < end; at += 3) {
      spoil(at);
      byte[] before = disk.content(SEGMENT).clone();
      assertFalse(isSound(), "byte " + at);
      assertArrayEquals(before, disk.content(SEGMENT));
      disk.content(SEGMENT, sound.clone());
    }
    assertTrue(isSound());
  }

  @Test
  void aMissingBodyFileIsFound() throws IOException {
    long message;
    try (Journal store = open(disk)) {
      message = mail(store, 9000, "00");
    }
    disk.remove(new Layout(FOLDER).body(message));
    assertFalse(isSound());
    assertTrue(said.getFirst().contains("is missing or cut"), said.toString());
  }

  @Test
  void aStoreThatIsClosedCannotBeAsked() throws IOException {
    Journal store = open(disk);
    mail(store, 40, "00");
    store.close();
    refused("the store is closed", () -> store.check(said::add));
    assertEquals(List.of(), said);
  }

  @Test
  void theProgramSaysHowItWent(@TempDir Path folder) throws IOException {
    assertEquals(2, exit(folder.toString()));
    assertEquals(2, exit());
    try (Journal store =
        Journal.open(
            new LocalDisk(),
            Settings.defaults(folder),
            new Testbed.Bell(),
            new java.util.Random(1))) {
      mail(store, 40, "00");
    }
    assertEquals(0, exit(folder.toString()));
    assertEquals(0, exit(folder.toString(), folder.toString()), "one after the other");
    assertEquals(2, exit(folder.resolve("absent").toString(), folder.toString()), "the worst");
  }

  private static int exit(String... arguments) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, US_ASCII);
    return Checkup.exit(List.of(arguments), nowhere, nowhere);
  }
}
