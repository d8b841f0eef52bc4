package org.quoin.policy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.ControlSyntax;

/**
 * Slows down who names many recipients (C7): after TARPITCOUNT recipients of a message each further
 * one waits TARPITDELAY seconds. With a delay of 0 nobody waits, but after so many recipients that
 * were refused for good all others are put off; with 999, or less than 0, the message is, too. What
 * is put off is put off with 4xx: an honest list with old members comes again without those.
 *
 * <p>Never for relay clients. The wait is the intake's ({@link Session#PAUSE}).
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=-200"})
@PluginName("tarpit")
public final class Tarpit implements MailFilter {
  private static final Verdict TOO_MANY =
      Verdict.refuse(452, "sorry, too many recipients (#4.5.3)");
  private static final Verdict NO_DATA =
      Verdict.refuse(451, "sorry, too many of the recipients are unknown (#4.5.3)");

  /** s/qmail's way to say: not the message either. */
  private static final long ALSO_DATA = 999;

  private final Setting count;
  private final Setting delay;

  @Activate
  public Tarpit(@Reference ControlFiles files) {
    this.count = new Setting(files, "TARPITCOUNT");
    this.delay = new Setting(files, "TARPITDELAY");
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) throws IOException {
    long most = most(session);
    if (most == 0) {
      return Verdict.PASS;
    }
    long seconds = seconds(session);
    if (seconds <= 0 || seconds == ALSO_DATA) {
      return counted(session, Session.REFUSED) >= most ? TOO_MANY : Verdict.PASS;
    }
    if (counted(session, Session.NAMED) >= most) {
      session.put(Session.PAUSE, Duration.ofSeconds(Math.min(seconds, ALSO_DATA)));
    }
    return Verdict.PASS;
  }

  @Override
  public Verdict message(Session session, Mail mail) throws IOException {
    long most = most(session);
    if (most == 0 || counted(session, Session.REFUSED) < most) {
      return Verdict.PASS;
    }
    long seconds = seconds(session);
    return seconds < 0 || seconds == ALSO_DATA ? NO_DATA : Verdict.PASS;
  }

  private static int counted(Session session, String note) {
    return session.get(note, Integer.class).orElse(0);
  }

  /** 0 if this peer is not to be slowed down. */
  private long most(Session session) throws IOException {
    return Peers.isStranger(session) ? number(count.of(session)) : 0;
  }

  private long seconds(Session session) throws IOException {
    Optional<String> text = delay.of(session);
    return text.isPresent() && text.get().startsWith("-") ? -1 : number(text);
  }

  private static long number(Optional<String> text) {
    return text.map(ControlSyntax::leadingNumber).map(n -> n.orElse(0)).orElse(0L);
  }
}
