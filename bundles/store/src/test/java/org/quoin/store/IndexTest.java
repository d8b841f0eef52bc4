package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;

class IndexTest {
  private static final BodyRef BODY = new BodyRef(7, 10, 0, false);

  private final Index index =
      new Index(
          body -> {
            throw new java.io.IOException("nothing is read here");
          });
  private long place = 4096;

  /** As recovery reads a frame with this record. */
  private void read(LogRecord record) {
    Payload.Item item = new Payload.Item(record, 0, 100);
    index.apply(new Payload(List.of(), List.of(item), 100), Location.of(2, (int) place));
    place += 200;
  }

  private LogRecord acceptance(String queue) {
    Envelope envelope = new Envelope(new Sender(""), List.of(new Address("joe@here.test")));
    Content content = new Content("", index.adopt(BODY));
    return LogRecord.of(new QueueRecord.Accepted(queue, 7, Testbed.BIRTH, envelope, content));
  }

  @Test
  void aSharedBodyOutlivesTheFirstOfItsMessagesThatIsReadAndRemoved() {
    index.adopt(BODY);
    read(new LogRecord.Inline(BODY));
    read(acceptance("00"));
    read(LogRecord.of(new QueueRecord.Removed("00", 7)));
    read(acceptance("01"));
    index.settle();
    assertEquals(Location.of(2, 4096), index.adopt(BODY).location());
  }

  @Test
  void aBodyThatNobodyNeedsIsForgottenOnceAllIsRead() {
    index.adopt(BODY);
    read(new LogRecord.Inline(BODY));
    Body body = index.body(BODY);
    read(acceptance("00"));
    read(LogRecord.of(new QueueRecord.Removed("00", 7)));
    assertEquals(Location.of(2, 4096), body.location());
    index.settle();
    assertEquals(Body.GONE, body.location());
  }
}
