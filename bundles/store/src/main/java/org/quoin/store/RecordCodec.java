package org.quoin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.quoin.api.Content;
import org.quoin.api.delivery.Cause;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueRecord.Settled;

/**
 * Records as bytes. A record has a checksum of its own, which goes with it unchanged from the
 * thread that encoded it to the one that reads it years later, wherever cleaning moved it.
 *
 * <pre>
 *  0 length u32  of type and fields
 *  4 sum    u32  CRC32C of type and fields
 *  8 type   u8   the fields of a type never change; another layout is another type
 *  9 fields
 * </pre>
 */
final class RecordCodec {
  static final int HEADER = 8;

  /** Bytes of a body's record before the body: header, type, number. */
  static final int BEFORE_BODY = HEADER + 9;

  static final byte BODY = 1;
  static final byte ACCEPTED = 2;
  static final byte SETTLED = 3;
  static final byte DEFERRED = 4;
  static final byte REMOVED = 5;
  static final byte POSTPONED = 6;
  static final byte HELD = 7;
  static final byte RELEASED = 8;

  /** An acceptance whose envelope has parameters; without any it is the older type. */
  static final byte ACCEPTED_WITH = 9;

  private RecordCodec() {}

  /** Header, type and number of a body record; the body's bytes come next. */
  static ByteBuffer encodeBody(BodyRef body) {
    ByteBuffer start = ByteBuffer.allocate(BEFORE_BODY);
    start.putInt(Math.toIntExact(9 + body.size())).putInt(body.sum());
    return start.put(BODY).putLong(body.id()).flip();
  }

  /**
   * Any record but a body.
   *
   * @throws IllegalArgumentException if it is a body
   */
  static ByteBuffer encode(LogRecord record) {
    FieldWriter out = new FieldWriter().u32(0).u32(0);
    switch (record) {
      case LogRecord.Inline body -> throw new IllegalArgumentException("a body: " + body);
      case LogRecord.Acceptance acceptance -> acceptance(out, acceptance);
      case LogRecord.Marked marked -> mark(out, marked);
      case LogRecord.Gone gone ->
          out.u8(REMOVED).text(gone.removed().queue()).u64(gone.removed().message());
    }
    ByteBuffer bytes = out.written();
    ByteBuffer fields = bytes.slice(HEADER, bytes.limit() - HEADER);
    return bytes.putInt(0, fields.limit()).putInt(4, sum(fields));
  }

  private static void acceptance(FieldWriter out, LogRecord.Acceptance acceptance) {
    Accepted message = acceptance.message();
    BodyRef body = acceptance.body().ref();
    boolean with = message.envelope().hasParameters();
    out.u8(with ? ACCEPTED_WITH : ACCEPTED)
        .u64(acceptance.order())
        .u8(acceptance.suspect() ? 1 : 0);
    out.text(message.queue()).u64(message.message()).time(message.birth());
    out.u64(body.id()).u64(body.size()).u32(body.sum()).u8(body.filed() ? 1 : 0);
    EnvelopeCodec.names(out, message.envelope());
    out.octets(message.content().header());
    if (with) {
      EnvelopeCodec.parameters(out, message.envelope());
    }
  }

  private static void mark(FieldWriter out, LogRecord.Marked marked) {
    switch (marked.mark()) {
      case Settled settled ->
          out.u8(SETTLED)
              .text(settled.queue())
              .u64(settled.message())
              .u32(settled.recipient())
              .u8(settled.failed() ? 1 : 0)
              .text(settled.text());
      case Deferred deferred ->
          out.u8(POSTPONED)
              .text(deferred.queue())
              .u64(deferred.message())
              .u32(deferred.recipient())
              .time(deferred.at())
              .u8(deferred.next().isPresent() ? 1 : 0)
              .time(deferred.next().orElse(Instant.EPOCH))
              .time(Instant.EPOCH.plus(deferred.excused()))
              .u8(code(deferred.cause()))
              .text(deferred.text());
      case Held held when marked.answered().isNone() ->
          out.u8(HELD).text(held.queue()).u64(held.message()).u8(held.held() ? 1 : 0);
      case Held released ->
          out.u8(RELEASED)
              .text(released.queue())
              .u64(released.message())
              .u32(marked.answered().damage())
              .u8(marked.answered().bodyLost() ? 1 : 0);
    }
  }

  /**
   * Whole length of the record at the start of {@code bytes}.
   *
   * @throws IOException if it does not fit there
   */
  static int length(ByteBuffer bytes) throws IOException {
    FieldReader.require(bytes.remaining() > HEADER, "it ends in its header");
    int length = bytes.getInt(bytes.position());
    FieldReader.require(length > 0 && length <= bytes.remaining() - HEADER, "length " + length);
    return HEADER + length;
  }

  /** Whether these bytes are one record as it was written. */
  static boolean intact(ByteBuffer record) {
    return record.remaining() > HEADER
        && record.getInt(record.position()) == record.remaining() - HEADER
        && record.getInt(record.position() + 4)
            == sum(record.slice(record.position() + HEADER, record.remaining() - HEADER));
  }

  /**
   * Reads one record.
   *
   * @param record exactly one
   * @param bodies finds the body that an acceptance names
   * @throws UnsupportedFormatException if its type is unknown
   * @throws IOException if it is malformed
   */
  static LogRecord decode(ByteBuffer record, Function<BodyRef, Body> bodies) throws IOException {
    ByteBuffer fields = record.slice(record.position() + HEADER, record.remaining() - HEADER);
    FieldReader in = new FieldReader(fields);
    int type = in.u8();
    if (type == BODY) {
      long id = in.u64();
      int sum = record.getInt(record.position() + 4);
      return new LogRecord.Inline(new BodyRef(id, fields.remaining(), sum, false));
    }
    LogRecord decoded =
        switch (type) {
          case ACCEPTED -> acceptance(in, false, bodies);
          case ACCEPTED_WITH -> acceptance(in, true, bodies);
          case SETTLED -> new LogRecord.Marked(settled(in));
          case DEFERRED -> new LogRecord.Marked(deferred(in));
          case POSTPONED -> new LogRecord.Marked(postponed(in));
          case HELD -> new LogRecord.Marked(new Held(in.text(), in.u64(), in.flag()));
          case RELEASED ->
              new LogRecord.Marked(
                  new Held(in.text(), in.u64(), false), new Doubt(in.u32(), in.flag()));
          case REMOVED -> new LogRecord.Gone(new Removed(in.text(), in.u64()));
          default ->
              throw new UnsupportedFormatException(
                  "record type " + type + ", which this Quoin does not know");
        };
    in.end();
    return decoded;
  }

  private static LogRecord acceptance(FieldReader in, boolean with, Function<BodyRef, Body> bodies)
      throws IOException {
    long order = in.u64();
    boolean suspect = in.flag();
    String queue = in.text();
    long message = in.u64();
    var birth = in.time();
    Body body = bodies.apply(new BodyRef(in.u64(), in.u64(), in.u32(), in.flag()));
    Envelope names = EnvelopeCodec.names(in);
    Content content = new Content(in.octets(), body);
    Envelope envelope = with ? EnvelopeCodec.parameters(in, names) : names;
    return new LogRecord.Acceptance(
        new Accepted(queue, message, birth, envelope, content), order, suspect);
  }

  private static Settled settled(FieldReader in) throws IOException {
    return new Settled(in.text(), in.u64(), in.u32(), in.flag(), in.text());
  }

  private static Deferred deferred(FieldReader in) throws IOException {
    String queue = in.text();
    long message = in.u64();
    int recipient = in.u32();
    Instant at = in.time();
    return new Deferred(
        queue, message, recipient, at, Optional.empty(), Duration.ZERO, cause(in.u8()), in.text());
  }

  private static Deferred postponed(FieldReader in) throws IOException {
    String queue = in.text();
    long message = in.u64();
    int recipient = in.u32();
    Instant at = in.time();
    boolean planned = in.flag();
    Instant next = in.time();
    return new Deferred(
        queue,
        message,
        recipient,
        at,
        planned ? Optional.of(next) : Optional.empty(),
        Duration.between(Instant.EPOCH, in.time()),
        cause(in.u8()),
        in.text());
  }

  private static int code(Cause cause) {
    return switch (cause) {
      case ANSWER -> 0;
      case CONNECT -> 1;
      case TIMEOUT -> 2;
      case MISSING_PLUGIN -> 3;
      case LOCAL_TROUBLE -> 4;
    };
  }

  private static Cause cause(int code) throws IOException {
    return switch (code) {
      case 0 -> Cause.ANSWER;
      case 1 -> Cause.CONNECT;
      case 2 -> Cause.TIMEOUT;
      case 3 -> Cause.MISSING_PLUGIN;
      case 4 -> Cause.LOCAL_TROUBLE;
      default -> throw new UnsupportedFormatException("cause " + code + " of a deferral");
    };
  }

  private static int sum(ByteBuffer bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.duplicate());
    return (int) sum.getValue();
  }
}
