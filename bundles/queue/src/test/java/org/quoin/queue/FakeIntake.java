package org.quoin.queue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** An intake that keeps what it gets. */
final class FakeIntake implements Intake {
  record Got(Session session, Sender sender, List<Address> recipients, String text) {}

  /** What happens with what it gets. */
  interface Onward {
    void take(Got got) throws IOException;
  }

  private final List<Got> got = new ArrayList<>();
  private Onward onward = got -> {};
  private boolean busy;
  private boolean torn;
  private Receipt answer = new Receipt.Queued(List.of("00"), 4711);

  List<Got> got() {
    return got;
  }

  /** Its classes are gone, as in the midst of an update. */
  void torn(boolean value) {
    torn = value;
  }

  void onward(Onward call) {
    onward = call;
  }

  void busy(boolean value) {
    busy = value;
  }

  void answer(Receipt receipt) {
    answer = receipt;
  }

  @Override
  public Verdict greet(Session session) {
    return Verdict.PASS;
  }

  @Override
  public Draft begin(Session session) throws BusyException {
    if (torn) {
      throw new NoClassDefFoundError("org/quoin/intake/Chain");
    }
    if (busy) {
      throw new BusyException(Reply.temporary("not now (#4.3.0)"), "no room");
    }
    return new KeptDraft(session);
  }

  private final class KeptDraft implements Draft {
    private final Session session;
    private final List<Address> recipients = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Sender sender = Sender.NULL;

    KeptDraft(Session session) {
      this.session = session;
    }

    @Override
    public Verdict sender(Sender from, Parameters parameters) {
      sender = from;
      return Verdict.PASS;
    }

    @Override
    public Verdict recipient(Address recipient, Parameters parameters) {
      recipients.add(recipient);
      return Verdict.PASS;
    }

    @Override
    public OutputStream body() {
      return body;
    }

    @Override
    public Receipt submit() throws IOException {
      if (answer instanceof Receipt.Queued) {
        String text = body.toString(StandardCharsets.ISO_8859_1);
        Got mail = new Got(session, sender, List.copyOf(recipients), text);
        got.add(mail);
        onward.take(mail);
      }
      return answer;
    }

    @Override
    public void close() {}
  }
}
