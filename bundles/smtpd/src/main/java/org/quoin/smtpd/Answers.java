package org.quoin.smtpd;

import java.io.IOException;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.Speaker;
import org.quoin.api.intake.Session;

/** What a dialogue says, and where it stands then. */
final class Answers {
  private final Session session;
  private final House house;
  private final Output output;
  private int errors;

  Answers(Session session, House house, Output output) {
    this.session = session;
    this.house = house;
    this.output = output;
  }

  State answer(State next, Reply reply) throws IOException {
    output.reply(reply);
    return next;
  }

  /** A no of our own, which the operator hears of. */
  State refuse(State next, MailEvent.Stage stage, String rule, Reply reply, Sender sender)
      throws IOException {
    publish(new MailEvent.Refused(Speaker.of(session), stage, rule, reply, sender, ""));
    return answer(next, reply);
  }

  /** The same of a recipient; the mail goes on. */
  State refuse(State.Mailing state, String rule, Reply reply, Path recipient) throws IOException {
    MailEvent.Stage stage = MailEvent.Stage.RECIPIENT;
    String address = recipient.address();
    publish(
        new MailEvent.Refused(Speaker.of(session), stage, rule, reply, state.sender(), address));
    return answer(state, reply);
  }

  /** The same of a message, or of the part of it that has come. */
  State refuse(State next, String rule, Reply reply, Sender sender) throws IOException {
    return refuse(next, MailEvent.Stage.MESSAGE, rule, reply, sender);
  }

  /** No sane peer sends this; one that goes on and on is sent away. */
  State junk(State state, Reply reply) throws IOException {
    output.reply(reply);
    errors++;
    return errors < house.settings().errors() ? state : end(state, Replies.ERRORS);
  }

  State end(State state, Reply reply) throws IOException {
    state.drop();
    return answer(State.Plain.OVER, reply);
  }

  static State idle(State state) {
    state.drop();
    return State.Plain.IDLE;
  }

  private void publish(MailEvent event) {
    house.events().accept(event);
  }
}
