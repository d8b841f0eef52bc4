package org.quoin.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.api.PluginName;
import org.quoin.api.Reply;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a message to the program that the session's variable {@value #VARIABLE} names (Q4, V3), as
 * qmail-smtpd does in place of qmail-queue. What the program takes is its own from then on: it is
 * told to nobody here again, and the peer hears 250. A scanner such as simscan hands it in anew, by
 * calling qmail-queue.
 *
 * <p>It comes behind all other filters, so that what the program gets has passed them. The time of
 * a program must be shorter than that of filters, else this filter would be set aside.
 */
@Component(
    service = MailFilter.class,
    configurationPid = "org.quoin.exec",
    property = {
      MailFilter.VARIABLES + "=" + Qmailqueue.VARIABLE,
      "service.ranking:Integer=1000000"
    })
@PluginName("qmailqueue")
public final class Qmailqueue implements MailFilter {
  static final String VARIABLE = "QMAILQUEUE";

  private static final Logger LOG = LoggerFactory.getLogger(Qmailqueue.class);

  private final Place place;
  private final QueuePrograms programs;

  /** PID {@code org.quoin.exec}. */
  @interface Config {
    /** How many programs may run at a time; mail that finds no place is to come again later. */
    int concurrency() default 20;

    /** How long a program may take until it is killed: less than {@code filter.timeout.seconds}. */
    int program_seconds() default 25;

    /** Variables that programs get of the platform's own environment, with commas between them. */
    String environment() default "PATH,TZ";
  }

  @Activate
  public Qmailqueue(BundleContext context, Config config) {
    this(
        Place.of(
            Path.of(Objects.requireNonNull(context.getProperty("quoin.base"))),
            Optional.ofNullable(context.getProperty("quoin.home")).map(Path::of),
            config.environment()),
        QueuePrograms.Limits.of(config));
    Papers.removeLeftovers(place.papers());
  }

  Qmailqueue(Place place, QueuePrograms.Limits limits) {
    this.place = place;
    this.programs = new QueuePrograms(place, limits);
  }

  @Override
  public Verdict message(Session session, Mail mail) throws IOException, InterruptedException {
    String name = session.variables().getOrDefault(VARIABLE, "");
    if (name.isEmpty() || session.isQuestion()) {
      return Verdict.PASS;
    }
    ProgramEnd end = run(name, session.environment(), mail);
    LOG.info("{}: {} ended with {}: {}", session.id(), name, end.code(), end.said());
    Optional<Reply> refusal = end.refusal();
    return refusal.isPresent()
        ? new Verdict.Refuse(refusal.get())
        : new Verdict.Discard("handed to " + name);
  }

  private ProgramEnd run(String name, Map<String, String> variables, Mail mail)
      throws IOException, InterruptedException {
    Optional<Path> program = place.program(name);
    return program.isPresent()
        ? programs.run(program.get(), variables, mail)
        : ProgramEnd.without(ProgramEnd.CANNOT_EXECUTE, "there is no such program");
  }

  /** Peers of programs that still run are asked to come again later. */
  @Deactivate
  void deactivate() {
    programs.close();
  }
}
