package org.quoin.inject;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message from qmail-queue, from its first byte to the answer. */
record Submission(Session session) {
  private static final Logger LOG = LoggerFactory.getLogger(Submission.class);
  private static final Answer WRITE_ERROR = new Answer(53, "");
  private static final Answer BUG = new Answer(81, "");

  /** The exit code, and what is said on descriptor 6 with code 82 (Q2). */
  record Answer(int exit, String text) {
    private static final int CUSTOM = 82;

    static Answer of(Reply reply) {
      return new Answer(CUSTOM, (reply.isPermanent() ? "D" : "Z") + reply.text());
    }

    static Answer queued(long message) {
      return new Answer(0, String.valueOf(message));
    }

    /** For mail that nobody wants or that a filter has swallowed. */
    static Answer gone() {
      return new Answer(0, "");
    }
  }

  /**
   * Takes a message from the program. Where it comes in small pieces, the intake gets it in large
   * ones.
   *
   * @throws IOException if the program went away; nothing is queued then
   */
  Answer take(InputStream program, Intake door) throws IOException {
    try (Draft draft = door.begin(session)) {
      Answer trouble = copy(Frames.receive(program), draft);
      InputStream rest = new BufferedInputStream(Frames.receive(program));
      QueueEnvelope envelope = envelope(rest);
      return trouble.exit() == 0 ? submitted(draft, envelope) : trouble;
    } catch (QueueEnvelope.Refused e) {
      return new Answer(e.exit(), "");
    } catch (BusyException e) {
      return refused(program, Answer.of(e.reply()));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("the intake failed", e);
      return BUG;
    }
  }

  /** Reads to the end whatever it says: a program that still sends would miss the answer. */
  private static QueueEnvelope envelope(InputStream in) throws IOException, QueueEnvelope.Refused {
    try {
      return QueueEnvelope.read(in);
    } finally {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** A refusal at the beginning; the program hears it when it has said all. */
  static Answer refused(InputStream program, Answer answer) throws IOException {
    Frames.receive(program).transferTo(OutputStream.nullOutputStream());
    Frames.receive(program).transferTo(OutputStream.nullOutputStream());
    return answer;
  }

  /** Reads the message to its end, also if it cannot be kept: only then the answer is heard. */
  private static Answer copy(InputStream message, Draft draft) throws IOException {
    Answer answer = Answer.gone();
    byte[] piece = new byte[Frames.LIMIT];
    for (int count = message.read(piece); count >= 0; count = message.read(piece)) {
      if (answer.exit() == 0) {
        answer = written(draft, piece, count);
      }
    }
    return answer;
  }

  private static Answer written(Draft draft, byte[] piece, int count) {
    try {
      OutputStream body = draft.body();
      body.write(piece, 0, count);
      return Answer.gone();
    } catch (IOException e) {
      LOG.warn("cannot store a message: {}", e.toString());
      return WRITE_ERROR;
    }
  }

  private static Answer submitted(Draft draft, QueueEnvelope envelope) {
    if (envelope.recipients().isEmpty()) {
      return Answer.gone(); // as in qmail: nobody shall get it
    }
    Verdict verdict = addressed(draft, envelope.sender(), envelope.recipients());
    try {
      return switch (verdict) {
        case Verdict.Pass pass -> answer(draft.submit());
        case Verdict.Refuse(Reply reply) -> Answer.of(reply);
        case Verdict.Discard gone -> Answer.gone();
      };
    } catch (IOException e) {
      LOG.warn("cannot queue a message: {}", e.toString());
      return WRITE_ERROR;
    }
  }

  /** The first verdict that is not a pass: all recipients or none. */
  private static Verdict addressed(Draft draft, String sender, List<String> recipients) {
    Verdict verdict = draft.sender(new Sender(sender));
    for (String recipient : recipients) {
      if (!(verdict instanceof Verdict.Pass)) {
        return verdict;
      }
      verdict = draft.recipient(new Address(recipient));
    }
    return verdict;
  }

  private static Answer answer(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Queued queued -> Answer.queued(queued.message());
      case Receipt.Refused(Reply reply) -> Answer.of(reply);
      case Receipt.Discarded gone -> Answer.gone();
    };
  }
}
