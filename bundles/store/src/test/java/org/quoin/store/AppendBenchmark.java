package org.quoin.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;

/**
 * How many mails of 4 KiB a second the journal takes durably from 1, 20 and 100 threads; each is
 * removed by a note, as a delivered mail is. Run by hand: {@code AppendBenchmark FOLDER [SECONDS]}.
 */
final class AppendBenchmark {
  private AppendBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Settings settings = Settings.defaults(folder);
    try (Journal store =
        Journal.open(new LocalDisk(), settings, new Testbed.Bell(), new SplittableRandom())) {
      run(store, 20, 3);
      for (int threads : List.of(1, 20, 100)) {
        run(store, threads, seconds);
      }
    }
  }

  private static void run(Journal store, int threads, int seconds) throws InterruptedException {
    byte[] body = Testbed.bytes(1, 4096);
    var before = store.statistics();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      Thread.startVirtualThread(
          () -> {
            try {
              while (System.nanoTime() < end) {
                mail(store, body);
              }
            } catch (IOException e) {
              throw new IllegalStateException(e);
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
    double elapsed = (System.nanoTime() - start) / 1e9;
    var after = store.statistics();
    long appends = after.appends() - before.appends();
    System.out.printf(
        "%3d threads: %7.0f mails/s, %5.1f mails per sync, %6.1f MB/s%n",
        threads,
        appends / elapsed,
        (double) appends / (after.syncs() - before.syncs()),
        (after.bytes() - before.bytes()) / elapsed / 1e6);
  }

  private static void mail(Journal store, byte[] bytes) throws IOException {
    try (BodyWriter writer = store.create()) {
      writer.stream().write(bytes);
      StoredBody body = writer.finish();
      store.append(List.of(Testbed.accepted("00", body, 1)));
      store.note(List.of(Testbed.removed("00", body.id())));
    }
  }
}
