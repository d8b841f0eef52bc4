package org.quoin.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.event.MailEvents;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** The one door by which mail enters. Holds nothing itself: each message is a {@link MailDraft}. */
@Component(service = Intake.class, immediate = true, configurationPid = FilterHost.PID)
public final class FrontDoor implements Intake {

  /** Limits of a message. */
  @interface Config {
    /** Sender and recipients of one message, each counted with 64 bytes more than it has. */
    long envelope_bytes_max() default 8 * 1024 * 1024;

    /** The same for all messages together that are on their way in. */
    long envelopes_bytes_max() default 32 * 1024 * 1024;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FilterHost filters;
  private final Announcer announcer = new Announcer(() -> this.events);
  private final Desk desk;
  private final Reception reception;
  private final Stores stores;
  private volatile boolean closing;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable MailEvents events;

  @Activate
  public FrontDoor(
      BundleContext context,
      Config config,
      @Reference FilterHost filters,
      @Reference Placement placement,
      @Reference Stores stores) {
    this.filters = filters;
    this.stores = stores;
    String base = context.getProperty("quoin.base");
    this.desk =
        new Desk(
            placement,
            ReceivedLine.ofPlatform(Path.of(base == null ? "" : base)),
            InstantSource.system(),
            announcer,
            new EnvelopeRoom(config.envelope_bytes_max(), config.envelopes_bytes_max()));
    this.reception = new Reception(announcer);
  }

  FrontDoor(FilterHost filters, Desk desk, Stores stores) {
    this.filters = filters;
    this.desk = desk;
    this.reception = new Reception(desk.announcer());
    this.stores = stores;
  }

  /** What is being appended may end; other drafts are told "later". */
  @Deactivate
  void deactivate() {
    closing = true;
    desk.close(PATIENCE);
  }

  @Override
  public Verdict greet(Session session) {
    return reception.judge(session, screening(session).common());
  }

  @Override
  public Draft begin(Session session) throws BusyException {
    if (closing) {
      throw new BusyException(Replies.LATER, "the intake is being replaced");
    }
    Screening screening = screening(session);
    FilterChain chain = screening.common();
    requireFilters(session, chain);
    requireStore();
    Bodies bodies = new Bodies(stores, isOurs(session));
    MailDraft draft = new MailDraft(session, screening, bodies, desk);
    if (Reception.isDue(session, chain)
        && reception.judge(session, chain) instanceof Verdict.Refuse refuse) {
      turnAway(draft, refuse);
    }
    Reception.swallowed(session).ifPresent(draft::discarding);
    return session.origin() == Session.Origin.NETWORK
        ? new PacedDraft(draft, session, desk.announcer(), Thread::sleep)
        : draft;
  }

  /** Mail that is here already, and may use what is kept free for it. */
  private static boolean isOurs(Session session) {
    return switch (session.origin()) {
      case DELIVERY, BOUNCE -> true;
      case NETWORK, LOCAL -> false;
    };
  }

  /** Of what kind of mail a filter is asked is decided anew for each message. */
  private Screening screening(Session session) {
    return new Screening(filters.chain().of(session), desk.filters());
  }

  /** A peer that was greeted before it could be judged learns now what is against it. */
  private static void turnAway(MailDraft draft, Verdict.Refuse refuse) throws BusyException {
    if (refuse.reply().isTemporary()) {
      throw new BusyException(refuse.reply(), "a filter has put the peer off");
    }
    draft.refusing(refuse);
  }

  private void requireFilters(Session session, FilterChain chain) throws BusyException {
    Optional<String> missing = chain.missing(session.origin());
    if (missing.isPresent()) {
      String detail = "required filter " + missing.get() + " is not installed or not ready";
      desk.announcer().warning(detail + ", mail is deferred");
      throw new BusyException(Replies.LATER, detail);
    }
  }

  /** Which one it takes is known when there is a recipient. */
  private void requireStore() throws BusyException {
    if (stores.isEmpty()) {
      desk.announcer().warning("there is no store, mail is deferred");
      throw new BusyException(Replies.NO_STORE, "no store is running");
    }
  }
}
