package org.quoin.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Draft;
import org.quoin.api.intake.Intake;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/** An intake that keeps what it gets. */
final class FakeIntake implements Intake {
  record Got(Session.Origin origin, Sender sender, List<Address> recipients, String text) {}

  /** An end that a submission comes to. */
  interface End {
    Receipt of(Got got) throws IOException;
  }

  final List<Got> got = new ArrayList<>();
  End end = mail -> new Receipt.Queued(List.of("00"), 4711);
  Verdict verdict = Verdict.PASS;

  /** Recipients whom {@link #verdict} is not about. */
  final List<Address> liked = new ArrayList<>();

  int closed;

  @Override
  public Verdict greet(Session session) {
    return Verdict.PASS;
  }

  @Override
  public Draft begin(Session session) throws BusyException {
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
      Verdict its = liked.contains(recipient) ? Verdict.PASS : verdict;
      if (its instanceof Verdict.Pass) {
        recipients.add(recipient);
      }
      return its;
    }

    @Override
    public OutputStream body() {
      return body;
    }

    @Override
    public Receipt submit() throws IOException {
      String text = body.toString(StandardCharsets.ISO_8859_1);
      Got mail = new Got(session.origin(), sender, List.copyOf(recipients), text);
      Receipt receipt = end.of(mail);
      got.add(mail);
      return receipt;
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
