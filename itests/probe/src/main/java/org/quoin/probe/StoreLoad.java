package org.quoin.probe;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;

/**
 * Feeds the store of a running platform, without SMTP and queue: each thread writes a body, appends
 * its acceptance, which returns when it is durable, and notes its removal, as if it had been
 * delivered. The queue that the records name does not exist, so nobody else has work with them.
 */
@Component(service = StoreLoad.class)
@GogoCommand(scope = "probe", function = "append")
public final class StoreLoad {
  private static final String QUEUE = "999999999999999999";

  private final QueueStore store;

  @Activate
  public StoreLoad(@Reference QueueStore store) {
    this.store = store;
  }

  @Descriptor("appends mail from many threads and says what the store did meanwhile")
  public void append(
      CommandSession session,
      @Parameter(names = "--threads", absentValue = "64") int threads,
      @Parameter(names = "--millis", absentValue = "3000") int millis,
      @Parameter(names = "--bytes", absentValue = "4096") int bytes)
      throws IOException, InterruptedException {
    QueueStore.Statistics before = store.statistics();
    long start = System.nanoTime();
    load(threads, start + TimeUnit.MILLISECONDS.toNanos(millis), new byte[bytes]);
    long micros = (System.nanoTime() - start) / 1000;
    QueueStore.Statistics after = store.statistics();
    session
        .getConsole()
        .printf(
            "appends %d syncs %d bytes %d micros %d%n",
            after.appends() - before.appends(),
            after.syncs() - before.syncs(),
            after.bytes() - before.bytes(),
            micros);
  }

  private void load(int threads, long end, byte[] body) throws IOException, InterruptedException {
    List<Future<?>> ends = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        ends.add(pool.submit(() -> mailUntil(end, body)));
      }
    }
    for (Future<?> one : ends) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IOException("a thread ended early: " + e.getCause(), e);
      }
    }
  }

  /** Its answer makes it a task that may throw. */
  private boolean mailUntil(long end, byte[] body) throws IOException {
    while (System.nanoTime() < end) {
      mail(body);
    }
    return true;
  }

  private void mail(byte[] bytes) throws IOException {
    try (BodyWriter writer = store.create()) {
      writer.stream().write(bytes);
      StoredBody body = writer.finish();
      Envelope envelope =
          new Envelope(new Sender("sue@bench.test"), List.of(new Address("x@good.test")));
      Content content = new Content("Received: (qmail 1 invoked from network)\n", body);
      store.append(
          List.of(new QueueRecord.Accepted(QUEUE, body.id(), Instant.now(), envelope, content)));
      store.note(List.of(new QueueRecord.Removed(QUEUE, body.id())));
    }
  }
}
