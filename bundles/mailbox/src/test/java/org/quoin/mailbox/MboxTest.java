package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.Content;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.DeliveryKey;
import org.quoin.api.delivery.Outcome;
import org.quoin.codec.BytePath;

@Timeout(120)
class MboxTest {
  private static final DeliveryKey KEY = new DeliveryKey("k", false);
  private static final Outcome DELIVERED = new Outcome.Delivered("");
  private static final String TOP = "Return-Path: <sue@example.net>\n";
  private static final String ENTRY =
      "From sue@example.net Wed Mar 04 05:06:07 2026\n" + TOP + "\nhello\n\n";

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final MboxLocks locks = new MboxLocks(true, clock, clock::pass);
  private Path mailbox;

  @BeforeEach
  void name() {
    mailbox = folder.resolve("Mailbox");
  }

  @Test
  void aNewMboxIsPrivateAndNoLockIsLeft() throws IOException {
    assertEquals(DELIVERED, store(mailbox));
    assertEquals(ENTRY, text());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(mailbox)));
    assertEquals(List.of("Mailbox"), files());
  }

  @Test
  void messagesOfEverySizeAreAppendedWhole() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int size : new int[] {1, 65_535, 65_536, 131_072, 1_000_003}) {
      String message = "y".repeat(size);
      assertEquals(DELIVERED, mbox().store(mailbox, KEY, content(message)));
      expected.append(ENTRY.replace("hello", message));
    }
    assertEquals(expected.toString(), text());
  }

  /** What a crash in the middle of an append leaves. */
  @Test
  void mailBehindATornMessageIsParted() throws IOException {
    for (String torn : List.of("From x\n\nto", "From x\n\nto\n", "\n", "t")) {
      Files.writeString(mailbox, torn);
      assertEquals(DELIVERED, store(mailbox));
      assertTrue(text().startsWith(torn), "nothing earlier is changed");
      assertTrue(text().endsWith("\n\n" + ENTRY), torn);
    }
    for (String whole : List.of("", "\n\n", "From x\n\nto\n\n")) {
      Files.writeString(mailbox, whole);
      assertEquals(DELIVERED, store(mailbox));
      assertEquals(whole + ENTRY, text());
    }
  }

  @Test
  void aFullDiskCutsTheMboxBack() throws IOException {
    EntryWriter full =
        (out, first, content) -> {
          out.write(new byte[200_000]);
          throw new IOException("No space left on device");
        };
    Mbox mbox = new Mbox(locks, true, clock, full);
    for (String before : List.of("", "torn", ENTRY)) {
      Files.writeString(mailbox, before);
      assertEquals(
          later("Unable to write " + mailbox + ": out of disk space. (#4.3.0)"),
          mbox.store(mailbox, KEY, content("hello")));
      assertEquals(before, text());
      assertEquals(List.of("Mailbox"), files());
    }
    assertEquals(DELIVERED, store(mailbox), "it is not locked");
  }

  @Test
  void afterAFaultOfOursTheMboxIsCutBackToo() throws IOException {
    EntryWriter broken =
        (out, first, content) -> {
          out.write(new byte[200_000]);
          throw new IllegalStateException("a fault");
        };
    try {
      new Mbox(locks, true, clock, broken).store(mailbox, KEY, content("x"));
    } catch (IllegalStateException e) {
      assertEquals("a fault", e.getMessage());
    }
    assertEquals("", text());
    assertEquals(DELIVERED, store(mailbox));
  }

  @Test
  void aMessageThatCannotBeReadLeavesNothing() throws IOException {
    byte[] bytes = "x".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
    for (MemoryBody body :
        List.of(
            new MemoryBody(bytes, bytes.length, false),
            new MemoryBody(bytes, bytes.length + 1, true),
            new MemoryBody(bytes, bytes.length - 1, true))) {
      assertEquals(
          later("Unable to read message. (#4.3.0)"),
          mbox().store(mailbox, KEY, new Content(TOP, body)));
      assertEquals("", text());
    }
  }

  @Test
  void aLinkIsFollowedAlsoToAnMboxThatIsNotThereYet() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real")).resolve("box");
    Files.createSymbolicLink(mailbox, Path.of("real/box"));
    assertEquals(DELIVERED, store(mailbox));
    assertEquals(DELIVERED, store(mailbox));
    assertEquals(ENTRY + ENTRY, Files.readString(real));
    assertTrue(Files.isSymbolicLink(mailbox));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
  }

  @Test
  void linksInACircleMeanLater() throws IOException {
    Files.createSymbolicLink(mailbox, mailbox);
    String said = ((Outcome.Later) store(mailbox)).text();
    assertTrue(said.startsWith("Unable to open " + mailbox + ": "), said);
  }

  @Test
  void whatIsNoFileIsNeverWaitedFor() throws Exception {
    Process made = new ProcessBuilder("mkfifo", mailbox.toString()).start();
    assertTrue(made.waitFor(30, TimeUnit.SECONDS));
    String fifo = "Unable to open " + mailbox + ": not a regular file. (#4.2.1)";
    assertEquals(later(fifo), store(mailbox));
    assertEquals(later("Unable to open " + folder + ": is a directory. (#4.2.1)"), store(folder));
    assertEquals(
        later("Unable to open /dev/null: not a regular file. (#4.2.1)"),
        store(Path.of("/dev/null")));
  }

  /** Java would open another file. */
  @Test
  void aNameThatIsNoTextMeansLater() throws IOException {
    Outcome outcome = store(folder.resolve(BytePath.of("B\u00fccher")));
    assertTrue(((Outcome.Later) outcome).text().contains("its name is not text"), "" + outcome);
    assertEquals(List.of(), files());
  }

  @Test
  void aMissingFolderIsNotMade() {
    Path lost = folder.resolve("no/such/Mailbox");
    assertEquals(later("Unable to open " + lost + ": file does not exist. (#4.2.1)"), store(lost));
    Path below = folder.resolve("Mailbox/x");
    store(mailbox);
    assertEquals(later("Unable to open " + below + ": not a directory. (#4.2.1)"), store(below));
  }

  @Test
  void aNameOfTwoLinesMakesNoReportOfTwoLines() {
    Path odd = folder.resolve("a\nb/c");
    assertEquals(
        later("Unable to open " + folder + "/a_b/c: file does not exist. (#4.2.1)"), store(odd));
  }

  @Test
  void anInterruptDoesNotBreakAnAppendOff() throws IOException {
    EntryWriter interrupted =
        (out, first, content) -> {
          Thread.currentThread().interrupt();
          EntryWriter.plain(out, first, content);
        };
    Mbox mbox = new Mbox(locks, true, clock, interrupted);
    assertEquals(DELIVERED, mbox.store(mailbox, KEY, content("x".repeat(200_000))));
    assertTrue(Thread.interrupted());
    assertEquals(ENTRY.replace("hello", "x".repeat(200_000)), text());
  }

  @Test
  void manyDeliveriesOfOneProcessDoNotMix() throws Exception {
    Files.createSymbolicLink(folder.resolve("Other"), mailbox);
    List<Callable<Outcome>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Path name = i % 2 == 0 ? mailbox : folder.resolve("Other");
      String message = ("mail " + i + "\n").repeat(3_000);
      tasks.add(() -> mbox().store(name, KEY, content(message)));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Outcome> each : threads.invokeAll(tasks)) {
        assertEquals(DELIVERED, each.get());
      }
    }
    assertEquals(100, Set.copyOf(wholeMessages()).size());
    assertEquals(List.of("Mailbox", "Other"), files());
  }

  /** With both locks, with the system's only, and two platforms that are not set alike. */
  @ParameterizedTest
  @CsvSource({"true,true", "false,false", "true,false"})
  void deliveriesOfTwoProcessesDoNotMix(boolean dotLock, boolean dotLockOfTheOther)
      throws Exception {
    Process one = Holder.start(Deliverer.class, mailbox.toString(), "one", "" + dotLock);
    Process two = Holder.start(Deliverer.class, mailbox.toString(), "two", "" + dotLockOfTheOther);
    try {
      for (Process each : List.of(one, two)) {
        assertTrue(each.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, each.exitValue());
      }
    } finally {
      one.destroyForcibly();
      two.destroyForcibly();
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < Deliverer.MAILS; i++) {
      expected.add("mail " + i + " of one\n");
      expected.add("mail " + i + " of two\n");
    }
    assertEquals(expected.stream().sorted().toList(), wholeMessages());
    assertEquals(List.of("Mailbox"), files());
  }

  /** Every message's lines stand together, between its From_ line and a blank line. */
  private List<String> wholeMessages() throws IOException {
    String[] entries = text().split("(?m)^From sue@example.net .*\n", -1);
    assertEquals("", entries[0]);
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < entries.length; i++) {
      String body = entries[i].substring(TOP.length() + 1);
      String line = body.substring(0, body.indexOf('\n') + 1);
      assertTrue(body.equals(line.repeat(3_000) + "\n"), () -> "torn: " + line);
      lines.add(line);
    }
    return lines.stream().sorted().toList();
  }

  /** A process that delivers. */
  static final class Deliverer {
    static final int MAILS = 25;

    private Deliverer() {}

    public static void main(String[] args) {
      InstantSource clock = InstantSource.system();
      boolean dotLock = Boolean.parseBoolean(args[2]);
      MboxLocks locks = new MboxLocks(dotLock, clock, time -> Thread.onSpinWait());
      Mbox mbox = new Mbox(locks, true, clock, EntryWriter::plain);
      for (int i = 0; i < MAILS; i++) {
        String message = ("mail " + i + " of " + args[1] + "\n").repeat(3_000);
        Outcome outcome = mbox.store(Path.of(args[0]), KEY, content(message));
        if (!outcome.equals(DELIVERED)) {
          throw new IllegalStateException(outcome.toString());
        }
      }
    }
  }

  private Mbox mbox() {
    return new Mbox(locks, true, clock, EntryWriter::plain);
  }

  private Outcome store(Path path) {
    return mbox().store(path, KEY, content("hello"));
  }

  private static Content content(String text) {
    return MemoryBody.content(text).onTop(TOP + "\n");
  }

  private static Outcome later(String text) {
    return new Outcome.Later(Cause.LOCAL_TROUBLE, text);
  }

  private String text() throws IOException {
    return Files.readString(mailbox, StandardCharsets.ISO_8859_1);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
