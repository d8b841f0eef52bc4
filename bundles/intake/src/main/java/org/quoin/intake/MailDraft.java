package org.quoin.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Parameters;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.queue.Envelope;

/**
 * A message on its way in: gathers envelope and body, asks the filters it saw at its beginning, and
 * hands what they leave to the {@link Desk}.
 */
final class MailDraft implements Draft {
  /** There is no room for it in memory. */
  private static final No FULL =
      new No("envelope.bytes.max or envelopes.bytes.max", Replies.TOO_MANY);

  private static final No MOVED =
      No.later("a filter of its queue has moved it to a queue with other filters");

  private static final No CHANGED =
      No.later("its queue has changed since it was named, and other filters with it");

  private static final No UNPLACED = No.later("its queue cannot be found now");

  private final Session session;
  private final Screening screening;
  private final Bodies bodies;
  private final Desk desk;
  private final EnvelopeRoom.Share share;
  private final List<Named> recipients = new ArrayList<>();

  /** Those whose instance wanted the filters that are asked when they were named. */
  private final Set<Address> screened = new HashSet<>();

  /** A filter that not all mail must pass has swallowed it. */
  private boolean swallowedByInstance;

  private boolean anyPassed;
  private boolean ended;
  private Notes notes = Notes.NONE;
  private Parameters parameters = Parameters.NONE;
  private @Nullable Sender sender;
  private @Nullable String discarded;
  private Verdict.@Nullable Refuse refused;

  MailDraft(Session session, Screening screening, Bodies bodies, Desk desk) {
    this.session = session;
    this.screening = screening;
    this.bodies = bodies;
    this.desk = desk;
    this.share = desk.room().new Share();
  }

  /** A draft of a session whose mail is swallowed unread. */
  void discarding(String reason) {
    discarded = reason;
  }

  /** A draft of a peer from whom nothing is taken. */
  void refusing(Verdict.Refuse verdict) {
    refused = verdict;
  }

  @Override
  public Verdict sender(Sender named, Parameters given) {
    requireOpen();
    if (refused != null) {
      return refused;
    }
    if (sender != null) {
      throw new IllegalStateException("the draft has a sender already");
    }
    if (discarded != null) {
      sender = named;
      return Verdict.PASS;
    }
    if (!share.take(EnvelopeRoom.bytes(given))) {
      return refuse(FULL, Subject.of(named));
    }
    parameters = given;
    EnvelopeState first = EnvelopeState.of(named, notes);
    return switch (screening.common().run(new SenderStage(session), first)) {
      case Progress.Going<EnvelopeState>(EnvelopeState state) -> fitting(state, Subject.of(named));
      case Progress.Ended<EnvelopeState> ended -> {
        Verdict verdict = ended(ended, Subject.of(named));
        sender = verdict instanceof Verdict.Refuse ? null : named;
        yield verdict;
      }
    };
  }

  @Override
  public Verdict recipient(Address named, Parameters given) {
    requireOpen();
    Sender from = requireSender();
    if (discarded != null) {
      Optional<No> no = againstSwallowing(named);
      if (no.isPresent()) {
        return refuse(no.get(), Subject.of(from, named));
      }
      anyPassed = true;
      return Verdict.PASS;
    }
    Named whole = new Named(named, given);
    if (!share.has(EnvelopeRoom.bytes(whole))) {
      return refuse(FULL, Subject.of(from, named));
    }
    EnvelopeState first = EnvelopeState.of(from, whole, notes);
    return switch (screening.common().run(new RecipientStage(session), first)) {
      case Progress.Going<EnvelopeState>(EnvelopeState state) -> screened(named, state);
      case Progress.Ended<EnvelopeState> ended -> ended(ended, Subject.of(from, named));
    };
  }

  /** Asks the filters that the recipient's instance names, if any instance names one. */
  private Verdict screened(Address named, EnvelopeState state) {
    if (state.recipient() == null || !screening.dependsOnInstance()) {
      return placed(named, state);
    }
    Optional<Set<String>> wanted = wanted(state);
    return wanted.isPresent()
        ? screened(named, state, wanted.get())
        : refuse(UNPLACED, Subject.of(state.sender(), named));
  }

  private Verdict screened(Address named, EnvelopeState state, Set<String> wanted) {
    Optional<No> no = screening.against(wanted);
    if (no.isPresent()) {
      return refuse(no.get(), Subject.of(state.sender(), named));
    }
    return switch (screening.only(wanted).run(new RecipientStage(session), state)) {
      case Progress.Going<EnvelopeState>(EnvelopeState passed) -> {
        boolean same = wanted(passed).map(wanted::equals).orElse(passed.recipient() == null);
        Verdict verdict =
            same ? placed(named, passed) : refuse(MOVED, Subject.of(state.sender(), named));
        if (verdict instanceof Verdict.Pass) {
          screening.choose(wanted);
          Optional.ofNullable(passed.recipient()).ifPresent(screened::add);
        }
        yield verdict;
      }
      case Progress.Ended<EnvelopeState> ended -> {
        if (ended.verdict() instanceof Verdict.Discard) {
          swallowedByInstance = true;
          screening.choose(wanted);
        }
        yield ended(ended, Subject.of(state.sender(), named));
      }
    };
  }

  /** What a filter of one instance swallows says nothing about mail of those with other filters. */
  private Optional<No> againstSwallowing(Address named) {
    if (!swallowedByInstance) {
      return Optional.empty();
    }
    return switch (desk.place(session, named, notes.queue())) {
      case Placement.Place.Nowhere(String reason) -> Optional.of(No.later(reason));
      case Placement.Place.In(Instance instance, String store) ->
          screening.against(screening.wanted(instance));
    };
  }

  /**
   * Names of the filters that the recipient's instance wants; what filters have added is their own
   * doing. Empty if no recipient is left or nobody can say where it belongs.
   */
  private Optional<Set<String>> wanted(EnvelopeState state) {
    Address recipient = state.recipient();
    return recipient != null
            && screening.dependsOnInstance()
            && desk.place(session, recipient, state.notes().queue())
                instanceof Placement.Place.In(Instance instance, String store)
        ? Optional.of(screening.wanted(instance))
        : Optional.empty();
  }

  /** Takes the recipient if there is a queue for it, and a store that begins a body. */
  private Verdict placed(Address named, EnvelopeState state) {
    for (Address recipient : state.recipients()) {
      Optional<No> no = against(recipient, state.notes().queue());
      if (no.isPresent()) {
        return refuse(no.get(), Subject.of(state.sender(), named));
      }
    }
    Verdict verdict = fitting(state, Subject.of(state.sender(), named));
    anyPassed |= verdict instanceof Verdict.Pass;
    return verdict;
  }

  /** Why this recipient cannot be taken now. */
  private Optional<No> against(Address recipient, @Nullable String chosen) {
    return switch (desk.place(session, recipient, chosen)) {
      case Placement.Place.Nowhere(String reason) -> Optional.of(No.later(reason));
      case Placement.Place.In(Instance instance, String store) ->
          desk.against(session, instance).or(() -> against(store));
    };
  }

  private Optional<No> against(String store) {
    try {
      bodies.begin(store);
      return Optional.empty();
    } catch (BusyException e) {
      return Optional.of(new No(String.valueOf(e.getMessage()), e.reply()));
    }
  }

  /** Takes what the stage has left of the envelope if there is room for it. */
  private Verdict fitting(EnvelopeState state, Subject subject) {
    if (!share.take(growth(state))) {
      return refuse(FULL, subject);
    }
    sender = state.sender();
    notes = state.notes();
    recipients.addAll(state.named());
    return Verdict.PASS;
  }

  private long growth(EnvelopeState state) {
    long bytes = (long) state.notes().header().length() - notes.header().length();
    if (!state.sender().equals(sender)) {
      bytes += EnvelopeRoom.bytes(state.sender());
    }
    for (Named recipient : state.named()) {
      bytes += EnvelopeRoom.bytes(recipient);
    }
    return bytes;
  }

  private Verdict ended(Progress.Ended<?> end, Subject subject) {
    switch (end.verdict()) {
      case Verdict.Refuse refuse ->
          desk.announcer().refused(session, end.filter(), refuse.reply(), subject);
      case Verdict.Discard discard -> {
        discarded = discard.reason();
        anyPassed = true;
        return Verdict.PASS;
      }
      case Verdict.Pass pass -> {}
    }
    return end.verdict();
  }

  private Verdict refuse(No no, Subject subject) {
    desk.announcer().refused(session, no.reason(), no.reply(), subject);
    return new Verdict.Refuse(no.reply());
  }

  @Override
  public OutputStream body() throws IOException {
    requireOpen();
    return bodies.stream();
  }

  @Override
  public Receipt submit() throws IOException {
    requireOpen();
    Sender from = requireSender();
    if (!anyPassed && recipients.isEmpty()) {
      throw new IllegalStateException("the draft has no recipient");
    }
    try {
      return discarded == null ? judged(from) : new Receipt.Discarded(discarded);
    } finally {
      close();
    }
  }

  private Receipt judged(Sender from) throws IOException {
    MessageStage stage = new MessageStage(session, bodies);
    Content content = stage.without(new Content("", bodies.finish()), notes.removed());
    Envelope envelope = Named.envelope(from, parameters, recipients);
    Mail mail = new Mail(envelope, content.onTop(notes.header()));
    return switch (screening.complete().run(stage, new MessageState(mail, notes.queue()))) {
      case Progress.Going<MessageState>(MessageState state) -> {
        if (stage.isOver(state)) {
          yield new Receipt.Discarded("no recipient is left");
        }
        Optional<No> no = againstSlipping(state);
        yield no.isPresent()
            ? desk.refused(session, no.get(), from)
            : desk.queue(session, state, bodies);
      }
      case Progress.Ended<MessageState> end -> receipt(end, from);
    };
  }

  /**
   * Where recipients belong is looked up anew. If a domain has just been given to an instance with
   * other filters its mail would slip past them. What a filter chooses is its own doing.
   */
  private Optional<No> againstSlipping(MessageState state) {
    boolean slips =
        state.queue() == null
            && state.mail().envelope().recipients().stream()
                .filter(screened::contains)
                .map(recipient -> desk.place(session, recipient, null))
                .anyMatch(
                    p -> p instanceof Placement.Place.In in && !screening.suits(in.instance()));
    return slips ? Optional.of(CHANGED) : Optional.empty();
  }

  private Receipt receipt(Progress.Ended<MessageState> end, Sender from) {
    return switch (end.verdict()) {
      case Verdict.Refuse(Reply reply) -> {
        desk.announcer().refused(session, end.filter(), reply, Subject.message(from));
        yield new Receipt.Refused(reply);
      }
      case Verdict.Discard(String reason) -> new Receipt.Discarded(reason);
      case Verdict.Pass pass -> throw new IllegalStateException("a pass ends nothing");
    };
  }

  @Override
  public void close() {
    ended = true;
    recipients.clear();
    screened.clear();
    share.close();
    bodies.close();
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the draft has ended");
    }
  }

  private Sender requireSender() {
    if (sender == null) {
      throw new IllegalStateException("the draft has no sender");
    }
    return sender;
  }
}
