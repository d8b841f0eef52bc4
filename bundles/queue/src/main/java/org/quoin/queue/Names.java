package org.quoin.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.queue.Envelope;

/**
 * A waiting message's sender and recipients in one array of bytes, because there is one for each of
 * a million: each text as its length (7 bits a byte, the lowest first, the highest bit says that
 * more follow) and its bytes. The sender comes first.
 */
final class Names {
  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private Names() {}

  static byte[] of(Envelope envelope) {
    int length = room(envelope.sender().text());
    for (Address recipient : envelope.recipients()) {
      length += room(recipient.text());
    }
    byte[] names = new byte[length];
    int end = put(envelope.sender().text(), names, 0);
    for (Address recipient : envelope.recipients()) {
      end = put(recipient.text(), names, end);
    }
    return names;
  }

  static Sender sender(byte[] names) {
    return new Sender(text(names, 0));
  }

  /**
   * @param index of the recipient in the envelope
   */
  static Address recipient(byte[] names, int index) {
    return new Address(text(names, index + 1));
  }

  /** All recipients, in one pass. */
  static List<Address> recipients(byte[] names, int count) {
    List<Address> all = new ArrayList<>(count);
    int at = 0;
    for (int i = 0; i <= count; i++) {
      int length = 0;
      int shift = 0;
      while (names[at] < 0) {
        length |= (names[at++] & (MORE - 1)) << shift;
        shift += BITS;
      }
      length |= names[at++] << shift;
      if (i > 0) {
        all.add(new Address(new String(names, at, length, StandardCharsets.ISO_8859_1)));
      }
      at += length;
    }
    return all;
  }

  private static int room(String text) {
    int room = 1 + text.length();
    for (int rest = text.length() >>> BITS; rest > 0; rest >>>= BITS) {
      room++;
    }
    return room;
  }

  private static int put(String text, byte[] names, int start) {
    int at = start;
    int rest = text.length();
    while (rest >= MORE) {
      names[at++] = (byte) (rest | MORE);
      rest >>>= BITS;
    }
    names[at++] = (byte) rest;
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, names, at, bytes.length);
    return at + bytes.length;
  }

  private static String text(byte[] names, int number) {
    int at = 0;
    for (int i = 0; ; i++) {
      int length = 0;
      int shift = 0;
      while (names[at] < 0) {
        length |= (names[at++] & (MORE - 1)) << shift;
        shift += BITS;
      }
      length |= names[at++] << shift;
      if (i == number) {
        return new String(names, at, length, StandardCharsets.ISO_8859_1);
      }
      at += length;
    }
  }
}
