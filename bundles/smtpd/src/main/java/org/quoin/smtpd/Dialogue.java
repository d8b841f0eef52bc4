package org.quoin.smtpd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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
import org.quoin.codec.AsciiCase;
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
  private final Hello hello;
  private State state = State.Plain.IDLE;
  private int errors;

  Dialogue(Connection connection, Terms terms, House house) {
    this.connection = connection;
    this.terms = terms;
    this.house = house;
    this.output = new Output(connection.out());
    this.input = new Input(bytes(connection), output);
    this.session =
        Session.network(connection.id(), "smtp", connection.peer(), connection.variables());
    session.encrypted(connection.encryption().isPresent());
    this.received = ReceivedLine.of(connection.peer(), connection.variables());
    this.hello = new Hello(terms, house.settings(), connection);
    this.literals = new OwnLiteral(terms.localIpHost(), OwnLiteral::isOurs);
  }

  /** S9: a listener or rule may let its peers end lines as they like. */
  private static InputStream bytes(Connection connection) {
    boolean fix = connection.variables().containsKey("FIXCRIO");
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
      state.drop();
      output.flush();
    }
    return state instanceof State.Plain plain ? plain.end() : End.OVER;
  }

  private State greet(boolean aloud) throws IOException {
    Optional<Reply> refusal = house.intake().get().flatMap(this::refusal);
    if (refusal.isPresent()) {
      return answer(State.Plain.OVER, refusal.get());
    }
    if (aloud && connection.speaksWithin(terms.greetingDelay())) {
      return refuse(State.Plain.OVER, "greetdelay", Replies.EARLY, Sender.NULL);
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
      return end(state, Replies.CLOSING);
    }
    Optional<String> line = input.readLine(house.settings().lineBytes());
    return line.isEmpty()
        ? junk(state, Replies.LINE_TOO_LONG)
        : next(state, Command.parse(line.get()));
  }

  private State next(State state, Command command) throws IOException {
    return switch (command) {
      case Command.Helo helo -> hello(state, helo.name(), false);
      case Command.Ehlo ehlo -> hello(state, ehlo.name(), true);
      case Command.Mail mail -> mail(state, mail.argument());
      case Command.Rcpt rcpt -> rcpt(state, rcpt.argument());
      case Command.Bdat bdat -> chunk(state, bdat.argument());
      case Command.StartTls tls -> startTls(state, tls.argument());
      case Command.Xclient xclient -> xclient(state, xclient.argument());
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

  private State hello(State state, String name, boolean extended) throws IOException {
    session.helo(name);
    output.line(extended ? hello.text() : "250 " + terms.greeting());
    output.statusCodes(extended && house.settings().has(Extension.ENHANCEDSTATUSCODES));
    return idle(state);
  }

  /** What came behind the command came in clear, from anybody: then there is no trust. */
  private State startTls(State state, String argument) throws IOException {
    if (connection.encryption().isPresent()) {
      return answer(state, Replies.TLS_ALREADY);
    }
    if (!hello.offersTls()) {
      return junk(state, Replies.UNIMPLEMENTED);
    }
    if (!argument.isEmpty()) {
      return answer(state, Replies.NO_ARGUMENT);
    }
    if (input.hasMore() || connection.in().available() > 0) {
      return end(state, Replies.TLS_PIPELINED);
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
      return junk(state, Replies.UNIMPLEMENTED);
    }
    if (state instanceof State.Mailing || state instanceof State.Chunking) {
      return answer(state, Replies.BUSY_WITH_MAIL);
    }
    Optional<Xclient> said = Xclient.parse(argument);
    if (said.isEmpty()) {
      return junk(state, Replies.XCLIENT_SYNTAX);
    }
    if (!connection.speakFor(said.get().peer(connection.peer()))) {
      return end(state, Replies.XCLIENT_DENIED);
    }
    return State.Plain.OTHER_PEER;
  }

  /** A well-formed MAIL ends the message begun before; a malformed one changes nothing. */
  private State mail(State state, String argument) throws IOException {
    Optional<Path> path = path(argument);
    if (path.isEmpty()) {
      return junk(state, Replies.SYNTAX);
    }
    if (terms.needsTls() && connection.encryption().isEmpty()) {
      return answer(state, Replies.TLS_FIRST);
    }
    Optional<Reply> objection = objection(path.get());
    if (objection.isPresent()) {
      return answer(state, objection.get());
    }
    State idle = idle(state);
    Sender sender = new Sender(path.get().address());
    if (house.settings().has(Extension.SIZE) && !terms.allows(path.get().size().orElse(0))) {
      return refuse(idle, "SIZE", Replies.DATABYTES, sender);
    }
    Optional<Intake> intake = house.intake().get();
    return intake.isEmpty() ? answer(idle, Replies.NO_INTAKE) : begin(intake.get(), sender);
  }

  /** Parameters that ask for what we do not do, or promise what is not so. */
  private static Optional<Reply> objection(Path path) {
    if (path.value("BODY").map(AsciiCase::lower).equals(Optional.of("binarymime"))) {
      return Optional.of(Replies.BINARY);
    }
    return path.has("SMTPUTF8") && !Utf8.isValid(path.address())
        ? Optional.of(Replies.NOT_UTF8)
        : Optional.empty();
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
    if (state instanceof State.Chunking) {
      return answer(state, Replies.NO_MIXTURE);
    }
    if (!(state instanceof State.Mailing mailing)) {
      return answer(state, Replies.MAIL_FIRST);
    }
    Optional<Path> path = path(argument);
    if (path.isEmpty()) {
      return junk(state, Replies.SYNTAX);
    }
    if (mailing.recipients() >= terms.mostRecipients(house.settings())) {
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
    if (state instanceof State.Chunking) {
      return answer(state, Replies.NO_MIXTURE);
    }
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
    Transfer transfer = transfer(body);
    output.reply(Replies.GO_AHEAD);
    DataReader reader = new DataReader(input, transfer);
    if (reader.read() == DataReader.End.BARE_LF) {
      mailing.drop();
      return refuse(State.Plain.OVER, "bare LF", Replies.BARE_LF, mailing.sender());
    }
    boolean unclean = house.settings().strictLines() && reader.isUnclean();
    return submit(mailing, "DATA", transfer.objection(reader.hops(), unclean));
  }

  private Transfer transfer(OutputStream body) {
    Transfer transfer = new Transfer(body, terms);
    transfer.top(received.text(session.helo(), house.clock().instant()));
    return transfer;
  }

  private State submit(State.Mailing mailing, String rule, Optional<Reply> objection)
      throws IOException {
    if (objection.isPresent()) {
      return refuse(idle(mailing), rule, objection.get(), mailing.sender());
    }
    Reply reply = mailing.draft().submit(house.clock().instant());
    return answer(idle(mailing), reply);
  }

  /** What follows the command is read in any case: the peer may have sent it with it. */
  private State chunk(State state, String argument) throws IOException {
    Optional<Chunk> chunk = Chunk.parse(argument);
    if (chunk.isEmpty()) {
      return end(state, Replies.CHUNK_SYNTAX);
    }
    long bytes = chunk.get().bytes();
    Optional<Reply> refusal = refusalOfChunk(state);
    if (refusal.isPresent()) {
      input.skip(bytes);
      return junk(state, refusal.get());
    }
    State.Chunking chunking;
    try {
      chunking = chunking(state);
    } catch (BusyException e) {
      input.skip(bytes);
      return answer(idle(state), e.reply());
    }
    chunking.chunks().read(bytes);
    return chunk.get().last() ? lastChunk(chunking) : nextChunk(chunking, bytes);
  }

  private Optional<Reply> refusalOfChunk(State state) {
    if (!house.settings().has(Extension.CHUNKING)) {
      return Optional.of(Replies.UNIMPLEMENTED);
    }
    return switch (state) {
      case State.Chunking chunking -> Optional.empty();
      case State.Mailing mailing ->
          mailing.recipients() == 0 ? Optional.of(Replies.RCPT_FIRST) : Optional.empty();
      case State.Plain plain -> Optional.of(Replies.MAIL_FIRST);
    };
  }

  private State.Chunking chunking(State state) throws BusyException {
    return switch (state) {
      case State.Chunking chunking -> chunking;
      case State.Mailing mailing -> {
        Transfer transfer = transfer(mailing.draft().body());
        yield new State.Chunking(mailing, transfer, new ChunkReader(input, transfer));
      }
      case State.Plain plain -> throw new IllegalStateException("no mail has begun");
    };
  }

  private State nextChunk(State.Chunking chunking, long bytes) throws IOException {
    Optional<Reply> objection = chunking.transfer().objection(chunking.chunks().hops(), false);
    return objection.isPresent()
        ? refuse(idle(chunking), "BDAT", objection.get(), chunking.mailing().sender())
        : answer(chunking, new Reply(250, "ok, " + bytes + " bytes more"));
  }

  private State lastChunk(State.Chunking chunking) throws IOException {
    ChunkReader chunks = chunking.chunks();
    chunks.finish();
    if (chunks.hasBareLf()) {
      chunking.drop();
      return refuse(State.Plain.OVER, "bare LF", Replies.BARE_LF, chunking.mailing().sender());
    }
    boolean unclean = house.settings().strictLines() && chunks.isUnclean();
    return submit(
        chunking.mailing(), "BDAT", chunking.transfer().objection(chunks.hops(), unclean));
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
