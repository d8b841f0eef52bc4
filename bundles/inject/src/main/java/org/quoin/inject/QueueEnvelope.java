package org.quoin.inject;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The envelope as qmail-queue reads it (Q1): {@code F}sender, {@code T}recipient ..., each ended by
 * a NUL, and one more NUL. What follows is not read.
 */
record QueueEnvelope(String sender, List<String> recipients) {
  private static final int LONGEST = 1002;

  /** As much as the intake takes: each address counts with some bytes more than it has. */
  private static final int MOST_BYTES = 8 << 20;

  private static final int EACH = 64;

  /** Why there is no envelope, as qmail-queue's exit code. */
  static final class Refused extends Exception {
    static final int TOO_LONG = 11;
    static final int NO_ROOM = 51;
    static final int CUT_OFF = 54;
    static final int WRONG_LETTER = 91;
    private static final long serialVersionUID = 1L;

    private final int exit;

    Refused(int exit) {
      super("envelope refused, exit " + exit);
      this.exit = exit;
    }

    int exit() {
      return exit;
    }
  }

  /**
   * @param in buffered
   */
  static QueueEnvelope read(InputStream in) throws IOException, Refused {
    if (letter(in) != 'F') {
      throw new Refused(Refused.WRONG_LETTER);
    }
    String sender = text(in);
    List<String> recipients = new ArrayList<>();
    int bytes = 0;
    for (int letter = letter(in); letter != 0; letter = letter(in)) {
      if (letter != 'T') {
        throw new Refused(Refused.WRONG_LETTER);
      }
      String recipient = text(in);
      bytes += recipient.length() + EACH;
      if (bytes > MOST_BYTES) {
        throw new Refused(Refused.NO_ROOM);
      }
      recipients.add(recipient);
    }
    return new QueueEnvelope(sender, recipients);
  }

  private static int letter(InputStream in) throws IOException, Refused {
    int letter = in.read();
    if (letter < 0) {
      throw new Refused(Refused.CUT_OFF);
    }
    return letter;
  }

  private static String text(InputStream in) throws IOException, Refused {
    byte[] bytes = new byte[LONGEST];
    for (int length = 0; length <= LONGEST; length++) {
      int next = letter(in);
      if (next == 0) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      }
      if (length < LONGEST) {
        bytes[length] = (byte) next;
      }
    }
    throw new Refused(Refused.TOO_LONG);
  }
}
