package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;

/**
 * Tells the sender that recipients failed, through the same door as all mail (Q16 to Q19), and that
 * others have it if he asked to hear so: one notice for both. A crash before it is noted that the
 * notice is handed in may send it again.
 */
final class Bouncer {

  /** What became of a bounce. Only {@link Trouble} means that it must be tried again. */
  sealed interface Result {
    /** Durable, as message {@code qp}. */
    record Sent(long qp) implements Result {}

    /** Durable, as message {@code qp}; nobody has failed of whom the sender wants to hear. */
    record GoodNews(long qp) implements Result {}

    /** A double bounce has failed: nobody is told (Q17). */
    record Triple() implements Result {}

    /** Nobody wants to know. */
    record Unwanted(String reason) implements Result {}

    /** It could not be handed in now. */
    record Trouble(String reason) implements Result {}
  }

  private static final int PATIENT_TRIES = 3;

  private final Neighbours neighbours;
  private final BounceQueues queues;
  private final ControlFiles controls;
  private final InstantSource clock;

  Bouncer(Neighbours neighbours, ControlFiles controls, InstantSource clock) {
    this.neighbours = neighbours;
    this.queues = new BounceQueues(neighbours.instances());
    this.controls = controls;
    this.clock = clock;
  }

  /**
   * Hands in the bounce for a message whose recipients are all settled. If the message cannot be
   * read in several tries, the bounce goes without its copy rather than never.
   *
   * @param tries how often it could not be handed in before
   * @param settings of the instance that has the message
   */
  Result bounce(History message, int tries, Settings settings) {
    Sender sender = message.accepted().envelope().sender();
    if (message.failed().isEmpty() && message.succeeded().isEmpty()) {
      return new Result.Unwanted("the sender's NOTIFY says so");
    }
    if (sender.isDoubleBounce()) {
      return new Result.Triple();
    }
    Intake door = neighbours.intake().get();
    if (door == null) {
      return new Result.Trouble("the intake is not here");
    }
    try {
      return Notice.isUnwanted(sender, controls)
          ? new Result.Unwanted("doublebounceto says so")
          : tell(message, copy(message, tries, settings.bounces()), door, settings);
    } catch (Throwable e) { // foreign code: even an error in it must not lose the bounce
      return new Result.Trouble(e.toString());
    }
  }

  private Copy copy(History message, int tries, Settings.Bounces bounces) throws IOException {
    Content content = message.accepted().content();
    boolean headerOnly =
        message.failed().isEmpty() || message.accepted().envelope().parameters().wantsHeaderOnly();
    boolean readable = tries < PATIENT_TRIES || isReadable(content);
    return new Copy(content, maxBytes(bounces), headerOnly, readable);
  }

  /** The instance's own limit, else the control file under either of its names (Q18). */
  private long maxBytes(Settings.Bounces bounces) throws IOException {
    if (bounces.maxBytes().isPresent()) {
      return bounces.maxBytes().getAsLong();
    }
    OptionalLong common = controls.number("bouncemaxbytes");
    return common.isPresent() ? common.getAsLong() : controls.number("bouncemaxbyte").orElse(0);
  }

  private static boolean isReadable(Content content) {
    try (InputStream in = content.open()) {
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Result tell(History message, Copy copy, Intake door, Settings settings)
      throws IOException {
    BounceQueues.Target target = queues.of(settings);
    if (target instanceof BounceQueues.Target.Nowhere(String reason)) {
      return new Result.Trouble(reason);
    }
    Notice notice = Notice.about(message.accepted().envelope().sender(), controls);
    Letter letter = letter(notice, message, settings.bounces().format());
    try (Draft draft = door.begin(session(message, target))) {
      Result result = handIn(draft, notice, letter, copy);
      return result instanceof Result.Sent(long qp) && message.failed().isEmpty()
          ? new Result.GoodNews(qp)
          : result;
    }
  }

  private Letter letter(Notice notice, History message, Settings.Format format) throws IOException {
    return switch (format) {
      case QSBMF -> new Qsbmf(notice, message);
      case RFC3464 ->
          new StatusReport(notice.tame(), message, controls.line("me").orElse(notice.host()));
    };
  }

  private static Session session(History message, BounceQueues.Target target) {
    String id = "bounce-" + message.accepted().queue() + "-" + message.number();
    return target instanceof BounceQueues.Target.Only(String queue)
        ? Session.internal(id, Session.Origin.BOUNCE, queue)
        : Session.internal(id, Session.Origin.BOUNCE);
  }

  private Result handIn(Draft draft, Notice notice, Letter letter, Copy copy) throws IOException {
    Verdict sender = draft.sender(notice.sender());
    Verdict verdict = sender instanceof Verdict.Pass ? draft.recipient(notice.to()) : sender;
    return switch (verdict) {
      case Verdict.Refuse no -> new Result.Trouble(no.reply().toString());
      case Verdict.Discard gone -> new Result.Unwanted(gone.reason());
      case Verdict.Pass pass -> {
        letter.writeTo(draft.body(), clock.instant(), copy);
        yield submit(draft);
      }
    };
  }

  private static Result submit(Draft draft) throws IOException {
    return switch (draft.submit()) {
      case Receipt.Queued queued -> new Result.Sent(queued.message());
      case Receipt.Refused no -> new Result.Trouble(no.reply().toString());
      case Receipt.Discarded gone -> new Result.Unwanted(gone.reason());
    };
  }
}
