package org.quoin.store;

import java.util.concurrent.atomic.LongAdder;
import org.quoin.api.queue.QueueStore;

/** What {@link QueueStore#statistics} tells. */
final class Counters {
  final LongAdder appends = new LongAdder();
  final LongAdder syncs = new LongAdder();
  final LongAdder bytes = new LongAdder();
  final LongAdder bodyFiles = new LongAdder();

  QueueStore.Statistics read() {
    return new QueueStore.Statistics(appends.sum(), syncs.sum(), bytes.sum(), bodyFiles.sum());
  }
}
