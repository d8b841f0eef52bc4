package org.quoin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one frame carries: records one behind the other, as bytes to write and as values to act on.
 *
 * @param parts the bytes, in order; never changed
 * @param items each record with its place in the payload
 * @param length bytes
 */
record Payload(List<ByteBuffer> parts, List<Item> items, int length) {

  /** Nothing at all: no frame is written for it. */
  static final Payload EMPTY = new Payload(List.of(), List.of(), 0);

  /** A record, where it starts in the payload, and its bytes. */
  record Item(LogRecord record, int offset, int length) {}

  /** Whether there are marks in it; in most frames of new mail there are none. */
  boolean hasMarks() {
    for (Item item : items) {
      if (item.record() instanceof LogRecord.Marked) {
        return true;
      }
    }
    return false;
  }

  /** Reads a payload back. */
  static Payload decode(ByteBuffer bytes, Function<BodyRef, Body> bodies) throws IOException {
    List<Item> items = new ArrayList<>();
    int at = 0;
    while (at < bytes.limit()) {
      int length = RecordCodec.length(bytes.slice(at, bytes.limit() - at));
      items.add(new Item(RecordCodec.decode(bytes.slice(at, length), bodies), at, length));
      at += length;
    }
    return new Payload(List.of(bytes), items, at);
  }

  /** Puts records together. */
  static final class Builder {
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private long length;

    Builder add(LogRecord record) {
      put(record, List.of(RecordCodec.encode(record)));
      return this;
    }

    /** The record of a body whose bytes are these. */
    Builder add(BodyRef body, ByteBuffer bytes) {
      put(new LogRecord.Inline(body), List.of(RecordCodec.encodeBody(body), bytes));
      return this;
    }

    long length() {
      return length;
    }

    private void put(LogRecord record, List<ByteBuffer> bytes) {
      int size = bytes.stream().mapToInt(ByteBuffer::remaining).sum();
      items.add(new Item(record, (int) length, size));
      parts.addAll(bytes);
      length += size;
    }

    Payload build() {
      return new Payload(parts, items, Math.toIntExact(length));
    }
  }
}
