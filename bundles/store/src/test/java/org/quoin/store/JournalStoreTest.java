package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.refused;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class JournalStoreTest {
  @TempDir private Path base;

  private JournalStore store(Map<String, Object> settings) {
    return store(settings, Integer.MAX_VALUE);
  }

  private JournalStore store(Map<String, Object> settings, long retryMillis) {
    JournalStore store =
        new JournalStore(
            fake(BundleContext.class, method -> base.toString()),
            fake(
                JournalStore.Config.class,
                method -> settings.getOrDefault(method.getName(), method.getDefaultValue())),
            retryMillis);
    store.open();
    return store;
  }

  private interface Answer {
    @Nullable Object to(Method method);
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> answer.to(method)));
  }

  private static Map<String, Object> small() {
    return Map.of("segment_bytes", 1 << 20, "min_free", 0L);
  }

  @Test
  void theStoreOfABaseLiesInItsQueueFolder() throws IOException {
    JournalStore store = store(small());
    String id = store.id();
    assertTrue(id.matches("[a-z0-9]{8}"), id);
    long number = Testbed.mail(store, 100, "00");
    store.note(List.of(Testbed.settled("00", number, 0)));
    assertEquals(1, store.statistics().appends());
    store.close();
    assertTrue(Files.exists(base.resolve("queue/journal/00000001.seg")));

    JournalStore again = store(small());
    assertEquals(id, again.id());
    assertEquals(Map.of("00", 1L), again.counts());
    assertEquals(List.of(number), Testbed.attach(again, "00").numbers());
    again.close();
  }

  @Test
  void aStoreThatCannotBeOpenedIsThereAndRefusesWithTheReason() throws IOException {
    Files.writeString(base.resolve("queue"), "in the way");
    JournalStore store = store(small());
    refused("the store cannot be opened: FileAlreadyExistsException: ", store::create);
    refused(base.resolve("queue").toString(), store::create);
    assertThrows(IOException.class, () -> store.append(List.of(Testbed.removed("00", 1))));
    assertThrows(IOException.class, () -> store.note(List.of(Testbed.removed("00", 1))));
    assertThrows(IOException.class, () -> Testbed.attach(store, "00"));
    assertEquals(Map.of(), store.counts());
    assertEquals(0, store.statistics().syncs());
    store.close();
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedWithTheirName() {
    for (Map<String, Object> bad :
        List.<Map<String, Object>>of(
            Map.of("segment_bytes", 5000),
            Map.of("segment_bytes", (1 << 20) - 4096),
            Map.of("segment_bytes", (64 << 20) + 4096),
            Map.of("segment_bytes", (1 << 20) + 1),
            Map.of("inline_bytes", 1 << 30),
            Map.of("inline_bytes", -1),
            Map.of("min_free", -1L),
            Map.of("max_messages", 0),
            Map.of("heap_bytes", -1L))) {
      JournalStore store = store(bad);
      refused(bad.keySet().iterator().next().replace('_', '.'), store::create);
      store.close();
    }
  }

  @Test
  void aSecondStoreOfTheSameBaseIsRefusedUntilTheFirstIsClosed() throws IOException {
    JournalStore first = store(small());
    JournalStore second = store(small());
    refused("is held by", second::create);
    first.close();
    second.close();
    JournalStore third = store(small());
    third.create().close();
    third.close();
  }

  @Test
  @Timeout(60)
  void aStoreThatCouldNotBeOpenedIsTriedAgainUntilItCan() throws IOException {
    JournalStore first = store(small());
    JournalStore second = store(small(), 1);
    refused("is held by", second::create);
    String id = first.id();
    first.close();
    while (second.id().equals("unopened")) {
      Thread.onSpinWait();
    }
    assertEquals(id, second.id());
    Testbed.mail(second, 100, "00");
    second.close();
    refused("the store is closed", second::create);
  }

  @Test
  void noAttemptOutlivesTheComponent() throws IOException {
    JournalStore first = store(small());
    JournalStore second = store(small(), 1);
    second.close();
    first.close();
    JournalStore third = store(small());
    third.create().close();
    third.close();
    assertEquals("unopened", second.id());
  }
}
