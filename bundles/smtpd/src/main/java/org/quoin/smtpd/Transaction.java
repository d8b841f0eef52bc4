package org.quoin.smtpd;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Session;
import org.quoin.api.net.Connection;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.MailDate;

/** The commands that bring a mail: MAIL, RCPT, and DATA or BDAT (RFC 5321, 3.3; RFC 3030). */
final class Transaction {
  /** Longest address: qmail-smtpd takes 900 bytes with the NUL at the end. */
  private static final int ADDRESS_BYTES = 899;

  private static final char DEL = 0x7f;

  /** The rule that messages are not larger than they may be. */
  private static final String SIZE = "size";

  private final Connection connection;
  private final Session session;
  private final Terms terms;
  private final House house;
  private final Input input;
  private final Output output;
  private final Answers answers;
  private final Presence presence;
  private final ReceivedLine received;
  private final OwnLiteral literals;
  private final Authentication authentication;

  /**
   * @param connection of which only what is known of the peer is used
   */
  Transaction(Connection connection, Session session, Terms terms, House house, Lines lines) {
    this.connection = connection;
    this.session = session;
    this.terms = terms;
    this.house = house;
    this.authentication = lines.authentication();
    this.input = lines.input();
    this.output = lines.output();
    this.answers = lines.answers();
    this.presence = lines.presence();
    this.received = ReceivedLine.of(connection.peer(), connection.variables());
    this.literals = new OwnLiteral(terms.localIpHost(), OwnLiteral::isOurs);
  }

  /** What is heard and said, and by whom. */
  record Lines(
      Input input,
      Output output,
      Answers answers,
      Presence presence,
      Authentication authentication) {}

  /** A well-formed MAIL ends the message begun before; a malformed one changes nothing. */
  State mail(State state, String argument) throws IOException {
    Optional<Path> path = path(argument);
    if (path.isEmpty()) {
      return answers.junk(state, Replies.SYNTAX);
    }
    if (terms.needsTls() && connection.encryption().isEmpty()) {
      return refuse(state, "tls", Replies.TLS_FIRST, path.get());
    }
    if (authentication.isMissing()) {
      return refuse(state, Session.LOGIN, AuthReplies.REQUIRED, path.get());
    }
    Optional<Reply> objection = objection(path.get());
    if (objection.isPresent()) {
      return answers.answer(state, objection.get());
    }
    State idle = Answers.idle(state);
    Sender sender = new Sender(path.get().address());
    if (house.settings().has(Extension.SIZE) && !terms.allows(path.get().size().orElse(0))) {
      return answers.refuse(idle, MailEvent.Stage.SENDER, SIZE, Replies.DATABYTES, sender);
    }
    Optional<Intake> intake = house.intake().get();
    return intake.isEmpty()
        ? answers.answer(idle, Replies.NO_INTAKE)
        : begin(intake.get(), sender, path.get());
  }

  private State refuse(State state, String rule, Reply reply, Path path) throws IOException {
    Sender sender = new Sender(path.address());
    return answers.refuse(state, MailEvent.Stage.SENDER, rule, reply, sender);
  }

  /** Parameters that ask for what we do not do, or promise what is not so. */
  private Optional<Reply> objection(Path path) {
    if (path.value("BODY").map(AsciiCase::lower).equals(Optional.of("binarymime"))) {
      return Optional.of(Replies.BINARY);
    }
    if (isUtf8(path) && !Utf8.isValid(path.address())) {
      return Optional.of(Replies.NOT_UTF8);
    }
    return wishes(path).isEmpty() ? Optional.of(Replies.PARAMETERS) : Optional.empty();
  }

  private Optional<Parameters> wishes(Path path) {
    return Wishes.ofMail(path, house.settings());
  }

  private boolean isUtf8(Path path) {
    return house.settings().has(Extension.SMTPUTF8) && path.has("SMTPUTF8");
  }

  private State begin(Intake intake, Sender sender, Path path) throws IOException {
    SafeDraft draft;
    try {
      draft = SafeDraft.begin(intake, session);
    } catch (BusyException e) {
      return answers.answer(State.Plain.IDLE, e.reply());
    }
    State mailing = new State.Mailing(draft, sender, isUtf8(path), 0);
    Reply reply = draft.sender(sender, wishes(path).orElse(Parameters.NONE));
    return answers.answer(reply.equals(Replies.OK) ? mailing : Answers.idle(mailing), reply);
  }

  State rcpt(State state, String argument) throws IOException {
    if (state instanceof State.Chunking) {
      return answers.answer(state, Replies.NO_MIXTURE);
    }
    if (!(state instanceof State.Mailing mailing)) {
      return answers.answer(state, Replies.MAIL_FIRST);
    }
    Optional<Path> path = path(argument);
    if (path.isEmpty()) {
      return answers.junk(state, Replies.SYNTAX);
    }
    if (mailing.utf8() && !Utf8.isValid(path.get().address())) {
      return answers.answer(state, Replies.NOT_UTF8);
    }
    Optional<Parameters> wishes = Wishes.ofRecipient(path.get(), mailing.utf8(), house.settings());
    if (wishes.isEmpty()) {
      return answers.answer(state, Replies.PARAMETERS);
    }
    if (mailing.recipients() >= terms.mostRecipients(house.settings())) {
      return answers.refuse(mailing, "maxrecipients", Replies.RECIPIENTS, path.get());
    }
    Address address = new Address(path.get().address());
    Reply reply = mailing.draft().recipient(address, wishes.get());
    return answers.answer(reply.equals(Replies.OK) ? mailing.plusRecipient() : mailing, reply);
  }

  private Optional<Path> path(String argument) {
    return Path.parse(argument)
        .map(path -> new Path(literals.replace(path.address()), path.parameters()))
        .filter(path -> path.address().length() <= ADDRESS_BYTES)
        .filter(path -> !house.settings().strictLines() || isPrintable(path.address()));
  }

  /** What ends a line for some reader would be a header field of its own in Return-Path. */
  private static boolean isPrintable(String address) {
    return address.chars().noneMatch(c -> c < ' ' || c == DEL);
  }

  State data(State state) throws IOException {
    if (state instanceof State.Chunking) {
      return answers.answer(state, Replies.NO_MIXTURE);
    }
    if (!(state instanceof State.Mailing mailing)) {
      return answers.answer(state, Replies.MAIL_FIRST);
    }
    if (mailing.recipients() == 0) {
      return answers.answer(state, Replies.RCPT_FIRST);
    }
    try {
      return transfer(mailing, mailing.draft().body());
    } catch (BusyException e) {
      return answers.answer(Answers.idle(state), e.reply());
    }
  }

  private State transfer(State.Mailing mailing, OutputStream body) throws IOException {
    Transfer transfer = transfer(body, mailing.utf8());
    output.reply(Replies.GO_AHEAD);
    DataReader reader = new DataReader(input, sink(transfer));
    if (reader.read() == DataReader.End.BARE_LF) {
      mailing.drop();
      return answers.refuse(State.Plain.OVER, "bare LF", Replies.BARE_LF, mailing.sender());
    }
    boolean unclean = house.settings().strictLines() && reader.isUnclean();
    return submit(mailing, "DATA", transfer.objection(reader.hops(), unclean));
  }

  /** What people's own programs send may be incomplete. */
  private DataReader.Sink sink(Transfer transfer) {
    if (house.kind() == House.Kind.RELAY) {
      return transfer;
    }
    Instant now = house.clock().instant();
    String host = terms.greeting().split(" ", 2)[0];
    String id = "<" + now.getEpochSecond() + "." + house.logins().nonces().get() + "@" + host + ">";
    return new Completion(transfer, MailDate.header(now), id);
  }

  private Transfer transfer(OutputStream body, boolean utf8) {
    Transfer transfer = new Transfer(body, terms);
    transfer.top(received.text(session, utf8, house.clock().instant()));
    return transfer;
  }

  private State submit(State.Mailing mailing, String rule, Optional<Reply> objection)
      throws IOException {
    if (objection.isPresent()) {
      return refuse(Answers.idle(mailing), rule, objection.get(), mailing);
    }
    Reply reply = mailing.draft().submit(house.clock().instant());
    if (!reply.isRefusal()) {
      presence.countMail();
    }
    return answers.answer(Answers.idle(mailing), reply);
  }

  private State refuse(State next, String verb, Reply objection, State.Mailing mailing)
      throws IOException {
    String rule = verb;
    if (objection.equals(Replies.DATABYTES)) {
      rule = SIZE;
    } else if (objection.equals(Replies.HOPS)) {
      rule = "hops";
    }
    return answers.refuse(next, rule, objection, mailing.sender());
  }

  /** What follows the command is read in any case: the peer may have sent it with it. */
  State chunk(State state, String argument) throws IOException {
    Optional<Chunk> chunk = Chunk.parse(argument);
    if (chunk.isEmpty()) {
      return takesChunks()
          ? answers.end(state, Replies.CHUNK_SYNTAX)
          : answers.junk(state, Replies.UNIMPLEMENTED);
    }
    long bytes = chunk.get().bytes();
    Optional<Reply> refusal = refusalOfChunk(state);
    if (refusal.isPresent()) {
      input.skip(bytes);
      return answers.junk(state, refusal.get());
    }
    State.Chunking chunking;
    try {
      chunking = chunking(state);
    } catch (BusyException e) {
      input.skip(bytes);
      return answers.answer(Answers.idle(state), e.reply());
    }
    chunking.chunks().read(bytes);
    return chunk.get().last() ? lastChunk(chunking) : nextChunk(chunking, bytes);
  }

  private boolean takesChunks() {
    return new Hello(terms, house.settings(), connection).takesChunks();
  }

  private Optional<Reply> refusalOfChunk(State state) {
    if (!takesChunks()) {
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
        Transfer transfer = transfer(mailing.draft().body(), mailing.utf8());
        yield new State.Chunking(mailing, transfer, new ChunkReader(input, sink(transfer)));
      }
      case State.Plain plain -> throw new IllegalStateException("no mail has begun");
    };
  }

  private State nextChunk(State.Chunking chunking, long bytes) throws IOException {
    Optional<Reply> objection = chunking.transfer().objection(chunking.chunks().hops(), false);
    return objection.isPresent()
        ? refuse(Answers.idle(chunking), "BDAT", objection.get(), chunking.mailing())
        : answers.answer(chunking, new Reply(250, "ok, " + bytes + " bytes more"));
  }

  private State lastChunk(State.Chunking chunking) throws IOException {
    ChunkReader chunks = chunking.chunks();
    chunks.finish();
    if (chunks.hasBareLf()) {
      chunking.drop();
      return answers.refuse(
          State.Plain.OVER, "bare LF", Replies.BARE_LF, chunking.mailing().sender());
    }
    boolean unclean = house.settings().strictLines() && chunks.isUnclean();
    return submit(
        chunking.mailing(), "BDAT", chunking.transfer().objection(chunks.hops(), unclean));
  }
}
