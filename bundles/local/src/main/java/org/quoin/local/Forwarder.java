package org.quoin.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the forwards of one delivery in as one new message (L8), in the words of qmail (Q3). */
record Forwarder(@Nullable Intake intake) {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
  private static final String NO_DOOR = "unable to exec qq (#4.3.0)";

  /**
   * @throws NotNow if there is nobody to forward through
   */
  void requireDoor() throws NotNow {
    if (intake == null) {
      throw new NotNow(Cause.MISSING_PLUGIN, "Unable to forward message: " + NO_DOOR + ".");
    }
  }

  /**
   * Hands forwards in and says it as qmail-local does.
   *
   * @param id of the session, for the log
   * @return delivered with {@code qp N}, the number of the new message, or failed with that if some
   *     recipients are refused for good; nothing if a filter has swallowed it
   */
  Outcome forward(String id, Sender sender, List<Address> recipients, Content content) {
    if (intake == null) {
      return later(Cause.MISSING_PLUGIN, NO_DOOR);
    }
    Misfits misfits = new Misfits();
    Envelope envelope =
        draft ->
            address(draft, sender, recipients, misfits::take)
                .or(() -> misfits.end(recipients.size()));
    return switch (hand(id, envelope, content)) {
      case Receipt.Queued queued -> queued(queued, misfits.report());
      case Receipt.Refused(Reply reply) -> refused(reply);
      case Receipt.Discarded gone -> new Outcome.Delivered("");
    };
  }

  private static Outcome queued(Receipt.Queued queued, String report) {
    String said = "qp " + queued.message() + "\n";
    return report.isEmpty() ? new Outcome.Delivered(said) : new Outcome.Failed(said + report);
  }

  /** Hands one message in. What goes wrong is a temporary refusal in qmail's words (Q3). */
  Receipt hand(String id, Sender sender, List<Address> recipients, Content content) {
    return hand(id, draft -> address(draft, sender, recipients, (who, end) -> false), content);
  }

  /** Names sender and recipients; the end of the matter if they are not taken. */
  @FunctionalInterface
  private interface Envelope {
    Optional<Receipt> name(Draft draft);
  }

  private Receipt hand(String id, Envelope envelope, Content content) {
    Intake door = intake;
    if (door == null) {
      return refusal(NO_DOOR);
    }
    Session session = Session.internal(id, Session.Origin.DELIVERY);
    try (Draft draft = door.begin(session)) {
      Optional<Receipt> end = envelope.name(draft);
      return end.isPresent() ? end.get() : submitted(draft, content);
    } catch (BusyException e) {
      return refusal(e.reply().text());
    } catch (IOException e) {
      LOG.warn("cannot forward: {}", e.toString());
      return refusal("qq write error or disk full (#4.3.0)");
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("the intake failed", e);
      return refusal("qq crashed (#4.3.0)");
    }
  }

  private static Receipt refusal(String text) {
    return new Receipt.Refused(Reply.temporary(text));
  }

  /**
   * @param excused whether the others go on without a recipient who would be the end of all
   */
  private static Optional<Receipt> address(
      Draft draft, Sender sender, List<Address> recipients, BiPredicate<Address, Receipt> excused) {
    Optional<Receipt> end = end(draft.sender(sender));
    for (Address recipient : recipients) {
      if (end.isEmpty()) {
        end = end(draft.recipient(recipient)).filter(each -> !excused.test(recipient, each));
      }
    }
    return end;
  }

  private static Optional<Receipt> end(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> Optional.empty();
      case Verdict.Refuse(Reply reply) -> Optional.of(new Receipt.Refused(reply));
      case Verdict.Discard(String reason) -> Optional.of(new Receipt.Discarded(reason));
    };
  }

  private static Receipt submitted(Draft draft, Content content) throws IOException {
    try (InputStream in = content.open()) {
      in.transferTo(draft.body());
    }
    return draft.submit();
  }

  private static Outcome refused(Reply reply) {
    return reply.isPermanent()
        ? new Outcome.Failed(text(reply.text()))
        : later(Cause.LOCAL_TROUBLE, reply.text());
  }

  private static Outcome later(Cause cause, String why) {
    return new Outcome.Later(cause, text(why));
  }

  private static String text(String why) {
    return "Unable to forward message: " + why + ".\n";
  }
}
