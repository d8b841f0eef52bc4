package org.quoin.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.codec.TodoFile;
import org.quoin.queue.ClassicFolder.Kind;

/**
 * The recorded queue of qmail: layout, what is mail in it, and what is done after a crash. Where a
 * case is about a queue with mail, our export makes it from the same facts, its files must be those
 * that were recorded, and after an import the same deliveries must be made.
 */
class QueueOracleTest {
  @TempDir Path folder;
  private final List<String> covered = new ArrayList<>();
  private final Map<String, Integer> partly = new TreeMap<>();
  private final Map<String, Integer> skipped = new TreeMap<>();

  @Test
  void queueIsAsQmailKeepsIt() throws IOException {
    JsonNode all = cases("queue.json");
    for (JsonNode one : all) {
      Optional<String> reason = whyNot(one);
      reason.ifPresent(why -> skipped.merge(why, 1, Integer::sum));
      if (reason.isEmpty()) {
        play(one);
        covered.add(one.path("id").asText());
      }
    }
    System.out.println("queue.json: " + covered.size() + " of " + all.size() + " cases");
    partly.forEach((why, count) -> System.out.println("  " + count + " in part: " + why));
    skipped.forEach((why, count) -> System.out.println("  " + count + " not here: " + why));
    assertFalse(covered.isEmpty(), "no case passes");
  }

  @Test
  void filesOfAMessageAreThoseThatQmailWrote() throws IOException {
    int count = 0;
    for (JsonNode one : cases("send.json")) {
      if (one.path("kind").asText().equals("queuefiles")) {
        QueueOracleCrash crash =
            new QueueOracleCrash(one.path("setup"), folder.resolve("f" + count));
        crash.checkContents(one.path("expect"));
        count++;
      }
    }
    System.out.println("send.json queuefiles: " + count + " of " + count + " cases");
  }

  @Test
  void todoFilesOfQmailQueueAreRead() throws IOException {
    int all = 0;
    int read = 0;
    for (JsonNode one : cases("send.json")) {
      JsonNode file = one.path("expect").path("todo");
      boolean enqueue = one.path("kind").asText().equals("enqueue");
      all += enqueue ? 1 : 0;
      if (enqueue && file.isTextual()) {
        String text = file.asText().replace("<UID>", "7").replace("<PID>", "4711");
        TodoFile todo = TodoFile.read(text);
        assertEquals(text, todo.text());
        String given = one.path("fd1").asText();
        StringBuilder envelope = new StringBuilder("F" + todo.sender() + "\0");
        todo.recipients().forEach(recipient -> envelope.append("T" + recipient + "\0"));
        assertTrue(given.startsWith(envelope + "\0"), one.path("id").asText());
        read++;
      }
    }
    System.out.println("send.json enqueue, the files: " + read + " of " + all + " cases");
    System.out.println("  " + (all - read) + " not here: no file is made (Q1, the door's part)");
  }

  /** Why a case belongs to another part. */
  private static Optional<String> whyNot(JsonNode one) {
    JsonNode expect = one.path("expect");
    boolean known =
        switch (one.path("kind").asText()) {
          case "layout" -> expect.has("tree");
          case "leftover" -> expect.has("files_after");
          case "crash" -> expect.has("deliveries_after_restart") || expect.has("second_exit");
          default -> false;
        };
    if (!known) {
      return Optional.of("of a kind that is new here: " + one.path("kind").asText());
    }
    if (expect.path("tree").has("todo/<N>")) {
      return Optional.of("Q7: files before qmail-send has sorted them; the export never makes any");
    }
    String files = expect.path("files_after_the_crash").toString();
    if (files.contains("todo/") && files.contains("info/")) {
      return Optional.of("Q7: a message half sorted; the export never makes one");
    }
    if (expect.has("second_exit") && !Flock.works()) {
      return Optional.of("Q9: no flock(1) on this machine");
    }
    return Optional.empty();
  }

  private void play(JsonNode one) throws IOException {
    Path place = folder.resolve(one.path("id").asText());
    switch (one.path("kind").asText()) {
      case "layout" -> layout(one, place);
      case "leftover" -> leftover(one, place);
      default -> {
        if (one.path("expect").has("second_exit")) {
          second(place);
        } else {
          new QueueOracleCrash(one.path("setup"), place).check(one);
        }
      }
    }
  }

  private void layout(JsonNode one, Path place) throws IOException {
    JsonNode tree = one.path("expect").path("tree");
    TransferRig rig = new TransferRig();
    List<String> recipients = new ArrayList<>();
    if (tree.has("local/<N mod 23>/<N>")) {
      recipients.add("joe@here.test");
    }
    if (tree.has("remote/<N mod 23>/<N>")) {
      recipients.add("joe@far.test");
    }
    if (!recipients.isEmpty()) {
      rig.around.send("s@x", recipients.toArray(new String[0]));
    }
    boolean owned = rig.write(place, false).remarks().isEmpty();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      Path file = place.resolve(QueueOracleCrash.named(entry.getKey(), place));
      String about = one.path("id").asText() + " " + entry.getKey();
      check(about, entry.getValue(), file, owned);
    }
    if (!owned) {
      partly.merge("Q5: owners need qmail's accounts and root", 1, Integer::sum);
    }
  }

  private static void check(String about, JsonNode expect, Path file, boolean owned)
      throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String type = found.isDirectory() ? "dir" : found.isRegularFile() ? "file" : "fifo";
    assertEquals(expect.path("type").asText(), type, about);
    Object mode = Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    assertEquals(
        expect.path("mode").asText(), String.format("%04o", (Integer) mode & 07777), about);
    if (expect.has("size")) {
      assertEquals(expect.path("size").asLong(), found.size(), about);
    }
    if (owned) {
      assertEquals(expect.path("owner").asText(), found.owner().getName(), about);
    }
  }

  /** What qmail-send never took for mail is none for the import either, and stays as it is. */
  private void leftover(JsonNode one, Path place) throws IOException {
    String about = one.path("id").asText() + " " + one.path("about").asText();
    HandmadeQueue queue = new HandmadeQueue(place, 23, false);
    boolean todo = false;
    for (JsonNode file : one.path("setup").path("files_before")) {
      Path path = place.resolve(file.asText().replace("<N mod 23>", "5").replace("<N>", "5"));
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, "u1\0p1\0Fs@x\0Tjoe@here.test\0", StandardCharsets.ISO_8859_1);
      todo |= path.startsWith(queue.file(Kind.PENDING, 5));
    }
    List<String> before = HandmadeQueue.contents(place);
    boolean isMail = one.path("expect").path("log").toString().contains("new msg");
    assertEquals(todo, isMail, about);
    TransferRig rig = new TransferRig();
    Takeover.Summary summary = rig.take(place);
    assertEquals(isMail ? 1 : 0, summary.taken(), about);
    assertEquals(List.of(), summary.leftOut(), about);
    assertEquals(before, HandmadeQueue.contents(place), about);
    if (one.path("expect").path("files_after").isEmpty()) {
      partly.merge("Q8: the import removes no leftovers, qmail-send does", 1, Integer::sum);
    }
  }

  private static void second(Path place) throws IOException {
    new HandmadeQueue(place, 23, false);
    try (Flock running = new Flock(place.resolve("lock/sendmutex"))) {
      TransferRig rig = new TransferRig();
      assertThrows(IllegalStateException.class, () -> rig.take(place));
      assertTrue(running.isHeld());
    }
  }

  static JsonNode cases(String file) throws IOException {
    String root = System.getProperty("quoin.root", "../..");
    String oracles = System.getProperty("quoin.oracles", root + "/itests/oracles");
    return new ObjectMapper().readTree(Files.readString(Path.of(oracles, file)));
  }

  /** The files of a queue that belong to a message, with {@code <N>} for its number. */
  static List<String> files(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> place.relativize(file).toString())
          .filter(name -> name.matches(".*/[0-9]+"))
          .map(name -> name.replaceFirst("/[0-9]+/[0-9]+$", "/<N mod 23>/<N>"))
          .map(name -> name.replaceFirst("/[0-9]+$", "/<N>"))
          .sorted()
          .toList();
    }
  }
}
