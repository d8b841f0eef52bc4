package org.quoin.inject;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The envelope as qmail-queue reads it (Q1): {@code F}sender, {@code T}recipient ..., each ended by
 * a NUL, and one more NUL. What follows is not read.
 */
record QueueEnvelope(String sender, List<String> recipients) {
  private static final int LONGEST = 1002;

  /** Why there is no envelope, as qmail-queue's exit code. */
  static final class Refused extends Exception {
    static final int TOO_LONG = 11;
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
   * @param room whether there is room for one more recipient
   */
  static QueueEnvelope read(InputStream in, Predicate<Integer> room) throws IOException, Refused {
    if (letter(in) != 'F') {
      throw new Refused(Refused.WRONG_LETTER);
    }
    String sender = text(in);
    List<String> recipients = new ArrayList<>();
    for (int letter = letter(in); letter != 0; letter = letter(in)) {
      if (letter != 'T') {
        throw new Refused(Refused.WRONG_LETTER);
      }
      if (!room.test(recipients.size() + 1)) {
        throw new Refused(Refused.TOO_LONG);
      }
      recipients.add(text(in));
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
