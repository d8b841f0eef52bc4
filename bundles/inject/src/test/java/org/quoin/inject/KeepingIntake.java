package org.quoin.inject;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** An intake that keeps what was submitted, and answers as a test wants. */
final class KeepingIntake implements Intake {
  record Mail(Map<String, String> variables, String sender, List<String> recipients, String text) {}

  /** What is done at the end of a message. */
  interface End {
    Receipt receipt() throws IOException;
  }

  final List<Mail> mails = new ArrayList<>();
  int closed;
  End end = () -> new Receipt.Queued(List.of("00"), 17);
  Verdict recipientVerdict = Verdict.PASS;
  boolean busy;
  boolean full;

  @Override
  public Verdict greet(Session session) {
    return Verdict.PASS;
  }

  @Override
  public Draft begin(Session session) throws BusyException {
    if (busy) {
      throw new BusyException(Reply.temporary("no room (#4.3.1)"), "a test");
    }
    return new Kept(session);
  }

  private final class Kept implements Draft {
    private final Session session;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final List<String> recipients = new ArrayList<>();
    private String from = "?";

    Kept(Session session) {
      this.session = session;
    }

    @Override
    public Verdict sender(Sender sender, Parameters parameters) {
      from = sender.text();
      return Verdict.PASS;
    }

    @Override
    public Verdict recipient(Address recipient, Parameters parameters) {
      recipients.add(recipient.text());
      return recipientVerdict;
    }

    @Override
    public OutputStream body() throws IOException {
      if (full) {
        throw new IOException("no space left on device");
      }
      return text;
    }

    @Override
    public Receipt submit() throws IOException {
      Receipt receipt = end.receipt();
      mails.add(
          new Mail(
              session.variables(),
              from,
              List.copyOf(recipients),
              text.toString(StandardCharsets.ISO_8859_1)));
      return receipt;
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
