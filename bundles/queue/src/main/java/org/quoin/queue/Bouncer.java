package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;

/** Tells the sender that recipients failed, through the same door as all mail (Q16 to Q19). */
final class Bouncer {

  /** What became of a bounce. Only {@link Trouble} means that it must be tried again. */
  sealed interface Result {
    /** Durable, as message {@code qp}. */
    record Sent(long qp) implements Result {}

    /** A double bounce has failed: nobody is told (Q17). */
    record Triple() implements Result {}

    /** Nobody wants to know. */
    record Unwanted(String reason) implements Result {}

    /** It could not be handed in now. */
    record Trouble(String reason) implements Result {}
  }

  private static final int PATIENT_TRIES = 3;

  private final Supplier<@Nullable Intake> intake;
  private final ControlFiles controls;
  private final InstantSource clock;

  Bouncer(Supplier<@Nullable Intake> intake, ControlFiles controls, InstantSource clock) {
    this.intake = intake;
    this.controls = controls;
    this.clock = clock;
  }

  /**
   * Hands in the bounce for a message whose recipients are all settled. If the message cannot be
   * read in several tries, the bounce goes without its copy rather than never.
   *
   * @param tries how often it could not be handed in before
   */
  Result bounce(Message message, int tries) {
    Sender sender = message.accepted().envelope().sender();
    if (sender.isDoubleBounce()) {
      return new Result.Triple();
    }
    Intake door = intake.get();
    if (door == null) {
      return new Result.Trouble("the intake is not here");
    }
    try {
      boolean copied = tries < PATIENT_TRIES || isReadable(message.accepted().content());
      return Notice.isUnwanted(sender, controls)
          ? new Result.Unwanted("doublebounceto says so")
          : handIn(message, Notice.about(sender, controls), door, copied);
    } catch (Throwable e) { // foreign code: even an error in it must not lose the bounce
      return new Result.Trouble(e.toString());
    }
  }

  private static boolean isReadable(Content content) {
    try (InputStream in = content.open()) {
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Result handIn(Message message, Notice notice, Intake door, boolean copied)
      throws IOException {
    String id = "bounce-" + message.accepted().queue() + "-" + message.number();
    try (Draft draft = door.begin(Session.internal(id, Session.Origin.BOUNCE))) {
      Verdict sender = draft.sender(notice.sender());
      Verdict verdict = sender instanceof Verdict.Pass ? draft.recipient(notice.to()) : sender;
      return switch (verdict) {
        case Verdict.Refuse no -> new Result.Trouble(no.reply().toString());
        case Verdict.Discard gone -> new Result.Unwanted(gone.reason());
        case Verdict.Pass pass -> submit(message, notice, draft, copied);
      };
    }
  }

  private Result submit(Message message, Notice notice, Draft draft, boolean copied)
      throws IOException {
    if (copied) {
      long maxBytes = controls.number("bouncemaxbytes").orElse(0);
      notice.write(message, clock.instant(), maxBytes, draft.body());
    } else {
      notice.writeWithoutCopy(message, clock.instant(), draft.body());
    }
    return switch (draft.submit()) {
      case Receipt.Queued queued -> new Result.Sent(queued.message());
      case Receipt.Refused no -> new Result.Trouble(no.reply().toString());
      case Receipt.Discarded gone -> new Result.Unwanted(gone.reason());
    };
  }
}
