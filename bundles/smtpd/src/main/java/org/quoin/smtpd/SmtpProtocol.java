package org.quoin.smtpd;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.quoin.api.PluginName;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;
import org.quoin.api.intake.Intake;
import org.quoin.api.net.Connection;
import org.quoin.api.net.Protocol;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.user.Authenticator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The protocol {@code smtp}: one {@link Dialogue} per connection. */
@Component(
    service = {Protocol.class, SmtpProtocol.class},
    configurationPid = "org.quoin.smtpd")
@Designate(ocd = SmtpProtocol.Config.class)
@PluginName("smtp")
public final class SmtpProtocol implements Protocol {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpProtocol.class);

  @ObjectClassDefinition(name = "Quoin SMTP server")
  @interface Config {
    @AttributeDefinition(description = "Longest command line in bytes")
    int line_bytes() default Settings.LINE_BYTES;

    @AttributeDefinition(description = "Most recipients of one message")
    int recipients() default Settings.RECIPIENTS;

    @AttributeDefinition(description = "Most junk commands of one session")
    int errors() default Settings.ERRORS;

    @AttributeDefinition(description = "What EHLO offers beyond qmail's; none = as qmail")
    String[] extensions() default {
      "size", "starttls", "chunking", "enhancedstatuscodes", "smtputf8", "dsn", "limits", "xclient"
    };

    @AttributeDefinition(description = "Refuse messages with bare CR or NUL; qmail takes them")
    boolean strict_lines() default true;

    @AttributeDefinition(description = "What HELP answers")
    String help() default Settings.HELP;
  }

  private final ControlFiles control;
  private final House house;
  private final Optional<String> problem;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Intake intake;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable MailEvents events;

  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  volatile List<Map.Entry<Map<String, Object>, Authenticator>> authenticators = List.of();

  @Activate
  public SmtpProtocol(
      Config config,
      AuthSettings.Config auth,
      @Reference ControlFiles control,
      @Reference Sessions sessions) {
    this(checked(config, auth), control, InstantSource.system(), sessions, new Nonces());
  }

  SmtpProtocol(
      Checked checked,
      ControlFiles control,
      InstantSource clock,
      Sessions sessions,
      Supplier<String> nonces) {
    this.control = control;
    this.problem = checked.problem();
    this.house =
        new House(
            House.Kind.RELAY,
            checked.settings(),
            () -> Optional.ofNullable(intake),
            this::publish,
            clock,
            sessions,
            Logins.of(checked.auth(), () -> authenticators, clock, nonces));
  }

  /**
   * @param problem what is wrong with the configuration, if anything is
   */
  record Checked(Settings settings, AuthSettings auth, Optional<String> problem) {}

  /** With a bad configuration no port is opened; where one is open the defaults hold. */
  private static Checked checked(Config config, AuthSettings.Config auth) {
    try {
      return new Checked(Settings.of(config), AuthSettings.of(auth), Optional.empty());
    } catch (IllegalArgumentException | ComponentException e) {
      LOG.error("org.quoin.smtpd: {}", e.getMessage());
      String problem = "org.quoin.smtpd: " + e.getMessage();
      return new Checked(Settings.DEFAULT, AuthSettings.DEFAULT, Optional.of(problem));
    }
  }

  @Override
  public void serve(Connection connection) throws IOException {
    serve(connection, House.Kind.RELAY);
  }

  /** The same for other clients. */
  void serve(Connection connection, House.Kind kind) throws IOException {
    Optional<Terms> terms = terms(connection);
    if (terms.isPresent()) {
      connection.idle(terms.get().timeout());
      hold(connection, terms.get(), house.with(kind));
    } else {
      turnAway(connection);
    }
  }

  private static void turnAway(Connection connection) throws IOException {
    Output output = new Output(connection.out());
    output.reply(Replies.CONTROLS);
    output.flush();
  }

  /** A dialogue that becomes another one, of an encrypted or another peer, is begun anew. */
  private void hold(Connection connection, Terms terms, House house) throws IOException {
    Dialogue dialogue = new Dialogue(connection, terms, house);
    Dialogue.End end = dialogue.hold(true);
    while (end != Dialogue.End.OVER) {
      Optional<Terms> now = terms(connection);
      if (now.isEmpty()) {
        turnAway(connection);
        return;
      }
      dialogue = dialogue.next(now.get());
      end = dialogue.hold(end == Dialogue.End.OTHER_PEER);
    }
  }

  private Optional<Terms> terms(Connection connection) {
    try {
      return Optional.of(Terms.read(control, connection.variables()));
    } catch (IOException e) {
      String text = "control files: " + e.getMessage();
      LOG.warn(text);
      publish(new MailEvent.Warning("smtpd", text));
      return Optional.empty();
    }
  }

  /** A5: a server that has neither name to greet with does not open its port. */
  @Override
  public Optional<String> notReady() {
    if (problem.isPresent()) {
      return problem;
    }
    try {
      boolean named = control.line("me").isPresent() || control.line("smtpgreeting").isPresent();
      return named
          ? Optional.empty()
          : Optional.of("control/me is missing and control/smtpgreeting too");
    } catch (IOException e) {
      LOG.warn("control files: {}", e.toString());
      return Optional.empty();
    }
  }

  private void publish(MailEvent event) {
    MailEvents target = events;
    if (target != null) {
      target.publish(event);
    }
  }
}
