package org.quoin.smtpd;

import java.io.IOException;
import java.util.function.Supplier;
import org.quoin.api.Peer;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;

/** What a dialogue says, and where it stands then. */
final class Answers {
  private final String session;
  private final Supplier<Peer> peer;
  private final House house;
  private final Output output;
  private int errors;

  Answers(String session, Supplier<Peer> peer, House house, Output output) {
    this.session = session;
    this.peer = peer;
    this.house = house;
    this.output = output;
  }

  State answer(State next, Reply reply) throws IOException {
    output.reply(reply);
    return next;
  }

  /** A no of our own, which the operator hears of. */
  State refuse(State next, String rule, Reply reply, Sender sender) throws IOException {
    String ip = peer.get().remoteIp();
    house.events().accept(new MailEvent.Refused(session, rule, reply, sender, "", ip));
    return answer(next, reply);
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
}
