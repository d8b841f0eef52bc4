package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several stores of one base: which are there, and which configurations are refused. */
@Timeout(120)
class StoresTest {
  @TempDir private Path base;

  private final List<String> alerts = new CopyOnWriteArrayList<>();
  private final Map<String, JournalStore> there = new ConcurrentHashMap<>();
  private Stores stores;

  @BeforeEach
  void open() {
    stores = new Stores(base, this::bell, this::publish, 1);
  }

  @AfterEach
  void close() {
    stores.close();
    assertEquals(Map.of(), there, "all are taken back");
  }

  private Alarm bell(String store) {
    return new Alarm() {
      @Override
      public void warning(String text) {}

      @Override
      public void alert(String text) {
        alerts.add(store + ": " + text);
      }
    };
  }

  private Runnable publish(JournalStore store) {
    there.put(store.named().name(), store);
    return () -> there.remove(store.named().name(), store);
  }

  private void first(String... settings) {
    stores.first("org.quoin.store.cfg", map(settings));
  }

  private void further(String file, String... settings) {
    stores.further("pid-" + file, file, map(settings));
  }

  private static Map<String, String> map(String... settings) {
    Map<String, String> map = new HashMap<>(Map.of("segment.bytes", "1048576", "min.free", "0"));
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return map;
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private JournalStore untilThere(String name) {
    return untilOtherThan(null, name);
  }

  private JournalStore untilOtherThan(@Nullable JournalStore before, String name) {
    JournalStore now = there.get(name);
    while (now == null || now.equals(before)) {
      Thread.onSpinWait();
      now = there.get(name);
    }
    return now;
  }

  private void untilRefused(String alert) {
    until(() -> !alerts.isEmpty());
    assertEquals(List.of(alert), alerts);
    alerts.clear();
  }

  @Test
  void whoWaitsForTheDefaultStoreFindsItKnown() {
    assertFalse(stores.awaitFirst(Duration.ZERO));
    first();
    assertTrue(stores.awaitFirst(Duration.ofSeconds(30)));
    assertTrue(there.containsKey("journal"));
  }

  @Test
  void nobodyWaitsForADefaultStoreWhoseSettingsAreRefused() {
    stores.first("org.quoin.store.cfg", Map.of("segment.bytes", "many"));
    assertTrue(stores.awaitFirst(Duration.ofSeconds(30)));
    assertTrue(there.isEmpty());
    assertEquals(1, alerts.size());
  }

  @Test
  void eachConfigurationIsAStoreOfItsOwnNextToTheDefaultOne() throws IOException {
    first();
    further("b", "name", "ssd2", "folder", "ssd2");
    JournalStore journal = untilThere("journal");
    JournalStore ssd2 = untilThere("ssd2");
    assertNotEquals(journal.id(), ssd2.id());
    Testbed.mail(journal, 10, "00");
    Testbed.mail(ssd2, 10, "01");
    assertEquals(Map.of("00", 1L), journal.counts());
    assertEquals(Map.of("01", 1L), ssd2.counts());
    assertTrue(Files.exists(base.resolve("ssd2/journal/00000001.seg")));
    stores.delete("pid-b");
    until(() -> !there.containsKey("ssd2"));
    assertSame(journal, there.get("journal"));
    Testbed.refused("the store is closed", ssd2::create);
    further("b", "name", "ssd2", "folder", "ssd2");
    assertEquals(Map.of("01", 1L), untilThere("ssd2").counts());
  }

  @Test
  void theDefaultStoreGoesBeforeAllOthersWhoeverComesFirst() {
    further("b", "name", "ssd2", "folder", "queue/more");
    first();
    untilThere("journal");
    untilRefused(
        "journal: b: \"folder\" is \""
            + base.resolve("queue/more")
            + "\", but must be outside of the folder of store journal, "
            + base.resolve("queue"));
    assertFalse(there.containsKey("ssd2"));
  }

  @Test
  void aFolderInsideOrAroundThatOfAnotherStoreIsRefusedAndTheSameOneToo() {
    first();
    untilThere("journal");
    for (String folder : List.of("queue", "queue/bodies", ".", "x/../queue", "..")) {
      further("b", "name", "ssd2", "folder", folder);
      until(() -> !alerts.isEmpty());
      assertTrue(alerts.getFirst().startsWith("journal: b: \"folder\" is \"/"), alerts.getFirst());
      alerts.clear();
    }
    further("b", "name", "ssd2", "folder", "queue2");
    untilThere("ssd2");
  }

  @Test
  void aNameIsGivenOnceAndAgainWhenItIsFree() {
    first();
    further("b", "name", "ssd2", "folder", "b");
    JournalStore b = untilThere("ssd2");
    further("a", "name", "ssd2", "folder", "a");
    untilRefused("journal: a: \"name\" is \"ssd2\", but must be another one: b has it");
    assertSame(b, there.get("ssd2"), "what runs goes before what does not");
    stores.delete("pid-b");
    assertEquals(base.resolve("a"), untilOtherThan(b, "ssd2").named().folder());
  }

  @Test
  void aWrongChangeIsRefusedEachTimeAndWhatWasInForceStays() {
    first();
    JournalStore journal = untilThere("journal");
    further("b", "name", "ssd2", "folder", "b");
    JournalStore b = untilThere("ssd2");
    for (int i = 0; i < 2; i++) {
      further("b", "name", "ssd2", "folder", "b", "max.messages", "many");
      untilRefused(
          "journal: b: \"max.messages\" is \"many\", but must be a number from 0 to 2147483647");
    }
    further("b", "name", "ssd2", "folder", "queue");
    until(() -> !alerts.isEmpty());
    first("heap.bytes", "x");
    until(() -> alerts.size() > 1);
    assertSame(b, there.get("ssd2"));
    assertSame(journal, there.get("journal"));
  }

  @Test
  void aGoodChangeOpensTheStoreAnewAndTheSameSettingsLeaveItAlone() throws IOException {
    first();
    JournalStore before = untilThere("journal");
    Testbed.mail(before, 10, "00");
    first();
    further("b", "name", "ssd2", "folder", "b");
    untilThere("ssd2");
    assertSame(before, there.get("journal"));
    first("max.messages", "5");
    assertEquals(Map.of("00", 1L), untilOtherThan(before, "journal").counts());
  }

  /** Reading from a pipe that nobody writes to is as reading from a disk that does not answer. */
  @Test
  void aDiskThatDoesNotAnswerKeepsNoOtherStoreFromItsEnd() throws Exception {
    first();
    Path pipe = base.resolve("a/journal/00000001.seg");
    Files.createDirectories(pipe.getParent());
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertEquals(0, made.waitFor(), "mkfifo");
    further("a", "name", "hangs", "folder", "a");
    further("b", "name", "ssd2", "folder", "b");
    JournalStore ssd2 = untilThere("ssd2");
    Testbed.mail(ssd2, 10, "01");
    until(() -> Files.exists(base.resolve("a/lock")));
    Thread closing = Thread.ofPlatform().start(stores::close);
    Path lock = base.resolve("b/lock");
    try {
      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> until(() -> isFree(lock)));
      assertTrue(closing.isAlive(), "the other one is still awaited");
    } finally {
      Files.newOutputStream(pipe).close();
      closing.join();
    }
  }

  private static boolean isFree(Path lock) {
    try {
      FolderLock.take(lock).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aStoreWhoseDiskIsMissingIsThereRefusesAndOpensLater() throws IOException {
    first();
    further("b", "name", "ssd2", "folder", base.resolve("mnt/quoin").toString());
    JournalStore ssd2 = untilThere("ssd2");
    Testbed.refused("NoSuchFileException", ssd2::create);
    assertTrue(alerts.getFirst().startsWith("ssd2: the store cannot be opened: "));
    untilThere("journal").create().close();
    Files.createDirectory(base.resolve("mnt"));
    until(() -> !ssd2.id().equals("unopened"));
    ssd2.create().close();
    assertSame(ssd2, there.get("ssd2"));
  }
}
