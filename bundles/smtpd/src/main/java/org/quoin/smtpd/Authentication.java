package org.quoin.smtpd;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.quoin.api.Reply;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.Session;
import org.quoin.api.net.Connection;
import org.quoin.api.user.Login;

/** The command AUTH of one session (RFC 4954). */
final class Authentication {
  private static final int MOST_NAME_LETTERS = 80;

  private final Connection connection;
  private final Session session;
  private final House house;
  private final String host;
  private final AuthRule rule;
  private int failed;

  /**
   * @param greeting our name and more
   */
  Authentication(Connection connection, Session session, House house, String greeting) {
    this.connection = connection;
    this.session = session;
    this.house = house;
    this.host = greeting.split(" ", 2)[0];
    this.rule = AuthRule.of(connection.variables());
  }

  /** The line of EHLO's answer, with its end; empty if there is nothing to offer. */
  String extension() {
    String words =
        possible().stream()
            .filter(each -> rule.allows(each, isEncrypted()))
            .map(Mechanism::word)
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "" : "250-AUTH " + words + "\r\n";
  }

  /** Whether mail must not be taken yet. */
  boolean isMissing() {
    boolean required = rule.required() || house.kind() == House.Kind.SUBMISSION;
    return required && session.user().isEmpty();
  }

  /** Whether the session shall end, for it has failed too often. */
  boolean isGivenUp() {
    return failed >= house.logins().errors();
  }

  /**
   * Holds the exchange.
   *
   * @param argument of the command: a mechanism, and perhaps an initial response
   */
  Reply answer(String argument, Input input, Output output) throws IOException {
    Set<Mechanism> possible = possible();
    if (possible.isEmpty()) {
      return Replies.UNIMPLEMENTED;
    }
    if (session.user().isPresent()) {
      return AuthReplies.AGAIN;
    }
    List<String> words = List.of(argument.strip().split(" +", 3));
    Optional<Mechanism> mechanism = Mechanism.named(words.get(0)).filter(possible::contains);
    if (mechanism.isEmpty() || words.size() > 2) {
      return mechanism.isEmpty() ? AuthReplies.MECHANISM : AuthReplies.MALFORMED;
    }
    if (!rule.allows(mechanism.get(), isEncrypted())) {
      return AuthReplies.NEEDS_TLS;
    }
    Exchange exchange = exchange(mechanism.get());
    ExchangeLines lines = new ExchangeLines(input, output);
    Step last = words.size() > 1 ? lines.hold(exchange, words.get(1)) : lines.hold(exchange);
    return reply(last, mechanism.get());
  }

  private Reply reply(Step last, Mechanism mechanism) {
    if (last instanceof Step.Refused(Reply reply) && reply.isTemporary()) {
      failed++; // no guess, but a session that only asks for these must end, too
    }
    return switch (last) {
      case Step.Done done -> done(done.login());
      case Step.Failed no -> failed(no.user(), mechanism);
      case Step.Refused refused -> refused.reply();
      case Step.Challenge challenge -> throw new IllegalStateException("the exchange goes on");
    };
  }

  private Reply done(Login login) {
    house.logins().failures().succeeded(connection.peer().remoteIp(), login.name());
    session.user(login.name());
    return AuthReplies.DONE;
  }

  private Reply failed(String user, Mechanism mechanism) {
    failed++;
    String ip = connection.peer().remoteIp();
    house.logins().failures().failed(ip, user);
    String name = ReceivedLine.safe(user.substring(0, Math.min(user.length(), MOST_NAME_LETTERS)));
    String text = "AUTH " + mechanism.word() + " of " + name + " from " + ip + " failed";
    house.events().accept(new MailEvent.Warning(connection.listener(), text));
    return AuthReplies.FAILED;
  }

  private Set<Mechanism> possible() {
    return rule.possible(house.logins().authenticator().proofs());
  }

  private boolean isEncrypted() {
    return connection.encryption().isPresent();
  }

  private Exchange exchange(Mechanism mechanism) {
    Logins logins = house.logins();
    String ip = connection.peer().remoteIp();
    GuardedAuthenticator judge =
        new GuardedAuthenticator(logins.authenticator(), logins.failures(), ip);
    return logins.exchange(mechanism, judge, this::challenge);
  }

  /** RFC 2195, 2: of the form of a Message-ID. */
  private String challenge() {
    long seconds = house.clock().instant().getEpochSecond();
    return "<" + house.logins().nonces().get() + "." + seconds + "@" + host + ">";
  }
}
