package org.quoin.queue;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;

/** Facts with what a test leaves open. */
final class Facts {
  private Facts() {}

  /** A message that has just come in. */
  static Message message(long number, String... recipients) {
    List<Address> to = Stream.of(recipients).map(Address::new).toList();
    Content content = new Content("Received: by us\n", new NoBody(number));
    Envelope envelope = new Envelope(new Sender("sue@far.test"), to);
    return new Message(new Accepted("00", number, Instant.EPOCH, envelope, content), false);
  }

  private record NoBody(long id) implements StoredBody {
    @Override
    public long size() {
      return 0;
    }

    @Override
    public InputStream open() {
      return InputStream.nullInputStream();
    }
  }

  /** A deferral whose next attempt follows from the schedule. */
  static Deferred deferred(
      String queue, long message, int recipient, Instant at, Outcome.Later why) {
    return new Deferred(
        queue, message, recipient, at, Optional.empty(), Duration.ZERO, why.cause(), why.text());
  }
}
