package org.quoin.smtpd;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.net.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One SMTP conversation: {@code state = next(state, command)} until it is over (S1 to S8). */
final class Dialogue {
  private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

  /** Longest address: qmail-smtpd takes 900 bytes with the NUL at the end. */
  private static final int ADDRESS_BYTES = 899;

  private final Connection connection;
  private final Terms terms;
  private final House house;
  private final Output output;
  private final Input input;
  private final Session session;
  private final ReceivedLine received;
  private final OwnLiteral literals;
  private final Authentication authentication;
  private State state = State.Plain.IDLE;
  private int errors;

  Dialogue(Connection connection, Terms terms, House house) {
    this.connection = connection;
    this.terms = terms;
    this.house = house;
    this.output = new Output(connection.out());
    this.input = new Input(connection.in(), output);
    this.session =
        Session.network(connection.id(), "smtp", connection.peer(), connection.variables());
    session.encrypted(connection.encryption().isPresent());
    this.received = ReceivedLine.of(connection.peer(), connection.variables());
    this.literals = new OwnLiteral(terms.localIpHost(), OwnLiteral::isOurs);
    this.authentication = new Authentication(connection, session, house, terms.greeting());
  }

  /** Holds the conversation to its end. */
  void hold() throws IOException {
    try {
      state = greet();
      while (state != State.Plain.OVER) {
        state = step(state);
      }
    } catch (SocketTimeoutException e) {
      output.reply(Replies.TIMEOUT);
    } catch (EOFException e) {
      if (connection.closing()) {
        output.reply(Replies.CLOSING);
      }
    } finally {
      state.drop();
      output.flush();
    }
  }

  private State greet() throws IOException {
    Optional<Reply> refusal = house.intake().get().flatMap(this::refusal);
    if (refusal.isPresent()) {
      return answer(State.Plain.OVER, refusal.get());
    }
    output.line("220 " + terms.greeting() + " ESMTP");
    return State.Plain.IDLE;
  }

  /** What the filters have against this peer. An intake in trouble will answer MAIL. */
  private Optional<Reply> refusal(Intake intake) {
    try {
      return intake.greet(session) instanceof Verdict.Refuse refuse
          ? Optional.of(refuse.reply())
          : Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("the intake failed", e);
      return Optional.empty();
    }
  }

  private State step(State state) throws IOException {
    if (connection.closing()) {
      return end(state, Replies.CLOSING);
    }
    Optional<String> line = input.readLine(house.settings().lineBytes());
    return line.isEmpty()
        ? junk(state, Replies.LINE_TOO_LONG)
        : next(state, Command.parse(line.get()));
  }

  private State next(State state, Command command) throws IOException {
    return switch (command) {
      case Command.Helo helo -> hello(state, helo.name(), "250 " + terms.greeting());
      case Command.Ehlo ehlo -> hello(state, ehlo.name(), extensions());
      case Command.Mail mail -> mail(state, mail.argument());
      case Command.Rcpt rcpt -> rcpt(state, rcpt.argument());
      case Command.Auth auth -> auth(state, auth.argument());
      case Command.Word word -> next(state, word);
    };
  }

  private State next(State state, Command.Word word) throws IOException {
    return switch (word) {
      case DATA -> data(state);
      case RSET -> answer(idle(state), Replies.FLUSHED);
      case NOOP -> answer(state, Replies.OK);
      case VRFY -> answer(state, Replies.VRFY);
      case HELP -> answer(state, new Reply(214, house.settings().help()));
      case QUIT -> end(state, new Reply(221, terms.greeting()));
      case UNKNOWN -> junk(state, Replies.UNIMPLEMENTED);
    };
  }

  private State hello(State state, String name, String reply) throws IOException {
    session.helo(name);
    output.line(reply);
    return idle(state);
  }

  private String extensions() {
    String size = terms.databytes() > 0 ? "250-SIZE " + terms.databytes() : "250-SIZE";
    return "250-"
        + terms.greeting()
        + "\r\n250-PIPELINING\r\n"
        + (house.settings().size() ? size + "\r\n" : "")
        + authentication.extension()
        + "250 8BITMIME";
  }

  private State auth(State state, String argument) throws IOException {
    if (state instanceof State.Mailing) {
      return answer(state, AuthReplies.IN_MAIL);
    }
    Reply reply = authentication.answer(argument, input, output);
    if (authentication.isGivenUp()) {
      output.reply(reply);
      return end(state, Replies.ERRORS);
    }
    return reply.isPermanent() ? junk(state, reply) : answer(state, reply);
  }

  /** A well-formed MAIL ends the message begun before; a malformed one changes nothing. */
  private State mail(State state, String argument) throws IOException {
    if (authentication.isMissing()) {
      return answer(state, AuthReplies.REQUIRED);
    }
    Optional<Path> path = path(argument);
    if (path.isEmpty()) {
      return junk(state, Replies.SYNTAX);
    }
    State idle = idle(state);
    Sender sender = new Sender(path.get().address());
    if (house.settings().size() && !terms.allows(path.get().size().orElse(0))) {
      return refuse(idle, "SIZE", Replies.DATABYTES, sender);
    }
    Optional<Intake> intake = house.intake().get();
    return intake.isEmpty() ? answer(idle, Replies.NO_INTAKE) : begin(intake.get(), sender);
  }

  private State begin(Intake intake, Sender sender) throws IOException {
    SafeDraft draft;
    try {
      draft = SafeDraft.begin(intake, session);
    } catch (BusyException e) {
      return answer(State.Plain.IDLE, e.reply());
    }
    State mailing = new State.Mailing(draft, sender, 0);
    Reply reply = draft.sender(sender);
    return answer(reply.equals(Replies.OK) ? mailing : idle(mailing), reply);
  }

  private State rcpt(State state, String argument) throws IOException {
    if (!(state instanceof State.Mailing mailing)) {
      return answer(state, Replies.MAIL_FIRST);
    }
    Optional<Path> path = path(argument);
    if (path.isEmpty()) {
      return junk(state, Replies.SYNTAX);
    }
    if (mailing.recipients() >= terms.recipients().orElse(house.settings().recipients())) {
      return answer(state, Replies.RECIPIENTS);
    }
    Reply reply = mailing.draft().recipient(new Address(path.get().address()));
    return answer(reply.equals(Replies.OK) ? mailing.plusRecipient() : mailing, reply);
  }

  private Optional<Path> path(String argument) {
    return Path.parse(argument)
        .map(path -> new Path(literals.replace(path.address()), path.parameters()))
        .filter(path -> path.address().length() <= ADDRESS_BYTES);
  }

  private State data(State state) throws IOException {
    if (!(state instanceof State.Mailing mailing)) {
      return answer(state, Replies.MAIL_FIRST);
    }
    if (mailing.recipients() == 0) {
      return answer(state, Replies.RCPT_FIRST);
    }
    try {
      return transfer(mailing, mailing.draft().body());
    } catch (BusyException e) {
      return answer(idle(state), e.reply());
    }
  }

  private State transfer(State.Mailing mailing, OutputStream body) throws IOException {
    Transfer transfer = new Transfer(body, terms);
    transfer.top(received.text(session, house.clock().instant()));
    output.reply(Replies.GO_AHEAD);
    DataReader reader = new DataReader(input, transfer);
    if (reader.read() == DataReader.End.BARE_LF) {
      mailing.drop();
      return refuse(State.Plain.OVER, "bare LF", Replies.BARE_LF, mailing.sender());
    }
    Optional<Reply> objection = transfer.objection(reader.hops());
    if (objection.isPresent()) {
      return refuse(idle(mailing), "DATA", objection.get(), mailing.sender());
    }
    Reply reply = mailing.draft().submit(house.clock().instant());
    return answer(idle(mailing), reply);
  }

  private State answer(State next, Reply reply) throws IOException {
    output.reply(reply);
    return next;
  }

  /** A no of our own, which the operator hears of. */
  private State refuse(State next, String rule, Reply reply, Sender sender) throws IOException {
    String ip = connection.peer().remoteIp();
    house.events().accept(new MailEvent.Refused(session.id(), rule, reply, sender, "", ip));
    return answer(next, reply);
  }

  /** No sane peer sends this; one that goes on and on is sent away. */
  private State junk(State state, Reply reply) throws IOException {
    output.reply(reply);
    errors++;
    return errors < house.settings().errors() ? state : end(state, Replies.ERRORS);
  }

  private State end(State state, Reply reply) throws IOException {
    state.drop();
    return answer(State.Plain.OVER, reply);
  }

  private static State idle(State state) {
    state.drop();
    return State.Plain.IDLE;
  }
}
