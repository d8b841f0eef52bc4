package org.quoin.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where each field of a segment stands, worked out from the format page alone. */
final class Anatomy {
  private static final Map<Integer, String> RECORDS =
      Map.of(
          1,
          "body: number 8, bytes rest",
          2,
          "accepted: order 8, suspect 1, queue text, message 8, birth 12, body 8, size 8, sum 4,"
              + " filed 1, sender text, recipients texts, header text",
          3,
          "settled: queue text, message 8, recipient 4, failed 1, report text",
          5,
          "removed: queue text, message 8",
          6,
          "postponed: queue text, message 8, recipient 4, at 12, planned 1, next 12, excused 12,"
              + " cause 1, report text",
          7,
          "held: queue text, message 8, held 1",
          8,
          "released: queue text, message 8, damage 4, lost 1",
          9,
          "accepted-with: order 8, suspect 1, queue text, message 8, birth 12, body 8, size 8,"
              + " sum 4, filed 1, sender text, recipients texts, header text, mail text,"
              + " rcpt numbered");

  private static final String HEADER =
      "magic 8, version 4, sequence 4, epoch 8, salt 8, next 8, store 8, zeros 12, sum 4";

  private final ByteBuffer bytes;
  private final List<Field> fields = new ArrayList<>();
  private int at;

  /** Some bytes with a name. */
  record Field(String name, int at, int length) {}

  private Anatomy(ByteBuffer bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /** The fields of a copy of a segment's header. */
  static List<Field> header(ByteBuffer segment, int at) {
    Anatomy anatomy = new Anatomy(segment, at);
    anatomy.all("header", HEADER, at + 64);
    return anatomy.fields;
  }

  /** The fields of a frame and of all records in it. */
  static List<Field> frame(ByteBuffer segment, Scan.Extent frame) {
    Anatomy anatomy = new Anatomy(segment, frame.from());
    int end = frame.from() + 16 + segment.getInt(frame.from());
    anatomy.all("frame", "length 4, sum 4, tag 4, durable 4", frame.to());
    while (anatomy.at < end) {
      anatomy.record();
    }
    return anatomy.fields;
  }

  private void record() {
    int end = at + 8 + bytes.getInt(at);
    int type = bytes.get(at + 8);
    String[] parts = RECORDS.getOrDefault(type, "unknown: ").split(": ", 2);
    all(parts[0], "length 4, sum 4, type 1, " + parts[1], end);
    if (at != end) {
      throw new AssertionError(parts[0] + " has " + (end - at) + " bytes more than its fields");
    }
  }

  private void all(String owner, String layout, int end) {
    for (String field : layout.split(", ", -1)) {
      String[] words = field.split(" ", -1);
      String name = owner + "." + words[0];
      switch (words[1]) {
        case "text" -> text(name);
        case "texts" -> texts(name, 0);
        case "numbered" -> texts(name, 4);
        case "rest" -> add(name, end - at);
        default -> add(name, Integer.parseInt(words[1]));
      }
    }
  }

  /**
   * @param number bytes before each text
   */
  private void texts(String name, int number) {
    int count = bytes.getInt(at);
    add(name + " count", 4);
    for (int i = 0; i < count; i++) {
      add(name + " number", number);
      text(name);
    }
  }

  private void text(String name) {
    int length = bytes.getInt(at);
    add(name + " length", 4);
    add(name, length);
  }

  private void add(String name, int length) {
    if (length > 0) {
      fields.add(new Field(name, at, length));
    }
    at += length;
  }
}
