package org.quoin.net;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tcpserver was: one port and the name of the protocol spoken there, per factory configuration
 * of PID {@value #PID}. It owns the socket, so that the protocol's bundle can be swapped while the
 * port stays open; a bad configuration is said and harms no other listener.
 */
@Component(
    service = Listener.class,
    immediate = true,
    configurationPid = Listener.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Listener.Config.class, factory = true)
public final class Listener {
  static final String PID = "org.quoin.net.listener";
  static final int NO_PORT = Integer.MIN_VALUE;

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  @ObjectClassDefinition(name = "Quoin listener")
  @interface Config {
    @AttributeDefinition(description = "Name in logs and commands; the protocol's if empty")
    String name() default "";

    @AttributeDefinition(description = "Name of the protocol spoken here")
    String protocol() default "";

    @AttributeDefinition(description = "Own address to listen on; 0.0.0.0 or :: for all")
    String address() default "127.0.0.1";

    @AttributeDefinition(description = "Port; 0 = any free one")
    int port() default NO_PORT;

    @AttributeDefinition(description = "Connections in all")
    int max_connections() default 1000;

    @AttributeDefinition(description = "Connections from one address")
    int max_per_address() default 200;

    @AttributeDefinition(description = "New connections from one address in a minute; 0 = any")
    int max_per_minute() default 0;

    @AttributeDefinition(description = "Longest wait for the peer's next byte")
    int idle_seconds() default 1200;

    @AttributeDefinition(description = "Longest life of a connection")
    int total_seconds() default 3600;

    @AttributeDefinition(description = "Peers that the kernel lets wait")
    int backlog() default 1024;

    @AttributeDefinition(description = "Our name for peers (TCPLOCALHOST); the address if empty")
    String local_name() default "";

    @AttributeDefinition(description = "Sent before the protocol speaks (tcpserver -B)")
    String banner() default "";

    @AttributeDefinition(
        description =
            "Access rules (tcprules): a text in control/, or a compiled .cdb; none if empty")
    String rules() default "";

    @AttributeDefinition(description = "Let everybody in where the access rules are absent")
    boolean rules_may_be_absent() default false;

    @AttributeDefinition(
        description = "Set in every session unless the rules say otherwise: NAME=\"value\",…")
    String variables() default "";

    @AttributeDefinition(description = "Networks of proxies that send a PROXY header first")
    String[] proxies() default {};

    @AttributeDefinition(description = "Host names of peers: none, host, or paranoid")
    String lookup() default "none";

    @AttributeDefinition(description = "TLS: off, starttls, or implicit")
    String tls() default "starttls";

    @AttributeDefinition(description = "Versions of TLS")
    String[] tls_versions() default {"TLSv1.3", "TLSv1.2"};

    @AttributeDefinition(description = "PEM file of our certificate; made if it is not there")
    String tls_certificate() default "control/servercert.pem";

    @AttributeDefinition(description = "PEM file of its key; the same file if empty")
    String tls_key() default "";

    @AttributeDefinition(description = "Folder of PEM files for more names (SNI)")
    String tls_folder() default "control/tls";

    @AttributeDefinition(description = "PEM file of those who sign certificates of clients")
    String tls_authorities() default "control/clientca.pem";
  }

  private final Surroundings around;
  private volatile @Nullable Doorman doorman;
  private volatile @Nullable Status problem;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable MailEvents events;

  @Activate
  public Listener(
      @Reference Protocols protocols,
      @Reference Entrance entrance,
      @Reference Certificates certificates,
      @Reference Deadlines deadlines) {
    around =
        new Surroundings(
            protocols, entrance, certificates, deadlines, this::publish, InstantSource.system());
  }

  /** A listener whose configuration becomes bad goes on with its last good one. */
  @Activate
  @Modified
  void configure(Config config) {
    try {
      serve(Settings.of(config));
      problem = null;
    } catch (IllegalArgumentException e) {
      refuse(Settings.name(config), "bad configuration: " + e.getMessage());
    }
  }

  private void serve(Settings settings) {
    Doorman present = doorman;
    if (present != null) {
      present.settings(settings);
      return;
    }
    Doorman first = new Doorman(settings, around);
    doorman = first;
    first.start();
  }

  private void refuse(String name, String why) {
    problem = new Status(name, "", false, why, 0);
    LOG.error("listener {}: {}", name, why);
    publish(new MailEvent.Alert("net", "listener " + name + ": " + why));
  }

  @Deactivate
  void close() {
    Doorman present = doorman;
    if (present != null) {
      present.close();
    }
  }

  Status status() {
    Doorman present = doorman;
    Status bad = problem;
    if (bad != null) {
      return bad;
    }
    return present == null ? Status.STARTING : present.status();
  }

  /**
   * What the access rules say about a visitor.
   *
   * @throws IOException if they cannot say it now
   */
  AccessRules.Finding finding(Visitor visitor) throws IOException {
    Doorman present = doorman;
    if (present == null) {
      throw new IOException("the listener has no good configuration yet");
    }
    return present.finding(visitor);
  }

  /**
   * Lets a peer in, as if it had connected.
   *
   * @throws Entrance.TurnedException if it may not come in
   * @throws IOException if there is no good configuration yet
   */
  Guest admit(String ip) throws IOException {
    Doorman present = doorman;
    if (present == null) {
      throw new IOException("the listener has no good configuration yet");
    }
    return present.admit(ip);
  }

  /** Waits for the port to open, at most this long. */
  void awaitOpen(Duration time) throws InterruptedException {
    Doorman present = doorman;
    if (present != null && problem == null) {
      present.awaitOpen(time);
    }
  }

  List<Conversation> conversations() {
    Doorman present = doorman;
    return present == null ? List.of() : present.conversations();
  }

  /** No connection suffers from whoever listens, or is just being swapped. */
  private void publish(MailEvent event) {
    MailEvents target = events;
    if (target == null) {
      return;
    }
    try {
      target.publish(event);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("an event could not be published: {}", event, e);
    }
  }
}
