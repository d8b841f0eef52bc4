package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlFileTest {
  private final FakeClock clock = new FakeClock();
  private final FakeSource source = new FakeSource();
  private final ControlFile file = new ControlFile(Path.of("locals"), source, clock);

  @Test
  void theDiskIsAskedOncePerQuarterOfASecond() throws IOException {
    source.put("a\n", clock.instant().minusSeconds(60));
    for (int i = 0; i < 1000; i++) {
      assertEquals("a", text());
    }
    assertEquals(1, source.reads.get());
    int stamps = source.stamps.get();
    clock.move(ControlFile.CHECK_EVERY);
    assertEquals("a", text());
    assertEquals("a", text());
    assertEquals(stamps + 1, source.stamps.get());
    assertEquals(1, source.reads.get());
  }

  @Test
  void troubleIsNeverKeptAndNeverADefault() throws IOException {
    source.put("a\n", clock.instant());
    assertEquals("a", text());
    source.trouble = true;
    clock.move(ControlFile.CHECK_EVERY);
    assertThrows(IOException.class, file::text);
    assertThrows(IOException.class, file::text);
    source.trouble = false;
    assertEquals("a", text());
  }

  @Test
  void aFileThatVanishesWhileItIsReadIsLookedAtAgain() throws IOException {
    source.put("a\n", clock.instant());
    source.beforeRead = () -> source.remove();
    assertEquals(Optional.empty(), file.text());
  }

  @Test
  void aFileThatChangesWhileItIsReadIsReadAgain() throws IOException {
    source.put("half", clock.instant());
    source.beforeRead =
        () -> {
          source.beforeRead = () -> {};
          source.put("whole\n", clock.instant().plusMillis(1));
        };
    assertEquals("whole", text());
    assertEquals(2, source.reads.get());
  }

  @Test
  void aFileThatNeverStandsStillIsTrouble() {
    source.put("a", clock.instant());
    source.beforeRead = () -> source.put("a", source.modified().plusMillis(1));
    assertThrows(IOException.class, file::text);
  }

  @Test
  void aFileInTheMiddleOfBeingRewrittenIsNotBelieved() throws IOException {
    source.put("a.example\nb.example\n", clock.instant().minusSeconds(60));
    assertEquals(List.of("a.example", "b.example"), entries());
    for (String half : List.of("", "a.ex")) {
      source.put(half, clock.instant());
      clock.move(ControlFile.CHECK_EVERY);
      assertEquals(List.of("a.example", "b.example"), entries());
    }
    source.put("a.example\nb.example\nc.example\n", clock.instant());
    clock.move(ControlFile.CHECK_EVERY);
    assertEquals(List.of("a.example", "b.example", "c.example"), entries());
  }

  @Test
  void aFileThatStaysShorterIsBelievedWithinASecond() throws IOException {
    for (String shorter : List.of("a.example\n", "a", "")) {
      source.put("a.example\nb.example\n", clock.instant().minusSeconds(60));
      clock.move(ControlFile.CHECK_EVERY);
      assertEquals(2, entries().size());
      source.put(shorter, clock.instant());
      for (int i = 0; i < 3; i++) {
        clock.move(ControlFile.CHECK_EVERY);
        file.text();
      }
      assertEquals(shorter, file.text().orElseThrow().text());
    }
  }

  @Test
  void aFileThatIsWrittenAllTheTimeIsBelievedWithinASecond() throws IOException {
    source.put("a.example\nb.example\n", clock.instant().minusSeconds(60));
    assertEquals(2, entries().size());
    for (int i = 0; i < 4; i++) {
      source.put("a.example\n", clock.instant());
      clock.move(ControlFile.CHECK_EVERY);
      file.text();
    }
    assertEquals(List.of("a.example"), entries());
  }

  @Test
  void aShorterFileIsBelievedAtOnceWhenNobodyAskedMeanwhile() throws IOException {
    source.put("a.example\nb.example\n", clock.instant());
    assertEquals(2, entries().size());
    source.put("a.example\n", clock.instant());
    clock.move(Duration.ofSeconds(1));
    assertEquals(List.of("a.example"), entries());
  }

  @Test
  void othersGoOnWithWhatWasReadWhileOneLooksAtTheDisk() throws Exception {
    source.put("old\n", clock.instant());
    assertEquals("old", text());
    source.put("new\n", clock.instant().plusMillis(1));
    clock.move(ControlFile.CHECK_EVERY);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    source.beforeRead =
        () -> {
          inside.countDown();
          await(go);
        };
    try (ExecutorService one = Executors.newSingleThreadExecutor()) {
      Future<String> slow = one.submit(this::text);
      await(inside);
      assertEquals("old", text());
      go.countDown();
      assertEquals("new", slow.get(10, TimeUnit.SECONDS));
    }
    assertEquals("new", text());
  }

  @Test
  void manyThreadsGetOneAndTheSameText() throws Exception {
    source.put("a\nb\n", clock.instant().minusSeconds(60));
    ControlText first = file.text().orElseThrow();
    List<Callable<ControlText>> calls = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      calls.add(
          () -> {
            clock.move(Duration.ofMillis(100));
            return file.text().orElseThrow();
          });
    }
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<ControlText> call : many.invokeAll(calls)) {
        assertSame(first, call.get());
      }
    }
  }

  private List<String> entries() throws IOException {
    return file.text().orElseThrow().entries();
  }

  private String text() throws IOException {
    return file.text().orElseThrow().firstLine();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** One file in memory that counts, fails and changes on demand. */
  private static final class FakeSource implements FileSource {
    final AtomicInteger stamps = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    volatile boolean trouble;
    volatile Runnable beforeRead = () -> {};
    private volatile @Nullable Kept kept;

    private record Kept(String text, Instant modified) {}

    void put(String text, Instant modified) {
      kept = new Kept(text, modified);
    }

    void remove() {
      kept = null;
    }

    Instant modified() {
      Kept now = kept;
      return now == null ? Instant.EPOCH : now.modified();
    }

    @Override
    public Optional<Stamp> stamp(Path file) throws IOException {
      stamps.incrementAndGet();
      if (trouble) {
        throw new IOException("no disk");
      }
      return Optional.ofNullable(kept)
          .map(k -> new Stamp(k.modified(), k.modified(), k.text().length(), null));
    }

    @Override
    public String read(Path file, int limitBytes) throws IOException {
      reads.incrementAndGet();
      beforeRead.run();
      Kept now = kept;
      if (now == null) {
        throw new NoSuchFileException(file.toString());
      }
      return now.text();
    }
  }
}
