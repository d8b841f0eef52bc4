package org.quoin.smtpd;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.Supplier;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
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

/**
 * A draft that answers in replies. Whatever goes wrong behind the door, also that it vanishes
 * because its bundle is being swapped, means "try again later".
 */
final class SafeDraft {
  private static final Logger LOG = LoggerFactory.getLogger(SafeDraft.class);

  private final Draft draft;

  private SafeDraft(Draft draft) {
    this.draft = draft;
  }

  static SafeDraft begin(Intake intake, Session session) throws BusyException {
    try {
      return new SafeDraft(intake.begin(session));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("the intake failed", e);
      throw new BusyException(Replies.TROUBLE, e.toString());
    }
  }

  /** {@link Replies#OK} or a refusal. */
  Reply sender(Sender sender, Parameters parameters) {
    return reply(() -> draft.sender(sender, parameters));
  }

  /** {@link Replies#OK} or a refusal. */
  Reply recipient(Address recipient, Parameters parameters) {
    return reply(() -> draft.recipient(recipient, parameters));
  }

  private static Reply reply(Supplier<Verdict> call) {
    try {
      return switch (call.get()) {
        case Verdict.Pass pass -> Replies.OK;
        case Verdict.Discard discard -> Replies.OK;
        case Verdict.Refuse refuse -> refuse.reply();
      };
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("the intake failed", e);
      return Replies.TROUBLE;
    }
  }

  /** Where the message goes. */
  OutputStream body() throws BusyException {
    try {
      return draft.body();
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new BusyException(trouble(e), e.toString());
    }
  }

  /** Hands the message in. */
  Reply submit(Instant now) {
    try {
      return switch (draft.submit()) {
        case Receipt.Queued queued -> Replies.accepted(now, queued.message());
        case Receipt.Refused refused -> refused.reply();
        // There is no number, and the peer must not see that.
        case Receipt.Discarded discarded -> Replies.accepted(now, now.toEpochMilli() % 100_000);
      };
    } catch (IOException | RuntimeException | LinkageError e) {
      return trouble(e);
    }
  }

  /** What the peer is told when the message cannot be stored (Q3). */
  static Reply trouble(Throwable e) {
    LOG.warn("message not taken: {}", e.toString(), e);
    return switch (e) {
      case BusyException busy -> busy.reply();
      case IOException world -> Replies.WRITE_ERROR;
      default -> Replies.TROUBLE;
    };
  }

  void close() {
    try {
      draft.close();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("the intake failed", e);
    }
  }
}
