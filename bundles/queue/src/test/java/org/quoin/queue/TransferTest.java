package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Settled;
import org.quoin.queue.ClassicFolder.Kind;

/** Mail comes from a classic queue (Q5, Q6) and goes back into one, and nothing of it changes. */
class TransferTest {
  private static final long BIRTH = 1_700_000_000;
  private static final long LATER = 1_900_000_000;

  @TempDir Path folder;
  private final TransferRig rig = new TransferRig();

  private Path queue(String name) {
    return folder.resolve(name);
  }

  /** Messages of all kinds. */
  private HandmadeQueue sample(int split, boolean bigtodo) throws IOException {
    HandmadeQueue queue = new HandmadeQueue(queue("old"), split, bigtodo);
    queue.mess(100, "A: 1\n\none\n").info(100, BIRTH, "sue@far.test");
    queue.channel(Kind.LOCAL, 100, BIRTH, "Tann@here.test", "Tjoe-v-x-y@v.test");
    queue.mess(101, "A: 2\n\ntwo\n").info(101, BIRTH + 1, "");
    queue.channel(Kind.LOCAL, 101, LATER, "Dann@here.test", "Tbob@here.test", "Dno@here.test");
    queue.channel(Kind.REMOTE, 101, LATER + 7, "Dx@far.test", "Ty@far.test", "Dy@far.test");
    String failures = "<no@here.test>:\nSorry.\n/(#5.1.1)\n\n<y@far.test>:\nnever\n\n";
    queue.put(Kind.BOUNCE, 101, BIRTH + 5, failures);
    queue.mess(102, "three").info(102, BIRTH + 2, "#@[]");
    queue.channel(Kind.REMOTE, 102, LATER, "Tx@far.test");
    queue.mess(1_000_003, "").todo(1_000_003, BIRTH + 3, "list-@here.test-@[]", "z@v.test", "q");
    queue.mess(104, "all have failed").info(104, BIRTH + 4, "sue@far.test");
    queue.put(Kind.BOUNCE, 104, BIRTH + 5, "<gone@v.test>:\nno\n\n");
    return queue;
  }

  private static final List<String> SAMPLE =
      List.of(
          "2023-11-14T22:13:20Z <sue@far.test> A: 1\n\none\n [ann@here.test new, x-y@v.test new]",
          "2023-11-14T22:13:21Z <> A: 2\n\ntwo\n [ann@here.test delivered,"
              + " bob@here.test next 2030-03-17T17:46:40Z,"
              + " no@here.test failed: Sorry.\n/(#5.1.1)\n, x@far.test delivered,"
              + " y@far.test failed: never\n, y@far.test next 2030-03-17T17:46:47Z]",
          "2023-11-14T22:13:22Z <#@[]> three [x@far.test next 2030-03-17T17:46:40Z]",
          "2023-11-14T22:13:23Z <list-@here.test-@[]>  [q new, z@v.test new]",
          "2023-11-14T22:13:24Z <sue@far.test> all have failed [gone@v.test failed: no\n]");

  @ParameterizedTest
  @CsvSource({"0,false", "23,false", "7,false", "23,true", "7,true"})
  void everyLayoutComesInAndGoesOutAndComesInAgain(int split, boolean bigtodo) throws IOException {
    sample(split, bigtodo);
    List<String> before = HandmadeQueue.contents(queue("old"));
    assertEquals(new Takeover.Summary(5, 0, 0, 0, List.of()), rig.take(queue("old")));
    assertEquals(SAMPLE, rig.holdings());
    assertEquals(before, HandmadeQueue.contents(queue("old")), "the source is not changed");

    Export.Summary written = rig.write(queue("new"), false);
    assertEquals(5, written.written());
    assertEquals(List.of(), written.leftOut());
    TransferRig back = new TransferRig();
    assertEquals(new Takeover.Summary(5, 0, 0, 0, List.of()), back.take(queue("new")));
    assertEquals(SAMPLE, back.holdings());
  }

  @Test
  void theNextAttemptIsReallyThen() throws IOException {
    sample(23, false);
    rig.take(queue("old"));
    rig.around.open();
    Instant due =
        rig.around.queue().entries(10).stream()
            .flatMap(entry -> entry.recipients().stream())
            .filter(line -> line.recipient().text().equals("bob@here.test"))
            .findFirst()
            .orElseThrow()
            .due();
    assertEquals(Instant.ofEpochSecond(LATER), due);
  }

  @Test
  void mailWhoseTextCannotBeReadIsNamedAndLeftAndTheOthersGo() throws IOException {
    rig.around.accept("00", "sue@far.test", new String[] {"ann@here.test"});
    long lost = rig.around.accept("00", "sue@far.test", new String[] {"bob@here.test"});
    rig.around.accept("00", "sue@far.test", new String[] {"joe@here.test"});
    rig.around.store.loseBody(lost);
    Export.Summary written = rig.write(queue("new"), true);
    assertEquals(2, written.written());
    String reason = "its text cannot be read: body " + lost + " is gone";
    assertEquals(List.of(new LeftOut("message " + lost, reason)), written.leftOut());
    assertEquals(List.of(lost), rig.messages().stream().map(History::number).toList());
    assertFalse(Files.exists(queue("new").resolve("pid/draft")));
    assertEquals(2, new TransferRig().take(queue("new")).taken());
  }

  @Test
  void notesStayLockedForOthersAfterTheyWereRead() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/locks")));
    Path root = Files.createDirectory(queue("old"));
    Path file = Files.writeString(root.resolve(ImportNotes.NAME), "5 1 2\n");
    String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    ImportNotes notes = new ImportNotes(root);
    assertTrue(Files.readString(Path.of("/proc/locks")).contains(inode));
    notes.close();
    assertFalse(Files.readString(Path.of("/proc/locks")).contains(inode));
  }

  @Test
  void secondRunTakesNothingAgain() throws IOException {
    HandmadeQueue queue = sample(23, false);
    rig.take(queue("old"));
    assertEquals(new Takeover.Summary(0, 5, 0, 0, List.of()), rig.take(queue("old")));
    queue.put(Kind.MESS, 102, 950_000_000, "a new message with an old number");
    assertEquals(new Takeover.Summary(1, 4, 0, 0, List.of()), rig.take(queue("old")));
  }

  @Test
  void runThatWasKilledIsRepeatedAndLosesNothing() throws IOException {
    sample(23, false);
    rig.take(queue("old"));
    Path notes = queue("old").resolve(ImportNotes.NAME);
    List<String> lines = Files.readAllLines(notes);
    assertEquals(5, lines.size());
    String cut = lines.get(2).substring(0, lines.get(2).length() - 1);
    Files.writeString(notes, lines.get(0) + "\n" + lines.get(1) + "\n" + cut);
    TransferRig second = new TransferRig();
    assertEquals(3, second.take(queue("old")).taken());
    assertEquals(SAMPLE.subList(2, 5), second.holdings());
    assertEquals(5, rig.take(queue("old")).known());
  }

  @Test
  void storeThatFailsEndsTheRunAndTheNextOneGoesOn() throws IOException {
    sample(23, false);
    rig.around.store.breakDown(true);
    assertThrows(IOException.class, () -> rig.take(queue("old")));
    rig.around.store.breakDown(false);
    assertEquals(5, rig.take(queue("old")).taken());
    assertEquals(SAMPLE, rig.holdings());
  }

  @Test
  void lookingChangesNothing() throws IOException {
    sample(23, false);
    Takeover.Summary summary = new Takeover(queue("old"), rig.into()).look();
    assertEquals(5, summary.taken());
    assertEquals(List.of(), rig.holdings());
    assertFalse(Files.exists(queue("old").resolve(ImportNotes.NAME)));
  }

  @Test
  void whatNobodyWaitsForIsNotTaken() throws IOException {
    HandmadeQueue queue = new HandmadeQueue(queue("old"), 23, false);
    queue.mess(1, "only handed in").mess(2, "half accepted");
    queue.put(Kind.INTD, 2, BIRTH, "u1\0p1\0Fa@b\0");
    queue.mess(3, "done").info(3, BIRTH, "a@b").mess(4, "done").info(4, BIRTH, "a@b");
    queue.channel(Kind.LOCAL, 4, BIRTH, "Dann@here.test");
    assertEquals(new Takeover.Summary(0, 0, 2, 2, List.of()), rig.take(queue("old")));
    assertEquals(List.of(), rig.holdings());
  }

  @Test
  void todoCountsBeforeWhatIsBeingMadeOfIt() throws IOException {
    HandmadeQueue queue = new HandmadeQueue(queue("old"), 23, false);
    queue.mess(7, "x").todo(7, BIRTH, "a@b", "ann@here.test", "y@far.test");
    queue.info(7, BIRTH + 9, "a@b").channel(Kind.LOCAL, 7, BIRTH + 9, "Tann@here.test");
    rig.take(queue("old"));
    assertEquals(
        List.of("2023-11-14T22:13:20Z <a@b> x [ann@here.test new, y@far.test new]"),
        rig.holdings());
  }

  @Test
  void eachBadFileIsNamedAndHarmsNoOther() throws IOException {
    HandmadeQueue queue = sample(23, false);
    queue.mess(201, "x").info(201, BIRTH, "a").put(Kind.LOCAL, 201, BIRTH, "Tann@he");
    queue.mess(202, "x").info(202, BIRTH, "a").put(Kind.REMOTE, 202, BIRTH, "Ta@b\0Xc\0");
    queue.mess(203, "x").put(Kind.INFO, 203, BIRTH, "");
    queue.mess(204, "x").put(Kind.PENDING, 204, BIRTH, "u1\0p1\0Ta@b\0");
    queue.info(205, BIRTH, "a").channel(Kind.LOCAL, 205, BIRTH, "Tann@here.test");
    queue.mess(206, "x").channel(Kind.LOCAL, 206, BIRTH, "Tann@here.test");
    queue.mess(207, "x").todo(207, BIRTH, "a", "b").put(Kind.BOUNCE, 207, BIRTH, "<b>:\nno\n\n");
    queue.mess(208, "x").info(208, BIRTH, "a").put(Kind.BOUNCE, 208, BIRTH, "garbage");
    queue.mess(209, "x").info(209, BIRTH, "a").channel(Kind.LOCAL, 209, BIRTH, "Tx@far.test");
    queue.put(Kind.INFO, 203 - 23, BIRTH, "Fa\0").mess(203 - 23, "x");
    Files.writeString(queue("old").resolve("info/19/README"), "x");
    Files.createSymbolicLink(queue("old").resolve("todo/666"), Path.of("/etc/passwd"));
    List<String> left = new ArrayList<>();
    rig.take(queue("old")).leftOut().forEach(one -> left.add(one.line()));
    left.sort(null);
    assertEquals(
        List.of(
            "info/19/README: is no file of a message",
            "message 201: local/17/201 is cut short: its last record has no end",
            "message 202: remote/18/202 has an unknown letter, \"X\"",
            "message 203: info/19/203 is empty",
            "message 204: todo/204 has no sender",
            "message 205: it has no file in mess",
            "message 206: it has no file in info",
            "message 207: bounce/207 does not fit to todo/207",
            "message 208: bounce/208 has a paragraph that names no recipient",
            "message 209: x@far.test was local there and is not here; see control/locals and"
                + " virtualdomains",
            "todo/666: is no file of a message"),
        left);
    assertEquals(SAMPLE, rig.holdings());
  }

  @Test
  void fileThatIsThereTwiceIsNamed() throws IOException {
    HandmadeQueue queue = new HandmadeQueue(queue("old"), 23, false);
    queue.mess(7, "x").info(7, BIRTH, "a").channel(Kind.LOCAL, 7, BIRTH, "Tann@here.test");
    Files.createDirectory(queue("old").resolve("mess/8"));
    Files.writeString(queue("old").resolve("mess/8/7"), "y");
    LeftOut left = rig.take(queue("old")).leftOut().getFirst();
    assertTrue(left.line().endsWith("is there a second time, in another folder"), left.line());
  }

  @Test
  void folderThatIsNoQueueIsRefused() throws IOException {
    Files.createDirectories(queue("old").resolve("mess"));
    var e = assertThrows(IllegalArgumentException.class, () -> rig.take(queue("old")));
    assertTrue(String.valueOf(e.getMessage()).endsWith("is no qmail queue: it has no info"));
  }

  @Test
  void unsureRouterMakesLocalMailWaitThere() throws IOException {
    sample(23, false);
    rig.around.routers.add(
        address -> {
          throw new IOException("control/locals is unreadable");
        },
        Map.of("quoin.plugin.name", "qmail", "service.ranking", 2));
    Takeover.Summary summary = rig.take(queue("old"));
    assertEquals(3, summary.taken());
    assertEquals(2, summary.leftOut().size());
    assertTrue(summary.leftOut().getFirst().reason().contains("control/locals is unreadable"));
  }

  @Test
  void headerLinesOfOursGoOutOnTopOfTheBody() throws IOException {
    rig.around.send("sue@far.test", "ann@here.test");
    var old = rig.messages().getFirst().accepted();
    var content = old.content().onTop("Received: by us\n");
    rig.around.store.append(
        List.of(
            new QueueRecord.Accepted("00", 77, old.birth(), old.envelope(), content),
            new QueueRecord.Removed("00", old.message())));
    rig.write(queue("new"), false);
    TransferRig back = new TransferRig();
    back.take(queue("new"));
    assertTrue(back.holdings().getFirst().contains("> Received: by us\nSubject: hello\n"));
  }

  @Test
  void earliestAttemptOfAChannelIsItsTimeAndMissingPluginsAreDueAtOnce() throws IOException {
    long number = rig.around.send("sue@far.test", "a@here.test", "b@here.test", "x@far.test");
    Instant now = rig.around.time.instant();
    rig.around.store.note(
        List.of(
            next(number, 0, now.plusSeconds(500)),
            next(number, 1, now.plusSeconds(100)),
            Facts.deferred(
                "00", number, 2, now, new Outcome.Later(Cause.MISSING_PLUGIN, "no smtp\n"))));
    rig.around.time.passSeconds(50);
    rig.write(queue("new"), false);
    TransferRig back = new TransferRig();
    back.take(queue("new"));
    String held = back.holdings().getFirst();
    assertTrue(held.contains("a@here.test next " + now.plusSeconds(100)), held);
    assertTrue(held.contains("b@here.test next " + now.plusSeconds(100)), held);
    assertTrue(held.contains("x@far.test next " + now.plusSeconds(50)), held);
  }

  private static Deferred next(long number, int recipient, Instant next) {
    Instant at = next.minusSeconds(1);
    return new Deferred(
        "00", number, recipient, at, Optional.of(next), Duration.ZERO, Cause.ANSWER, "busy\n");
  }

  @Test
  void removalTakesOnlyWhatWasWritten() throws IOException {
    rig.around.send("sue@far.test", "ann@here.test");
    long held = rig.around.send("sue@far.test", "bob@here.test");
    long unsure = rig.around.send("sue@far.test", "ann@here.test", "who@dark.test");
    long settled = rig.around.send("sue@far.test", "ann@here.test", "who@dark.test");
    rig.around.store.note(
        List.of(new Held("00", held, true), new Settled("00", settled, 1, false, "")));
    rig.around.routers.add(
        address -> address.domain().equals("dark.test") ? Optional.empty() : Rig.route(address),
        Map.of("quoin.plugin.name", "qmail", "service.ranking", 2));
    Export.Summary summary = rig.write(queue("new"), true);
    assertEquals(2, summary.written());
    assertEquals(2, summary.leftOut().size());
    assertEquals(
        List.of(held, unsure), rig.messages().stream().map(History::number).sorted().toList());
  }

  @Test
  void folderWithSomethingInItIsRefused() throws IOException {
    Files.createDirectories(queue("new"));
    ClassicLayout.requireEmpty(queue("new"));
    ClassicLayout.requireEmpty(queue("not there"));
    Files.writeString(queue("new").resolve("x"), "");
    assertThrows(IllegalArgumentException.class, () -> ClassicLayout.requireEmpty(queue("new")));
  }
}
