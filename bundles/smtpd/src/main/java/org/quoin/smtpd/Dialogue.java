package org.quoin.smtpd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.net.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One SMTP conversation: {@code state = next(state, command)} until it is over (S1 to S8). */
final class Dialogue {
  private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

  private final Connection connection;
  private final Terms terms;
  private final House house;
  private final Output output;
  private final Input input;
  private final Session session;
  private final Answers answers;
  private final Transaction transaction;
  private final Hello hello;
  private final Presence presence;
  private final Authentication authentication;
  private State state = State.Plain.IDLE;

  /** What the peer has said about the one it speaks for. */
  private Optional<Xclient> said = Optional.empty();

  Dialogue(Connection connection, Terms terms, House house) {
    this.connection = connection;
    this.terms = terms;
    this.house = house;
    this.output = new Output(connection.out());
    this.input = new Input(bytes(connection), output);
    this.session =
        Session.network(
            connection.id(), house.kind().protocol(), connection.peer(), connection.variables());
    session.encrypted(connection.encryption().isPresent());
    this.presence = new Presence(connection, session, house.clock().instant());
    this.hello = new Hello(terms, house.settings(), connection);
    this.authentication = new Authentication(connection, session, house, terms.greeting());
    this.answers = new Answers(session, house, output);
    this.transaction =
        new Transaction(
            connection,
            session,
            terms,
            house,
            new Transaction.Lines(input, output, answers, presence, authentication));
  }

  /** The dialogue that goes on where this one has ended. */
  Dialogue next(Terms now) {
    Dialogue next = new Dialogue(connection, now, house);
    said.flatMap(Xclient::helo).ifPresent(next.session::helo);
    said.flatMap(Xclient::login).ifPresent(next.session::user);
    return next;
  }

  /** S9: a listener or rule may let its peers end lines as they like. */
  private static InputStream bytes(Connection connection) {
    boolean fix = connection.variables().containsKey(FixCrio.VARIABLE);
    return fix ? new FixCrio(connection.in()) : connection.in();
  }

  /** How a dialogue ends. */
  enum End {
    OVER,
    /** Encryption has begun; nothing that was said before counts (RFC 3207, 4.2). */
    ENCRYPTED,
    /** The peer speaks for another one from now on. */
    OTHER_PEER
  }

  /**
   * Holds the conversation to its end.
   *
   * @param aloud whether the peer waits for a greeting
   */
  End hold(boolean aloud) throws IOException {
    house.sessions().enter(presence);
    try {
      state = greet(aloud);
      while (!(state instanceof State.Plain plain && plain.isEnd())) {
        state = step(state);
      }
    } catch (SocketTimeoutException e) {
      output.reply(Replies.TIMEOUT);
    } catch (EOFException e) {
      if (connection.closing()) {
        output.reply(Replies.CLOSING);
      }
    } finally {
      house.sessions().leave(presence);
      state.drop();
      output.flush();
    }
    return state instanceof State.Plain plain ? plain.end() : End.OVER;
  }

  private State greet(boolean aloud) throws IOException {
    Optional<Reply> refusal = house.intake().get().flatMap(this::refusal);
    if (refusal.isPresent()) {
      return answers.answer(State.Plain.OVER, refusal.get());
    }
    boolean waits = aloud && terms.greetingDelay().isPositive();
    if (waits && connection.speaksWithin(terms.greetingDelay())) {
      return answers.refuse(
          State.Plain.OVER, MailEvent.Stage.CONNECTION, "greetdelay", Replies.EARLY, Sender.NULL);
    }
    if (aloud) {
      output.line("220 " + terms.greeting() + " ESMTP");
    }
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
      return answers.end(state, Replies.CLOSING);
    }
    Optional<String> line = input.readLine(house.settings().lineBytes());
    return line.isEmpty()
        ? answers.junk(state, Replies.LINE_TOO_LONG)
        : next(state, Command.parse(line.get()));
  }

  private State next(State state, Command command) throws IOException {
    return switch (command) {
      case Command.Helo helo -> hello(state, helo.name(), false);
      case Command.Ehlo ehlo -> hello(state, ehlo.name(), true);
      case Command.Mail mail -> transaction.mail(state, mail.argument());
      case Command.Rcpt rcpt -> transaction.rcpt(state, rcpt.argument());
      case Command.Auth auth -> auth(state, auth.argument());
      case Command.Bdat bdat -> transaction.chunk(state, bdat.argument());
      case Command.StartTls tls -> startTls(state, tls.argument());
      case Command.Xclient xclient -> xclient(state, xclient.argument());
      case Command.Word word -> next(state, word);
    };
  }

  private State next(State state, Command.Word word) throws IOException {
    return switch (word) {
      case DATA -> transaction.data(state);
      case RSET -> answers.answer(Answers.idle(state), Replies.FLUSHED);
      case NOOP -> answers.answer(state, Replies.OK);
      case VRFY -> answers.answer(state, Replies.VRFY);
      case HELP -> answers.answer(state, new Reply(214, house.settings().help()));
      case QUIT -> answers.end(state, new Reply(221, terms.greeting()));
      case UNKNOWN -> answers.junk(state, Replies.UNIMPLEMENTED);
    };
  }

  private State hello(State state, String name, boolean extended) throws IOException {
    session.helo(name);
    output.line(extended ? hello.text(authentication.extension()) : "250 " + terms.greeting());
    output.statusCodes(extended && house.settings().has(Extension.ENHANCEDSTATUSCODES));
    return Answers.idle(state);
  }

  private State auth(State state, String argument) throws IOException {
    if (state instanceof State.Mailing || state instanceof State.Chunking) {
      return answers.answer(state, AuthReplies.IN_MAIL);
    }
    Reply reply = authentication.answer(argument, input, output);
    if (authentication.isGivenUp()) {
      output.reply(reply);
      return answers.end(state, Replies.ERRORS);
    }
    return reply.isPermanent() ? answers.junk(state, reply) : answers.answer(state, reply);
  }

  /** What came behind the command came in clear, from anybody: then there is no trust. */
  private State startTls(State state, String argument) throws IOException {
    if (connection.encryption().isPresent()) {
      return answers.answer(state, Replies.TLS_ALREADY);
    }
    if (!hello.offersTls()) {
      return answers.junk(state, Replies.UNIMPLEMENTED);
    }
    if (!argument.isEmpty()) {
      return answers.answer(state, Replies.NO_ARGUMENT);
    }
    if (input.hasMore() || connection.in().available() > 0) {
      return answers.end(state, Replies.TLS_PIPELINED);
    }
    state.drop();
    output.reply(Replies.READY_FOR_TLS);
    output.flush();
    connection.startTls();
    return State.Plain.ENCRYPTED;
  }

  /** All that was said before was about somebody else. */
  private State xclient(State state, String argument) throws IOException {
    if (!hello.takesXclient()) {
      return answers.junk(state, Replies.UNIMPLEMENTED);
    }
    if (state instanceof State.Mailing || state instanceof State.Chunking) {
      return answers.answer(state, Replies.BUSY_WITH_MAIL);
    }
    said = Xclient.parse(argument);
    if (said.isEmpty()) {
      return answers.junk(state, Replies.XCLIENT_SYNTAX);
    }
    if (input.hasMore()) {
      return answers.end(state, Replies.XCLIENT_PIPELINED);
    }
    if (!connection.speakFor(said.get().peer(connection.peer()))) {
      return answers.end(state, Replies.XCLIENT_DENIED);
    }
    return State.Plain.OTHER_PEER;
  }
}
