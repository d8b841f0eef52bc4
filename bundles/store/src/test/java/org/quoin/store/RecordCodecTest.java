package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.quoin.api.Content;
import org.quoin.api.delivery.Cause;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueRecord.Settled;

class RecordCodecTest {

  @Provide
  Arbitrary<LogRecord> records() {
    return Arbitraries.oneOf(acceptances(), marks(), removals());
  }

  private static Arbitrary<Instant> times() {
    return Arbitraries.longs()
        .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
        .flatMap(
            seconds ->
                Arbitraries.integers()
                    .between(0, 999_999_999)
                    .map(nanos -> Instant.ofEpochSecond(seconds, nanos)));
  }

  private static Arbitrary<String> octets() {
    return Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMaxLength(60);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().ascii().withChars('\u00e9', '\u20ac', '\n').ofMaxLength(60);
  }

  private static Arbitrary<BodyRef> bodies() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.integers(),
            Arbitraries.of(true, false))
        .as(BodyRef::new);
  }

  private static Arbitrary<LogRecord> acceptances() {
    Arbitrary<Envelope> envelopes = EnvelopeCodecTest.envelopes();
    Arbitrary<Content> contents =
        Combinators.combine(octets(), bodies()).as((header, ref) -> new Content(header, body(ref)));
    Arbitrary<Accepted> messages =
        Combinators.combine(texts(), Arbitraries.longs(), times(), envelopes, contents)
            .as(Accepted::new);
    return Combinators.combine(messages, Arbitraries.longs(), Arbitraries.of(true, false))
        .as(LogRecord.Acceptance::new);
  }

  private static Arbitrary<LogRecord> marks() {
    Arbitrary<Settled> settled =
        Combinators.combine(
                texts(),
                Arbitraries.longs(),
                Arbitraries.integers(),
                Arbitraries.of(true, false),
                texts())
            .as(Settled::new);
    Arbitrary<Held> held =
        Combinators.combine(texts(), Arbitraries.longs(), Arbitraries.of(true, false))
            .as(Held::new);
    return Arbitraries.oneOf(
        settled.map(LogRecord.Marked::new),
        deferrals().map(LogRecord.Marked::new),
        held.map(LogRecord.Marked::new),
        releases());
  }

  private static Arbitrary<LogRecord> releases() {
    Arbitrary<Doubt> doubts =
        Combinators.combine(Arbitraries.integers(), Arbitraries.of(true, false)).as(Doubt::new);
    return Combinators.combine(texts(), Arbitraries.longs(), doubts)
        .as(
            (queue, message, doubt) ->
                new LogRecord.Marked(new Held(queue, message, false), doubt));
  }

  private static Arbitrary<Deferred> deferrals() {
    Arbitrary<Integer> recipients = Arbitraries.integers();
    Arbitrary<Duration> excused = times().map(time -> Duration.between(Instant.EPOCH, time));
    Arbitrary<Cause> causes = Arbitraries.of(Cause.values());
    return Combinators.combine(
            texts(), Arbitraries.longs(), recipients, times(), times().optional(), excused, causes)
        .as(
            (queue, message, recipient, at, next, time, cause) ->
                new Deferred(queue, message, recipient, at, next, time, cause, queue + "\n"));
  }

  private static Arbitrary<LogRecord> removals() {
    return Combinators.combine(texts(), Arbitraries.longs())
        .as((queue, message) -> new LogRecord.Gone(new Removed(queue, message)));
  }

  private static Body body(BodyRef ref) {
    return Body.recovered(ref, RecordCodecTest::unreadable);
  }

  private static java.io.InputStream unreadable(Body body) throws IOException {
    throw new IOException("no such body: " + body.id());
  }

  /** Bodies are compared by what the log says about them. */
  private static String text(LogRecord record) {
    return record instanceof LogRecord.Acceptance a
        ? a.message().queue()
            + a.message().message()
            + a.message().birth()
            + a.message().envelope()
            + a.message().content().header()
            + a.body().ref()
            + a.order()
            + a.suspect()
        : record.toString();
  }

  @Property
  void whatIsEncodedIsDecoded(@ForAll("records") LogRecord record) throws IOException {
    ByteBuffer bytes = RecordCodec.encode(record);
    assertTrue(RecordCodec.intact(bytes));
    assertEquals(bytes.remaining(), RecordCodec.length(bytes));
    assertEquals(text(record), text(RecordCodec.decode(bytes, RecordCodecTest::body)));
  }

  @Property
  void aChangedBitIsNoticed(@ForAll("records") LogRecord record, @ForAll Random random) {
    ByteBuffer bytes = RecordCodec.encode(record);
    int at = random.nextInt(bytes.remaining());
    bytes.put(at, (byte) (bytes.get(at) ^ (1 << random.nextInt(8))));
    assertFalse(RecordCodec.intact(bytes));
  }

  @Property
  void garbageIsRefusedAndNothingElseHappens(
      @ForAll("records") LogRecord record, @ForAll Random random) {
    ByteBuffer bytes = RecordCodec.encode(record);
    for (int i = 0; i < 4; i++) {
      int at = RecordCodec.HEADER + random.nextInt(bytes.limit() - RecordCodec.HEADER);
      bytes.put(at, (byte) random.nextInt(256));
    }
    bytes.limit(bytes.limit() - random.nextInt(bytes.limit() - RecordCodec.HEADER));
    try {
      RecordCodec.decode(bytes, RecordCodecTest::body);
    } catch (IOException e) {
      assertTrue(e.getMessage() != null && !e.getMessage().isEmpty());
    }
  }

  @Example
  void anUnknownTypeIsNamed() {
    ByteBuffer bytes = ByteBuffer.allocate(9).putInt(0, 1).put(8, (byte) 77);
    var refusal =
        assertThrows(
            UnsupportedFormatException.class,
            () -> RecordCodec.decode(bytes, RecordCodecTest::body));
    assertEquals("record type 77, which this Quoin does not know", refusal.getMessage());
  }

  @Example
  void aBodyIsFoundBehindItsHeaderInAPayload() throws IOException {
    byte[] bytes = Testbed.bytes(7, 1000);
    BodySum sum = new BodySum(7);
    sum.update(bytes, 0, bytes.length);
    BodyRef ref = new BodyRef(7, bytes.length, sum.value(), false);
    Payload payload =
        new Payload.Builder()
            .add(ref, ByteBuffer.wrap(bytes))
            .add(new LogRecord.Gone(new Removed("00", 6)))
            .build();
    ByteBuffer joined = ByteBuffer.allocate(payload.length());
    payload.parts().forEach(part -> joined.put(part.duplicate()));
    Payload decoded = Payload.decode(joined.flip(), RecordCodecTest::body);
    assertEquals(payload.items(), decoded.items());
    int end = RecordCodec.BEFORE_BODY + bytes.length;
    assertTrue(RecordCodec.intact(joined.slice(0, end)));
    assertEquals(ByteBuffer.wrap(bytes), joined.slice(RecordCodec.BEFORE_BODY, bytes.length));
    assertEquals(List.of(0, end), decoded.items().stream().map(Payload.Item::offset).toList());
  }
}
