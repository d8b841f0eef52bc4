package org.quoin.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

/**
 * What a worker says at the end of a delivery:
 *
 * <pre>
 * K | D | Z A | Z T | Z L     delivered, failed, later by answer, time limit, local trouble
 * report, notes               texts
 * number of forwards, and if there are any: sender, addresses
 * LF
 * </pre>
 *
 * It comes from a process of the user's and may be anything: who reads it gets an answer within
 * these limits or none.
 *
 * @param sender of the forwards
 * @param forwards to hand in; only if it is delivered
 * @param notes for the platform's log
 */
record WorkerAnswer(Outcome outcome, Sender sender, List<Address> forwards, String notes) {
  static final int MOST_NOTES = 4000;
  private static final int MOST_ADDRESS = 64 << 10;
  private static final int MOST_FORWARDS = 100_000;
  private static final int MOST_FORWARD_BYTES = 8 << 20;
  private static final int END = '\n';

  static WorkerAnswer of(Outcome outcome, String notes) {
    return new WorkerAnswer(outcome, Sender.NULL, List.of(), notes);
  }

  /** An answer that can be read: a later where this one is too large. */
  WorkerAnswer bounded() {
    long bytes = forwards.stream().mapToLong(each -> each.text().length()).sum();
    boolean large = forwards.stream().anyMatch(each -> each.text().length() > MOST_ADDRESS);
    if (!large && bytes <= MOST_FORWARD_BYTES && forwards.size() <= MOST_FORWARDS) {
      return this;
    }
    return of(NotNow.trouble("Too much to forward. (#4.3.0)").outcome(), notes);
  }

  void write(WireWriter out) throws IOException {
    out.out().writeBytes(kind(outcome));
    out.text(cut(outcome.text(), Transcript.MOST_BYTES));
    out.text(cut(notes, MOST_NOTES));
    out.out().writeInt(forwards.size());
    if (!forwards.isEmpty()) {
      out.text(sender.text());
    }
    for (Address forward : forwards) {
      out.text(forward.text());
    }
    out.out().writeByte(END);
  }

  private static String kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> "K";
      case Outcome.Failed failed -> "D";
      case Outcome.Later later ->
          switch (later.cause()) {
            case ANSWER -> "ZA";
            case TIMEOUT -> "ZT";
            case CONNECT, MISSING_PLUGIN, LOCAL_TROUBLE -> "ZL";
          };
    };
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /**
   * @throws IOException if this is no answer
   */
  static WorkerAnswer read(WireReader in) throws IOException {
    char kind = (char) in.in().readUnsignedByte();
    char cause = kind == 'Z' ? (char) in.in().readUnsignedByte() : ' ';
    String report = in.text(Transcript.MOST_BYTES).replace('\0', '_');
    Outcome outcome = outcome(kind, cause, report);
    String notes = in.text(MOST_NOTES);
    int count = in.count(outcome instanceof Outcome.Delivered ? MOST_FORWARDS : 0);
    try {
      Sender sender = count == 0 ? Sender.NULL : new Sender(in.text(MOST_ADDRESS));
      WorkerAnswer answer = new WorkerAnswer(outcome, sender, forwards(count, in), notes);
      requireEnd(in);
      return answer;
    } catch (IllegalArgumentException e) {
      throw new GarbageException("what is no address");
    }
  }

  private static Outcome outcome(char kind, char cause, String report) throws GarbageException {
    return switch (kind) {
      case 'K' -> new Outcome.Delivered(report);
      case 'D' -> new Outcome.Failed(report);
      case 'Z' -> new Outcome.Later(cause(cause), report);
      default -> throw new GarbageException("an answer of the kind " + (int) kind);
    };
  }

  /** Never one that keeps mail for ever. */
  private static Cause cause(char letter) throws GarbageException {
    return switch (letter) {
      case 'A' -> Cause.ANSWER;
      case 'T' -> Cause.TIMEOUT;
      case 'L' -> Cause.LOCAL_TROUBLE;
      default -> throw new GarbageException("a cause of the kind " + (int) letter);
    };
  }

  private static List<Address> forwards(int count, WireReader in) throws IOException {
    List<Address> forwards = new ArrayList<>();
    int room = MOST_FORWARD_BYTES;
    for (int i = 0; i < count; i++) {
      Address forward = new Address(in.text(Math.min(room, MOST_ADDRESS)));
      room -= forward.text().length();
      forwards.add(forward);
    }
    return forwards;
  }

  private static void requireEnd(WireReader in) throws IOException {
    if (in.in().readUnsignedByte() != END) {
      throw new GarbageException("more than an answer");
    }
  }
}
